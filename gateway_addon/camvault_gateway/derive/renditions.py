"""Has renditions made when somebody wants to see them: larger pictures, sprites, small clips."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, Final

from camvault_gateway.catalog import Catalog, captures
from camvault_gateway.model import Capture, Condition, NoRenditionError, Rendition
from camvault_gateway.vault import Fetch, Vault

from .files import Files, drafted, make_room
from .jobs import Jobs
from .process import WRITER, MediaProcess, TooLongError, UnreadableError

# A small clip is made by a process of its own, so that nothing else waits for it.
_SMALL_PATIENCE_S: Final = 240.0
_MOST_HOPELESS: Final = 1000


@dataclass(frozen=True, slots=True)
class Pace:
    """How many jobs run at once and wait at most, how long they give way to uploads, and how long people wait."""

    at_once: int
    most_waiting: int
    give_way_s: float
    wait_s: float


# Several at once, since some wait for the archive meanwhile: the worker takes one after the other.
_PICTURES: Final = Pace(4, 64, 1.0, 5.0)
_SMALL: Final = Pace(2, 8, 10.0, 20.0)


class RenditionMaker:
    """Makes what is not there yet, each once, what was asked for last first; what cannot be made it remembers."""

    def __init__(
        self,
        catalog: Catalog,
        vault: Vault,
        looker: MediaProcess,
        fetch: Fetch | None = None,
        busy: Callable[[], bool] = lambda: False,
        writer: MediaProcess | None = None,
        paces: tuple[Pace, Pace] = (_PICTURES, _SMALL),
    ) -> None:
        self._catalog = catalog
        self._vault = vault
        self._looker = looker
        self._writer = writer or MediaProcess(WRITER, patience_s=_SMALL_PATIENCE_S)
        self._files = Files(vault, fetch)
        self._paces = paces
        self._pictures, self._clips = (
            Jobs[None](pace.at_once, pace.most_waiting, busy, pace.give_way_s) for pace in paces
        )
        # By capture, content and rendition, why it cannot be made, and whether that is for its length.
        self._hopeless: OrderedDict[tuple[str, str | None, Rendition], tuple[str, bool]] = OrderedDict()

    async def open(self, capture: Capture, which: Rendition) -> BinaryIO:
        """Return a rendition's file, open, which is made now unless it is there.

        Raises NoRenditionError, ArchiveError, OutageError when it cannot be made now, and TimeoutError when it is not
        done yet.
        """
        kept = self._vault.renditions
        if (file := await asyncio.to_thread(kept.open, capture.id, which)) is not None:
            return file
        if (why := self._hopeless.get((capture.id, capture.sha256, which))) is not None:
            raise NoRenditionError(why[0], too_long=why[1])
        jobs, pace = (self._clips, self._paces[1]) if which is Rendition.SMALL else (self._pictures, self._paces[0])
        await jobs.do(f"{capture.id}/{which}", partial(self._make, capture, which), pace.wait_s)
        if (file := await asyncio.to_thread(kept.open, capture.id, which)) is None:
            raise TimeoutError
        return file

    async def stop(self) -> None:
        """End what runs, and the worker process of its own."""
        await self._pictures.stop()
        await self._clips.stop()
        await self._writer.stop()

    async def _make(self, capture: Capture, which: Rendition) -> None:
        if not await asyncio.to_thread(self._files.can_have, capture):
            raise NoRenditionError("The file is not here, and too large to be fetched from the archive for this.")
        await asyncio.to_thread(make_room, self._vault)
        try:
            await self._files.shown(capture, partial(self._draft, capture, which))
        except UnreadableError as err:
            too_long = isinstance(err, TooLongError)
            self._hopeless[capture.id, capture.sha256, which] = str(err), too_long
            if len(self._hopeless) > _MOST_HOPELESS:
                self._hopeless.popitem(last=False)
            raise NoRenditionError(str(err), too_long=too_long) from err
        now = await asyncio.to_thread(self._catalog.read, captures.find, capture.id)
        if now is None or now.sha256 != capture.sha256:
            # It is gone meanwhile, or has grown, and nobody else would remove this.
            await asyncio.to_thread(self._vault.renditions.forget, capture.id)

    async def _draft(self, capture: Capture, which: Rendition, file: BinaryIO) -> None:
        async with drafted(self._vault, capture.id, which) as draft:
            await self._write(capture, which, file, draft)
            await asyncio.to_thread(self._vault.renditions.keep, capture.id, which)

    async def _write(self, capture: Capture, which: Rendition, file: BinaryIO, draft: BinaryIO) -> None:
        if which is Rendition.SMALL:
            cut = capture.condition is Condition.INCOMPLETE
            await self._writer.convert(file, draft, capture.size, which, told_ms=capture.duration_ms, cut=cut)
            return
        picture = await self._looker.draw(file, which, capture.size, kind=capture.kind, told_ms=capture.duration_ms)
        await asyncio.to_thread(draft.write, picture)

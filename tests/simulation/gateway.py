"""One life of the gateway: the real rooms, as the product wires them, without its doors."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
import contextlib
import itertools
from pathlib import Path
from random import Random
from sqlite3 import Connection
from typing import Any, Final, override
from unittest.mock import patch
from zoneinfo import ZoneInfo

from camvault_gateway.app import gateway as product
from camvault_gateway.app.clock_watch import ClockWatch
from camvault_gateway.archive import Archive, archive, put, retention, source
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, settings
from camvault_gateway.derive.protocol import Media
from camvault_gateway.model import CLOCK, Clock
from camvault_gateway.model.time import ids
from camvault_gateway.receive.ingest import Ingest
from camvault_gateway.receive.recovery import Recovery
from camvault_gateway.vault import Vault

from .threads import Pool, VirtualLoop
from .timeline import CrashError, Timeline

# Larger bodies go through botocore's own put: here few bytes are large.
SMALL: Final = 4096


class SteppedCatalog(Catalog):
    """A catalog without a thread of its own: whoever hands a job over does it, and nothing happens beside it."""

    def __init__(self, path: Path, after: Callable[[], None]) -> None:
        super().__init__(path)
        self._jobs.put(None)
        self._thread.join()
        self._after = after

    @override
    def _hand_over[T](self, work: Callable[[Connection], T], *, durable: bool) -> Future[T]:
        future = super()._hand_over(work, durable=durable)
        while not self._jobs.empty() and (job := self._jobs.get()) is not None:
            self._commit([job])
        self._after()
        return future


class SmallVault(Vault):
    """A vault on a disk of its own size."""

    total = 10_000_000
    used = 0

    @override
    def disk(self) -> tuple[int, int]:
        return max(0, self.total - self.used), self.total


class _Pictures:
    """Looks at media without a process."""

    def __init__(self, random: Random) -> None:
        self._random = random

    async def examine(self, *_: object) -> Media:
        """Make a picture of anything."""
        await asyncio.sleep(self._random.random())
        return Media(picture=b"jpeg", codec="mjpeg", width=1, height=1)

    async def stop(self) -> None:
        """Stop nothing."""


class _Calm:
    """A receiver that nobody is in a hurry at."""

    @staticmethod
    def is_busy() -> bool:
        """Tell whether uploads wait for each other."""
        return False


class Gateway:
    """From its start to its end; `after` hears of every transaction."""

    def __init__(self, folder: Path, timeline: Timeline, random: Random, after: Callable[[Gateway], None]) -> None:
        self.loop = VirtualLoop(timeline, random)
        self._random = random
        self.catalog = SteppedCatalog(folder / "catalog.db", lambda: after(self))
        self.vault = SmallVault(folder / "vault")
        self.bus = Bus()
        self.since = timeline.now
        self.up = False
        self._stopping = asyncio.Event()

    def live(self) -> bool:
        """Run until it stops; tells whether it did so in an orderly way."""
        asyncio.set_event_loop(self.loop)
        try:
            with self._patched():
                self.loop.run_until_complete(self._run())
        except CrashError:
            return False
        else:
            return True
        finally:
            self.up = False
            self.catalog._after = lambda: None
            self.catalog.close()
            self.loop.bury()

    def stop(self) -> None:
        """Ask it to stop."""
        self.up = False
        self.loop.call_soon(self._stopping.set)

    async def _run(self) -> None:
        known = await self.catalog.keep(settings.ensure)
        watch = ClockWatch(self.catalog, self.bus)
        watch.begin()
        self.ingest = Ingest(self.catalog, self.vault, self.bus, ZoneInfo("UTC"))
        Recovery(self.catalog, self.vault, self.bus, self.ingest).recover()
        calm: Any = _Calm()
        pictures: Any = _Pictures(self._random)
        async with (
            watch.running(),
            product._archiving(self.catalog, self.vault, self.bus, known, calm, pictures) as (running, _),
            product._expiring(self.catalog, self.vault, self.bus, known, running),
        ):
            self.archive: Archive = running
            self.up = True
            await self._stopping.wait()
        self.ingest.close()

    @contextlib.contextmanager
    def _patched(self) -> Iterator[None]:
        def pool(most: int, *_: object) -> Pool:
            return Pool(self.loop, most)

        with contextlib.ExitStack() as stack:
            # The next life knows nothing of what this one has learned.
            stack.enter_context(patch.object(CLOCK, "_state", Clock()._state))
            stack.enter_context(patch.object(ids, "_NUMBERS", itertools.count()))
            for module in (archive, source, retention):
                stack.enter_context(patch.object(module, "ThreadPoolExecutor", pool))
            stack.enter_context(patch.object(put, "SMALL", SMALL))
            yield

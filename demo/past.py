"""Gives a new demo its past: written into the archive while other things start, and restored as after a move."""

import asyncio
from datetime import UTC, datetime, timedelta
from threading import Event
import time
from zoneinfo import ZoneInfo

from .files import read_json, write_json
from .gateway import GatewayApi
from .history import write_history
from .options import Archive, Options
from .programs import Program
from .terminal import say

# What happens from now on is apart from what happened then.
GAP = timedelta(minutes=3)
PATIENCE_S = 120


class Past:
    """The past of one demo; it is made once."""

    def __init__(self, options: Options, archive: Archive, zone: str) -> None:
        self._options = options
        self._archive = archive
        self._zone = ZoneInfo(zone)
        self._record = options.state / "history.json"
        self._stopped = Event()
        self._writing: asyncio.Task[int] | None = None

    @property
    def wanted(self) -> bool:
        """Whether it is still to be made."""
        return self._options.history and not read_json(self._record)

    async def begin(self, gateway: GatewayApi) -> None:
        """Begin to write it, in a thread of its own."""
        if not self.wanted:
            return
        site = await gateway.site()
        say("Writing twelve days of events into the archive")
        self._writing = asyncio.create_task(asyncio.to_thread(self._write, site))

    async def finish(self, gateway: GatewayApi, program: Program) -> None:
        """Wait until it is written, and have the gateway restore it."""
        if self._writing is None:
            return
        began = time.monotonic()
        count = await self._writing
        await gateway.restore()
        await program.until("the history is not restored", gateway.restored, PATIENCE_S)
        write_json(self._record, {"captures": count})
        say(f"The gateway restored {count:,} captures; this was waited for {time.monotonic() - began:.1f} s")

    def stop(self) -> None:
        """Write no more of it."""
        self._stopped.set()

    def _write(self, site: str) -> int:
        until = datetime.now(UTC).astimezone(self._zone) - GAP
        films = self._options.state / "media"
        return write_history(self._archive, site, films, self._zone, until, self._stopped.is_set)

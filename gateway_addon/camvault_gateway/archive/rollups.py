"""Writes a roll-up of each day's segments once the day is over, so that a rebuild has one to read a day."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
import logging
import threading
from typing import Final

from camvault_gateway.model import ArchiveError, from_millis, now_ms
from camvault_gateway.record.keys import in_site

from .aside import in_thread
from .journal import put_once
from .s3.errors import answers_of
from .s3.listing import level
from .s3.store import Store
from .segments import DAYS, FOLDER, SUFFIX, day_key, roll_up

_LOGGER = logging.getLogger(__name__)
_FIRST_AFTER_S: Final = 900.0
_EVERY_S: Final = 3600.0
# A segment that was on its way at midnight is there by then.
_SLACK: Final = timedelta(hours=2)
# More than this of a day is told in segments that are large enough to be read one by one.
_MOST_BYTES: Final = 4 * 1024 * 1024
_GRACE_S: Final = 1.0


class Rollups:
    """Looks every hour whether a day wants its roll-up; `store` gives the archive in use, or None."""

    def __init__(self, store: Callable[[], Store | None]) -> None:
        self._store = store
        self._stopped = threading.Event()
        self._loop: asyncio.Task[None] | None = None
        # What was seen to be complete: a place, and until which day.
        self._done: object = None

    def start(self) -> None:
        """Look, from now on."""
        self._loop = asyncio.create_task(self._run(), name="roll-ups")

    async def stop(self) -> None:
        """Stop, without waiting long for a server."""
        self._stopped.set()
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.wait({self._loop}, timeout=_GRACE_S)

    async def _run(self) -> None:
        pause = _FIRST_AFTER_S
        while True:
            await asyncio.sleep(pause)
            pause = _EVERY_S
            try:
                await self.look()
            except ArchiveError as err:
                # Nothing is lost: the segments tell the same, and whoever archives says what is wrong.
                _LOGGER.debug("The roll-ups wait: %s", err)
            except Exception:
                _LOGGER.exception("The roll-ups of the catalog's segments could not be written")

    async def look(self) -> None:
        """Write the roll-ups that are missing; raises ArchiveError."""
        store, until = self._store(), _last_day()
        if store is None or not store.readable or self._done == (store.settings, store.site, until):
            return
        # A store of its own: it is closed in the end.
        await in_thread(lambda: roll_up_days(Store(store.settings, store.site), until, self._stopped), "roll-ups")
        self._done = (store.settings, store.site, until)


def _last_day() -> str:
    """Return the last day that is over for good."""
    return ((from_millis(now_ms()).astimezone(UTC) - _SLACK).date() - timedelta(days=1)).isoformat()


def roll_up_days(store: Store, until: str, stopped: threading.Event) -> list[str]:
    """Write the roll-ups that are missing, the newest first, for a thread; returns the days. Raises ArchiveError."""
    written: list[str] = []
    try:
        with answers_of(store.settings):
            there = {key.rpartition("/")[2].removesuffix(SUFFIX) for key, _ in level(store, _folder(store, DAYS))[0]}
            for day in sorted((day for day in _days(store) if day <= until and day not in there), reverse=True):
                if stopped.is_set():
                    break
                put_once(store, day_key(store.settings.prefix, store.site, day), roll_up(_segments(store, day)))
                written.append(day)
    finally:
        store.close()
    return written


def _folder(store: Store, *parts: str) -> str:
    return in_site(store.settings.prefix, store.site, FOLDER, *parts, "")


def _days(store: Store) -> Iterator[str]:
    """Yield the days that have segments."""
    for year in _numbers(store, _folder(store)):
        for month in _numbers(store, _folder(store, year)):
            for day in _numbers(store, _folder(store, year, month)):
                yield f"{year}-{month}-{day}"


def _numbers(store: Store, folder: str) -> list[str]:
    names = [each.removeprefix(folder).rstrip("/") for each in level(store, folder)[1]]
    return [name for name in names if name.isascii() and name.isdigit()]


def _segments(store: Store, day: str) -> Iterator[tuple[str, bytes]]:
    """Yield a day's segments, the oldest first, as many as are worth it."""
    left = _MOST_BYTES
    for key, size in sorted(level(store, _folder(store, *day.split("-")))[0]):
        left -= size
        if left < 0:
            return
        if key.endswith(SUFFIX) and size:
            yield key.rpartition("/")[2], store.open(key, 0, size).read()

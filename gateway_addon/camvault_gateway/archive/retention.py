"""The bucket's retention of captures, and the listing of those that are still there."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
import logging

from camvault_gateway.catalog import Catalog, archives
from camvault_gateway.model import ArchiveError, ArchiveProblem, ExpiryRule, Retention, now_ms

from .lifecycle import folder_of, read_rules, write_rule
from .s3.listing import keys_below
from .s3.store import Store

_LOGGER = logging.getLogger(__name__)
_THREADS = 2
_NO_ARCHIVE = "No archive is set up."


class RetentionKeeper:
    """Asks the bucket in threads of its own, and keeps what it says of its rules in the catalog."""

    def __init__(self, catalog: Catalog, current: Callable[[], Store | None]) -> None:
        self._catalog = catalog
        self._current = current
        self._pool = ThreadPoolExecutor(_THREADS, "archive-rules")

    async def read(self) -> Retention | None:
        """Return what the bucket says now, or else what it last said, with the problem; None without an archive."""
        if (store := self._current()) is None:
            return None
        try:
            found = _found(store, await self._run(lambda: read_rules(store)))
        except ArchiveError as err:
            kept = await asyncio.to_thread(self._catalog.read, archives.retention)
            known = kept if kept and kept.folder == folder_of(store) else Retention(folder=folder_of(store))
            found = replace(known, problem=err.problem)
            _LOGGER.info("How long the bucket keeps captures could not be read: %s", err)
        return await self._keep(store, found)

    async def write(self, days: int | None, keys: tuple[str, str] | None = None) -> Retention:
        """Let captures expire after so many days, or never, by the gateway's own rule; returns what the bucket says.

        The keys are the owner's, for this once: they are kept nowhere. Raises ArchiveError.
        """
        if (store := self._current()) is None:
            raise ArchiveError(ArchiveProblem.FAILED, _NO_ARCHIVE)
        return await self._keep(store, _found(store, await self._run(lambda: _write(store, days, keys))))

    async def listed(self, folder: str) -> frozenset[str]:
        """Return the keys of all objects in a folder; raises ArchiveError."""
        if (store := self._current()) is None:
            raise ArchiveError(ArchiveProblem.FAILED, _NO_ARCHIVE)
        return await self._run(lambda: frozenset(keys_below(store, folder)))

    def close(self) -> None:
        """Stop; what is on the wire is left to its fate."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _keep(self, store: Store, found: Retention) -> Retention:
        if store is self._current():
            await self._catalog.keep(archives.keep_retention, found)
        return found

    async def _run[T](self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)


def _found(store: Store, rules: tuple[ExpiryRule, ...]) -> Retention:
    return Retention(folder=folder_of(store), read_at=now_ms(), rules=rules)


def _write(store: Store, days: int | None, keys: tuple[str, str] | None) -> tuple[ExpiryRule, ...]:
    if keys is None:
        return write_rule(store, days)
    owners = Store(replace(store.settings, access_key_id=keys[0], secret_access_key=keys[1]), store.site)
    try:
        return write_rule(owners, days)
    finally:
        owners.close()

"""The outbox's handler for PROTECT: a capture of a protected event gets a copy that no lifecycle rule reaches."""

import asyncio
from dataclasses import dataclass, replace
import logging
from pathlib import Path
from typing import BinaryIO, Final

from botocore.exceptions import ClientError

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, archives, events, tasks
from camvault_gateway.model import (
    ArchiveError,
    ArchiveProblem,
    Capture,
    CaptureChanged,
    EventChanged,
    SettingsChanged,
    Task,
)
from camvault_gateway.record.keys import next_key
from camvault_gateway.vault import Vault, local_copy

from . import records
from .archive import Archive
from .put import Receipt, put
from .s3.errors import DamagedError, answers_of, code, is_outage
from .s3.store import Store
from .verify import verify

_LOGGER = logging.getLogger(__name__)
# So many bad objects of a copy may lie beside each other before it is only tried again.
_MOST_DAMAGED: Final = 4


@dataclass(frozen=True, slots=True)
class _Copy:
    """The key of a copy, and whether it is under legal hold: None when nobody tells."""

    receipt: Receipt
    held: bool | None


class Protector:
    """Puts copies from the vault, or from wherever the archive has the capture."""

    def __init__(self, archive: Archive, catalog: Catalog, vault: Vault, bus: Bus) -> None:
        self._archive = archive
        self._catalog = catalog
        self._vault = vault
        self._bus = bus

    async def protect(self, task: Task) -> None:
        """Do a task of the outbox; it is gone from there when this returns, and still there when it raises."""
        store = self._archive.in_use()
        found = await asyncio.to_thread(self._catalog.read, records.to_copy, task, store)
        if found is None:
            await self._catalog.keep(tasks.done, task)
            self._archive.learned(task, needed=False)
            return
        capture, number = found
        async with self._archive.learning(store, task), local_copy(self._vault, capture, self._fetch) as file:
            copy = await self._archive.in_thread(lambda: _put(store, capture, file, task.attempts))
        self._archive.learned(task, needed=True)
        kept = await self._catalog.keep(records.copied, task, replace(copy.receipt, number=number))
        if kept is not None:
            await self._tell(kept)
        await self._remember(store, copy.held)

    async def _fetch(self, capture: Capture, path: Path) -> None:
        """Bring a file; what is wrong with a former archive does not keep the other captures waiting."""
        try:
            await self._archive.fetch(capture, path)
        except ArchiveError as err:
            former = await asyncio.to_thread(self._catalog.read, archives.former_of, capture.id)
            if former is not None and is_outage(err):
                raise ArchiveError(ArchiveProblem.FAILED, str(err)) from err
            raise

    async def _tell(self, capture: Capture) -> None:
        self._bus.publish(CaptureChanged(capture))
        if capture.event is None:
            return
        event = await asyncio.to_thread(self._catalog.read, events.get, capture.event)
        if not event.unkept:
            self._bus.publish(EventChanged(event))

    async def _remember(self, store: Store, held: bool | None) -> None:  # noqa: FBT001 what was found, not a switch
        if held is None:
            return
        store.holds = held
        if (kept := await self._catalog.keep(archives.note_hold, held=held)) is not None:
            if not held:
                _LOGGER.warning("Protected events are copied without a legal hold: the key or the bucket refuses it")
            self._bus.publish(SettingsChanged(kept))


def _put(store: Store, capture: Capture, file: BinaryIO, tries: int) -> _Copy:
    """Put a copy and prove it; beside one that was bad more than once it gets the next key."""
    wanted = replace(capture, archive_key=store.copy_key(capture))
    for _ in range(min(tries, _MOST_DAMAGED)):
        try:
            return _put_proven(store, wanted, file)
        except DamagedError as err:
            _LOGGER.warning("%s It stays there, and another copy is put beside it", err)
            wanted = replace(wanted, archive_key=next_key(err.key)[0])
    return _put_proven(store, wanted, file)


def _put_proven(store: Store, wanted: Capture, file: BinaryIO) -> _Copy:
    try:
        receipt = put(store, wanted, file, hold=store.holds)
    except ArchiveError as err:
        if isinstance(err.__cause__, ClientError) and code(err.__cause__) == "AccessDenied":
            said = f"The key may not put copies for protected events: allow it to put objects below {store.copies}"
            raise ArchiveError(ArchiveProblem.FAILED, said) from err
        raise
    if not receipt.verified and not verify(store, wanted):
        raise ArchiveError(ArchiveProblem.FAILED, f"The archive took {receipt.key} and does not have it.")
    return _Copy(receipt, held=False if receipt.unheld else _held(store, receipt.key))


def _held(store: Store, key: str) -> bool | None:
    """Tell whether an object is under legal hold: None when it is known already, or the server does not say."""
    found = store.settings.abilities
    if not store.holds or not store.readable or (found and found.legal_hold):
        return None
    with answers_of(store.settings):
        return True if store.head(key).get("ObjectLockLegalHoldStatus") == "ON" else None

"""The archive as the other rooms know it: task handlers, reading, trying, and how it is doing."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
import contextlib
from dataclasses import replace
import logging
from pathlib import Path

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, archives, captures, events, tasks
from camvault_gateway.model import (
    CLOCK,
    LONGEST_PAUSE_MS,
    ArchiveError,
    ArchiveSettings,
    ArchiveState,
    Capture,
    CaptureChanged,
    EventChanged,
    GatewayChanged,
    OutageError,
    State,
    Task,
    TaskKind,
    TasksAdded,
    Tried,
    now_ms,
)
from camvault_gateway.record.keys import next_key
from camvault_gateway.vault import Vault

from . import records
from .health import Health
from .put import Receipt, opened, put
from .s3.bandwidth import Limiter
from .s3.errors import DamagedError, is_lasting, is_outage
from .s3.store import Store
from .segment_writer import Segment, put_segment
from .setup.check import check
from .source import Source
from .verify import verify

_LOGGER = logging.getLogger(__name__)
# Some more than the tasks at a time: what hangs must not keep the next try out.
_THREADS = 8
# A store that loses what it takes must not be fed without end.
_PUT_AGAIN_AFTER_MS = 60_000
_SECOND = 2
# What health knows a segment by: no capture has this id.
_SEGMENT = Task(kind=TaskKind.ARCHIVE, capture="_catalog", camera="")


class Archive:
    """The owner's bucket, or none; its network and disk work is done in threads of its own."""

    def __init__(self, catalog: Catalog, vault: Vault, bus: Bus) -> None:
        self._catalog = catalog
        self._vault = vault
        self._bus = bus
        self._store: Store | None = None
        self._limiter = Limiter()
        self._health = Health()
        self._pool = ThreadPoolExecutor(_THREADS, "archive")
        self._source = Source(catalog, self.current)

    def configure(self, settings: ArchiveSettings | None, site: str) -> None:
        """Use another bucket, or none, from now on; call it before SettingsChanged is published."""
        known = self._store
        if known and known.site == site and known.goes_on_with(settings):
            return
        self._store = Store(settings, site, limiter=self._limiter) if settings else None
        if known or settings is None:
            self._health = self._health.renewed(same=known is None or known.settings.same_place(settings))
        if known:
            known.retired = True
            self._pool.submit(known.close)

    def begin_with(self, memory: archives.Memory) -> None:
        """Begin with what the catalog remembers."""
        self._health.begin_with(memory.last_verified_at, memory.damaged, memory.waiting_since)

    def limit_uploads(self, kib_s: int | None) -> None:
        """Send no more than so many KiB a second, all uploads together, from now on; None for as fast as it goes."""
        self._limiter.change(kib_s)

    def current(self) -> Store | None:
        """Return the bucket in use."""
        return self._store

    @property
    def configured(self) -> bool:
        """Whether there is an archive."""
        return self._store is not None

    @property
    def state(self) -> ArchiveState:
        """The state of the archive."""
        return self._health.state

    async def check(self, settings: ArchiveSettings, site: str) -> Tried:
        """Try settings for real without using them; raises ArchiveError with what to do."""
        samples = await asyncio.to_thread(self._catalog.read, archives.samples, settings)
        return await _in(self._source.threads, lambda: check(settings, site, samples))

    async def archive(self, task: Task) -> None:
        """Put a capture into the archive: the handler of TaskKind.ARCHIVE."""
        store = self.in_use()
        await self._wait_for_time(store, task)
        try:
            receipt = await self._attempt(store, task, lambda: self._put(store, task))
        except DamagedError as err:
            await self._put_anew(task, err)
            return
        if receipt is None:
            await self._catalog.keep(tasks.done, task)
            return
        # After a power cut it is put again, which the archive answers with what it has.
        await self._tell(await self._catalog.keep_unsynced(records.archived, task, receipt))

    async def verify(self, task: Task) -> None:
        """Prove that the archive has a capture's bytes: the handler of TaskKind.VERIFY."""
        store = self.in_use()
        try:
            there = await self._attempt(store, task, lambda: self._verify(store, task))
        except DamagedError as err:
            await self._put_anew(task, err)
            return
        if there is None:
            await self._catalog.keep(tasks.done, task)
        elif there:
            await self._tell(await self._catalog.keep_unsynced(records.verified, task))
        else:
            _LOGGER.warning("Capture %s vanished from the archive and is put again", task.capture)
            due_at = now_ms() + _PUT_AGAIN_AFTER_MS
            await self._tell(await self._catalog.keep(records.vanished, task, due_at))

    async def put_segment(self, segment: Segment) -> None:
        """Put a segment of the catalog; raises OutageError or ArchiveError."""
        store = self.in_use()
        await self._attempt(store, _SEGMENT, lambda: put_segment(store, segment))
        await self.forget_settled()

    async def forget_settled(self) -> None:
        """Forget the troubles of captures of which nothing is wanted any more, or which left the catalog."""
        troubled = [capture for capture in self._health.troubled if capture != _SEGMENT.capture]
        for settled in await asyncio.to_thread(self._catalog.read, tasks.settled, troubled) if troubled else ():
            self._health.forget(replace(_SEGMENT, capture=settled))

    def stream(self, capture: Capture, start: int, end: int) -> AsyncGenerator[bytes]:
        """Yield a capture's bytes from `start` up to but without `end`; raises ArchiveError, mostly at the first."""
        return self._source.stream(capture, start, end)

    async def fetch(self, capture: Capture, path: Path) -> None:
        """Write a capture's bytes into a new file; raises ArchiveError, also when they are not what was received."""
        await self._source.fetch(capture, path)

    def close(self) -> None:
        """Stop; what is on the wire is left to its fate, its task stays in the outbox."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._source.close()
        if self._store:
            self._store.retire()

    def in_use(self) -> Store:
        """Return the bucket in use; raises OutageError without one."""
        if self._store is None:
            raise OutageError("No archive is set up; captures stay in the vault")
        return self._store

    async def _wait_for_time(self, store: Store, task: Task) -> None:
        """Put nothing under a wrong date while the time is most likely about to become known; raises OutageError."""
        if CLOCK.unknown:
            async with self.learning(store, task):
                await self.in_thread(store.ask_time)
            raise OutageError("The clock of this machine was never set: the archive waits for it")

    def _put(self, store: Store, task: Task) -> Receipt | None:
        begun = self._catalog.read(records.to_put, task, store)
        if begun and not records.is_named(begun[0], store):
            # Waited for: a stop between the put and this, and a rename after it, would make a second object of it.
            begun = self._catalog.write(records.begun, task, store).result()
        if begun is None:
            return None
        with opened(self._vault, begun[0]) as file:
            return replace(put(store, begun[0], file), number=begun[1])

    async def _put_anew(self, task: Task, err: DamagedError) -> None:
        """Leave a bad object as it is, and have the capture put again under another key; once seen is not enough."""
        if not task.attempts:
            raise err
        key, number = next_key(err.key)
        wait = 0 if number == _SECOND else min(_PUT_AGAIN_AFTER_MS * 4 ** (number - _SECOND - 1), LONGEST_PAUSE_MS)
        _LOGGER.warning("%s It stays there, and the capture is put again as %s", err, key)
        kept = await self._catalog.keep(records.damaged, task, key, now_ms() + wait)
        self._health.damaged()
        await self._tell(kept)

    def _verify(self, store: Store, task: Task) -> bool | None:
        capture = self._catalog.read(captures.find, task.capture)
        if capture is None or capture.state is not State.ARCHIVED:
            return None
        return verify(store, capture)

    async def _attempt[T](self, store: Store, task: Task, work: Callable[[], T]) -> T:
        """Do a task's work in a thread, and learn from it how the archive is doing."""
        async with self.learning(store, task):
            result = await self.in_thread(work)
        if result is not None:
            self._health.worked(task)
        return result

    @contextlib.asynccontextmanager
    async def learning(self, store: Store, task: Task) -> AsyncIterator[None]:
        """Learn from a task's work how the archive is doing; an outage is raised as such."""
        try:
            yield
        except ArchiveError as err:
            if store is self._store and self._health.failed(task, err):
                self._bus.publish(GatewayChanged())
            if is_outage(err):
                raise OutageError(str(err), lasting=is_lasting(err)) from err
            raise
        if store is not self._store:
            raise OutageError("The archive was changed meanwhile")

    async def in_thread[T](self, work: Callable[[], T]) -> T:
        """Do what waits for the archive in one of its threads."""
        return await _in(self._pool, work)

    def learned(self, task: Task, *, needed: bool) -> None:
        """Learn that the archive did what a task asked of it; or that the task is not needed any more."""
        (self._health.worked if needed else self._health.forget)(task)

    async def _tell(self, kept: records.Kept | None) -> None:
        if kept is None:
            return
        capture, following = kept
        if capture.state is State.VERIFIED:
            self._health.verified(now_ms())
        self._bus.publish(CaptureChanged(capture))
        self._bus.publish(GatewayChanged())
        if following is not None:
            self._bus.publish(TasksAdded(frozenset({following})))
        if capture.state is State.VERIFIED and capture.event:
            await self._tell_event(capture.event)

    async def _tell_event(self, event: str) -> None:
        """Tell of an event once all of it is in the archive."""
        if archived := await asyncio.to_thread(self._catalog.read, events.find_archived, event):
            self._bus.publish(EventChanged(archived))


async def _in[T](pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(pool, work)

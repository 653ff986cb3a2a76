"""The catalog's file: one writer that commits in groups, and readers that never wait for it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
import contextlib
import logging
import math
from pathlib import Path
import queue
import shutil
import sqlite3
import threading
import time
from typing import Concatenate, Final, Self

from camvault_gateway.catalog.errors import CatalogError
from camvault_gateway.catalog.schema import migrate

from . import wal
from .jobs import Job, is_busy
from .patterns import pattern
from .readers import Readers

_LOGGER = logging.getLogger(__name__)
_BUSY_TIMEOUT_S: Final = 10
_GROUP_LIMIT: Final = 200
# How long it takes until a suspect catalog is tried again, if nobody asks for it sooner; and then.
_AGAIN_S: Final = 1.0
_AT_MOST_EVERY_S: Final = 0.5
_TO_SPARE: Final = 1024 * 1024


class Catalog:
    """The SQLite file.

    `write` hands a function to the single writer thread. Functions that wait at the same time share one transaction,
    and so one fsync; each has a savepoint of its own, so that one that fails takes nothing along. Its future is done
    only after the commit is durable.

    After an error of the file or the disk the catalog is suspect: what was committed before may be in memory only, and
    what follows would be lost with it. Nothing is written then until the log was settled (`wal.py`), at each start too,
    since the process before may have ended in between.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._handing = threading.Lock()
        self._readers = Readers(self._connect)
        self._closed = False
        self._durable = True
        self._tried_at = -math.inf
        self.suspect = False
        # How many transactions were committed since the start: as long as it stays, each query finds what it found.
        self.commits = 0
        self.on_suspect: Callable[[], None] = lambda: None
        try:
            wal.settle(path)
        except (sqlite3.Error, OSError) as err:
            self._doubt(err)
        self._writer = self._open()
        self._thread = threading.Thread(target=self._run, name="catalog", daemon=True)
        self._thread.start()

    def _open(self) -> sqlite3.Connection:
        with contextlib.ExitStack() as stack:
            try:
                db = self._connect()
                stack.callback(db.close)
                self._prepare(db)
            except (sqlite3.Error, OSError) as err:
                raise CatalogError(f"The catalog {self._path} cannot be opened: {err}") from err
            stack.pop_all()
        self._durable = True
        return db

    def _prepare(self, db: sqlite3.Connection) -> None:
        # An upload changes some bytes in each of twenty pages, and the log has all of each: small ones spare memory
        # cards more than half of the writing. It holds for a new file; an older one stays as it is.
        db.execute("PRAGMA page_size = 1024")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        migrate(db)
        wal.sync_folder(self._path.parent)

    def _connect(self) -> sqlite3.Connection:
        db = wal.connect(self._path, _BUSY_TIMEOUT_S)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        # What a savepoint needs to be undone would be a file of its own for each group.
        db.execute("PRAGMA temp_store = MEMORY")
        db.create_function("casefold", 1, str.casefold, deterministic=True)
        db.create_function("pattern", 1, pattern, deterministic=True)
        return db

    def write[**P, T](
        self, job: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Run a function in the writer's next transaction; its future is done when that is durable."""
        return self._hand_over(lambda db: job(db, *args, **kwargs), durable=True)

    def note[**P, T](
        self, job: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Do the same for what nobody is promised: its own end it survives, a power cut only with the next `write`."""
        return self._hand_over(lambda db: job(db, *args, **kwargs), durable=False)

    def _hand_over[T](self, work: Callable[[sqlite3.Connection], T], *, durable: bool) -> Future[T]:
        future: Future[T] = Future()
        # Nothing comes behind the end, where nobody would look at it any more.
        with self._handing:
            if not self._closed:
                self._jobs.put(Job(work, future, durable=durable))
                return future
        future.set_exception(CatalogError("The catalog is closed."))
        return future

    async def keep[**P, T](
        self, job: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do the same from an event loop: return when it is durable; it is done also when nobody waits any more."""
        return await asyncio.shield(asyncio.wrap_future(self.write(job, *args, **kwargs)))

    async def keep_unsynced[**P, T](
        self, job: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do the same for what is done again if a power cut takes it back, and acted upon only by a later `write`."""
        return await asyncio.shield(asyncio.wrap_future(self.note(job, *args, **kwargs)))

    def read[**P, T](
        self, query: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on a connection that nobody else uses meanwhile, in one consistent view."""
        return self._readers.read(query, *args, **kwargs)

    def retry(self) -> None:
        """Have a suspect catalog tried again soon; waits for nothing."""
        self.note(lambda _: None)

    def close(self) -> None:
        """Finish what was handed over, let those who read finish, and close the file."""
        with self._handing:
            self._closed = True
            self._jobs.put(None)
        self._thread.join()
        self._readers.close()
        self._writer.close()
        # What cannot be settled now is at the next start; a copy of the file alone is not whole till then.
        with contextlib.suppress(sqlite3.Error, OSError):
            wal.settle(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self) -> None:
        going_on = True
        while going_on:
            try:
                job = self._jobs.get(timeout=_AGAIN_S if self.suspect else None)
            except queue.Empty:
                self._settle()
                continue
            group = [job]
            with contextlib.suppress(queue.Empty):
                while group[-1] is not None and len(group) < _GROUP_LIMIT:
                    group.append(self._jobs.get_nowait())
            going_on = group[-1] is not None
            self._commit([each for each in group if each is not None])

    def _commit(self, group: list[Job]) -> None:
        try:
            if self.suspect and not self._settle():
                raise CatalogError("it is not known what the disk has of it")  # noqa: TRY301 told like any other
            self._write(group)
        except BaseException as err:  # noqa: BLE001 whatever it is, everybody who waits is told, and the next are served
            for job in group:
                job.fail(err)
            self._undo(err)
        else:
            for job in group:
                job.resolve()
            self._shorten()

    def _write(self, group: list[Job]) -> None:
        self._sync(durable=any(job.durable for job in group))
        self._writer.execute("BEGIN IMMEDIATE")
        for job in (job for job in group if job.wanted()):
            job.run(self._writer)
        self._writer.execute("COMMIT")
        self.commits += 1

    def _undo(self, err: BaseException) -> None:
        """Forget a transaction that failed; unless somebody else only had the file locked, the catalog is suspect."""
        if self.suspect:
            return
        with contextlib.suppress(sqlite3.Error):
            self._writer.execute("ROLLBACK")
        if not is_busy(err) or self._writer.in_transaction:
            self._doubt(err)
            self._settle()

    def _shorten(self) -> None:
        """Bring a long log into the file; SQLite would do it by itself, and tell nobody of an error."""
        try:
            if wal.is_long(self._path):
                self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except (sqlite3.Error, OSError) as err:
            self._doubt(err)
            self._settle()

    def _doubt(self, err: BaseException) -> None:
        _LOGGER.error("The catalog %s is suspect until it was settled: %s", self._path, err)
        self.suspect = True
        self.on_suspect()

    def _settle(self) -> bool:
        """Find out what the disk has of a suspect catalog, and make it whole; tells whether that is done."""
        now = time.monotonic()
        if now - self._tried_at < _AT_MOST_EVERY_S:
            return False
        try:
            # As long as the disk does not work, those who read keep what they have open.
            wal.rewrite(self._path)
            self._need_room()
            with self._readers.away():
                self._writer.close()
                try:
                    wal.settle(self._path)
                finally:
                    self._writer = self._open()
        except (sqlite3.Error, OSError, CatalogError) as err:
            _LOGGER.debug("The catalog could not be settled: %s", err)
            self._tried_at = time.monotonic()
            return False
        _LOGGER.warning("The catalog %s was settled and goes on", self._path)
        self.suspect = False
        self.on_suspect()
        return True

    def _need_room(self) -> None:
        """Raise CatalogError when a full disk would keep the log from getting into the file."""
        log = wal.path_of(self._path)
        if log.exists() and shutil.disk_usage(log.parent).free < log.stat().st_size + _TO_SPARE:
            raise CatalogError("the disk is full")

    def _sync(self, *, durable: bool) -> None:
        """Have the next commit wait for the disk, or not; whatever was committed before it is durable with it."""
        if durable is not self._durable:
            self._writer.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._durable = durable

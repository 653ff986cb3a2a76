"""The catalog's file: one writer that commits in groups, and readers that never wait for it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
import contextlib
from dataclasses import dataclass, field
from pathlib import Path
import queue
import sqlite3
import threading
from typing import Concatenate, Self

from .errors import CatalogError
from .patterns import pattern
from .schema import migrate

_BUSY_TIMEOUT_S = 10
_GROUP_LIMIT = 200


class Catalog:
    """The SQLite file.

    `write` hands a function to the single writer thread. Functions that wait at the same time share one transaction,
    and so one fsync; each has a savepoint of its own, so that one that fails takes nothing along. Its future is done
    only after the commit is durable.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._own = threading.local()
        self._readers: list[_Reader] = []
        self._closed = False
        self._durable = True
        self._writer = self._open()
        self._thread = threading.Thread(target=self._run, name="catalog", daemon=True)
        self._thread.start()

    def _open(self) -> sqlite3.Connection:
        try:
            db = self._connect()
            # An upload changes some bytes in each of twenty pages, and the log has all of each: small ones spare memory
            # cards more than half of the writing. It holds for a new file; an older one stays as it is.
            db.execute("PRAGMA page_size = 1024")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            migrate(db)
        except sqlite3.Error as err:
            raise CatalogError(f"The catalog {self._path} cannot be opened: {err}") from err
        return db

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            self._path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        # What a savepoint needs to be undone would be a file of its own for each group.
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute("PRAGMA wal_autocheckpoint = 4000")
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
        if self._closed:
            future.set_exception(CatalogError("The catalog is closed."))
        else:
            self._jobs.put(_Job(work, future, durable=durable))
        return future

    async def keep[**P, T](
        self, job: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do the same from an event loop: return when it is durable; it is done also when nobody waits any more."""
        return await asyncio.shield(asyncio.wrap_future(self.write(job, *args, **kwargs)))

    def read[**P, T](
        self, query: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on this thread's own connection, in one consistent view."""
        reader: _Reader | None = getattr(self._own, "reader", None)
        if reader is None:
            reader = self._own.reader = self._new_reader()
        with reader.lock:
            if self._closed:
                raise CatalogError("The catalog is closed.")
            reader.db.execute("BEGIN")
            try:
                return query(reader.db, *args, **kwargs)
            finally:
                reader.db.execute("ROLLBACK")

    def _new_reader(self) -> _Reader:
        db = self._connect()
        db.execute("PRAGMA query_only = ON")
        reader = _Reader(db)
        self._readers.append(reader)
        return reader

    def close(self) -> None:
        """Finish what was handed over, let those who read finish, and close the file."""
        self._closed = True
        self._jobs.put(None)
        self._thread.join()
        for reader in list(self._readers):
            with reader.lock:
                reader.db.close()
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            group = [job]
            last = False
            with contextlib.suppress(queue.Empty):
                while len(group) < _GROUP_LIMIT and not last:
                    following = self._jobs.get_nowait()
                    last = following is None
                    if following is not None:
                        group.append(following)
            self._commit(group)
            if last:
                return

    def _commit(self, group: list[_Job]) -> None:
        try:
            self._sync(durable=any(job.durable for job in group))
            self._writer.execute("BEGIN IMMEDIATE")
            for job in (job for job in group if job.wanted()):
                job.run(self._writer)
            self._writer.execute("COMMIT")
        except sqlite3.Error as err:
            with contextlib.suppress(sqlite3.Error):
                self._writer.execute("ROLLBACK")
            for job in group:
                job.fail(err)
        else:
            for job in group:
                job.resolve()

    def _sync(self, *, durable: bool) -> None:
        """Have the next commit wait for the disk, or not; whatever was committed before it is durable with it."""
        if durable is not self._durable:
            self._writer.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._durable = durable


@dataclass(frozen=True, slots=True)
class _Reader:
    """A thread's own connection; the lock keeps it from being closed under a query."""

    db: sqlite3.Connection
    lock: threading.Lock = field(default_factory=threading.Lock)


class _Job:
    """A function that waits for the writer, and the future its caller holds."""

    def __init__[T](self, work: Callable[[sqlite3.Connection], T], future: Future[T], *, durable: bool) -> None:
        self.durable = durable
        self._work: Callable[[sqlite3.Connection], object] = work
        self._future: Future[object] = future  # type: ignore[assignment]
        self._result: object = None
        self._error: Exception | None = None
        self._wanted = False

    def wanted(self) -> bool:
        """Tell whether the caller still wants it; from now on it can't be taken back."""
        self._wanted = self._future.set_running_or_notify_cancel()
        return self._wanted

    def run(self, db: sqlite3.Connection) -> None:
        """Do the work, or undo it and remember why it failed."""
        db.execute("SAVEPOINT job")
        try:
            self._result = self._work(db)
        except Exception as err:  # noqa: BLE001 whatever it is belongs to the caller, not to the group
            self._error = err
            db.execute("ROLLBACK TO job")
        db.execute("RELEASE job")

    def fail(self, err: sqlite3.Error) -> None:
        """Tell the caller that nothing was kept."""
        if self._wanted or self.wanted():
            self._future.set_exception(CatalogError(f"The catalog could not be written: {err}"))

    def resolve(self) -> None:
        """Tell the caller how it went."""
        if self._error is not None:
            self._future.set_exception(self._error)
        elif self._wanted:
            self._future.set_result(self._result)

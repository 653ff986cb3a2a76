"""The connections that read the catalog, which threads share one after the other."""

from collections.abc import Callable, Iterator
import contextlib
import sqlite3
import threading
import time
from typing import Concatenate, Final

from camvault_gateway.catalog.errors import CatalogError

# How long readers may go on when all are asked to let go, before their queries are cut off, and after.
_PATIENCE_S: Final = 5.0


class Readers:
    """Reads on the connection that was used last of those that are free; there are as many as ever read at a time.

    Each has the schema, its statements and its pages in memory: one for each thread would be many times that.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._all: list[_Reader] = []
        self._free: list[_Reader] = []
        self._lock = threading.Lock()
        self._closed = False

    def read[**P, T](
        self, query: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query in one consistent view. Raises CatalogError when the file cannot be read."""
        with self._taken() as reader, reader.lock:
            if self._closed:
                raise CatalogError("The catalog is closed.")
            try:
                if reader.db is None:
                    reader.db = self._opened()
                with _view(reader.db) as db:
                    return query(db, *args, **kwargs)
            except sqlite3.Error as err:
                raise CatalogError(f"The catalog could not be read: {err}") from err

    @contextlib.contextmanager
    def _taken(self) -> Iterator[_Reader]:
        """Give a reader that nobody else has meanwhile."""
        try:
            reader = self._free.pop()
        except IndexError:
            reader = self._added()
        try:
            yield reader
        finally:
            self._free.append(reader)

    def _added(self) -> _Reader:
        reader = _Reader()
        with self._lock:
            self._all.append(reader)
        return reader

    def _opened(self) -> sqlite3.Connection:
        db = self._connect()
        db.execute("PRAGMA query_only = ON")
        return db

    @contextlib.contextmanager
    def away(self) -> Iterator[None]:
        """Have nobody read, and no connection open; raises CatalogError when somebody does not let go."""
        with self._lock, contextlib.ExitStack() as held:
            deadline = time.monotonic() + _PATIENCE_S
            for reader in self._all:
                if not reader.lock.acquire(timeout=max(0.0, deadline - time.monotonic())):
                    reader.interrupt()
                    if not reader.lock.acquire(timeout=_PATIENCE_S):
                        raise CatalogError("The catalog is being read.")
                held.callback(reader.lock.release)
            for reader in self._all:
                reader.close()
            yield

    def close(self) -> None:
        """Let those who read finish, and open nothing more."""
        self._closed = True
        with self._lock:
            for reader in self._all:
                with reader.lock:
                    reader.close()


@contextlib.contextmanager
def _view(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    db.execute("BEGIN")
    try:
        yield db
    finally:
        # A query that was cut off may have ended the transaction.
        if db.in_transaction:
            db.execute("ROLLBACK")


class _Reader:
    """A connection that one thread uses at a time; the lock keeps it from being closed under a query."""

    def __init__(self) -> None:
        self.db: sqlite3.Connection | None = None
        self.lock = threading.Lock()

    def interrupt(self) -> None:
        """Cut off its query."""
        if (db := self.db) is not None:
            db.interrupt()

    def close(self) -> None:
        """Close the connection; the lock is held."""
        if self.db is not None:
            self.db.close()
            self.db = None

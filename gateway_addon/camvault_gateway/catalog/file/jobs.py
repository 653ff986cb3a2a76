"""Functions that wait for the catalog's writer."""

from collections.abc import Callable
from concurrent.futures import Future
import sqlite3
from typing import Final

from camvault_gateway.catalog.errors import CatalogError

# What a job may do wrong without any harm to the others of its transaction; all else is the file's or the disk's.
_ITS_OWN: Final = frozenset(
    {
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_MISUSE,
        sqlite3.SQLITE_RANGE,
        sqlite3.SQLITE_TOOBIG,
    }
)
_PRIMARY: Final = 0xFF


class Job:
    """A function that waits for the writer, and the future its caller holds."""

    def __init__[T](self, work: Callable[[sqlite3.Connection], T], future: Future[T], *, durable: bool) -> None:
        self.durable = durable
        self._work: Callable[[sqlite3.Connection], object] = work
        self._future: Future[object] = future  # type: ignore[assignment]
        self._result: object = None
        self._error: Exception | None = None
        self._wanted: bool | None = None

    def wanted(self) -> bool:
        """Tell whether the caller still wants it; from now on it can't be taken back."""
        if self._wanted is None:
            self._wanted = self._future.set_running_or_notify_cancel()
        return self._wanted

    def run(self, db: sqlite3.Connection) -> None:
        """Do the work, or undo it and remember why it failed; raises what is not the work's own fault."""
        db.execute("SAVEPOINT job")
        try:
            self._result = self._work(db)
        except Exception as err:
            if not _is_its_own(err):
                raise
            self._error = err
            db.execute("ROLLBACK TO job")
        db.execute("RELEASE job")

    def fail(self, err: BaseException) -> None:
        """Tell the caller that nothing was kept."""
        if self.wanted():
            self._future.set_exception(CatalogError(f"The catalog could not be written: {err or type(err).__name__}"))

    def resolve(self) -> None:
        """Tell the caller how it went."""
        if not self.wanted():
            return
        if self._error is not None:
            self._future.set_exception(self._error)
        else:
            self._future.set_result(self._result)


def _is_its_own(err: Exception) -> bool:
    return not isinstance(err, MemoryError) and _code(err) in {None, *_ITS_OWN}


def is_busy(err: BaseException) -> bool:
    """Tell whether nothing went wrong but that somebody else had the file locked."""
    return _code(err) == sqlite3.SQLITE_BUSY


def _code(err: BaseException) -> int | None:
    code: int | None = getattr(err, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY

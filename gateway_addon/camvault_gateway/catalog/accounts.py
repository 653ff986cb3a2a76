"""FTP accounts."""

from dataclasses import asdict
from itertools import count
from sqlite3 import Connection, Row
from typing import Final

from camvault_gateway.model import ANONYMOUS_NAMES, Account, Millis

from .errors import NotFoundError

_SHARED: Final = "camera"
# Some cameras take fewer characters than the gateway's 32.
_LONGEST: Final = 28


def list_all(db: Connection) -> list[Account]:
    """Return all accounts by name."""
    return [_account(row) for row in db.execute("SELECT * FROM accounts ORDER BY username")]


def find(db: Connection, username: str) -> Account | None:
    """Return an account by its name."""
    row = db.execute("SELECT * FROM accounts WHERE username = ?", (username,)).fetchone()
    return _account(row) if row else None


def put(db: Connection, account: Account) -> Account:
    """Add an account, or give it another password and camera; whether it takes FTPS only stays as it was."""
    db.execute(
        "INSERT INTO accounts VALUES (:username, :password_hash, :camera, :created_at, :tls_required)"
        " ON CONFLICT DO UPDATE SET password_hash = excluded.password_hash, camera = excluded.camera",
        asdict(account),
    )
    return _get(db, account.username)


def of(db: Connection, camera: str | None) -> Account | None:
    """Return a camera's own account, or without a camera the shared one; of several the one named after the camera."""
    row = db.execute(
        "SELECT * FROM accounts WHERE camera IS ? ORDER BY username = ? DESC, username", (camera, _name(camera))
    ).fetchone()
    return _account(row) if row else None


def renew(db: Connection, camera: str | None, password_hash: str, now: Millis) -> Account:
    """Give a camera's own account, or the shared one, another password; without one it is made under a free name."""
    known = of(db, camera)
    username = known.username if known else _free(db, _name(camera))
    return put(db, Account(username=username, password_hash=password_hash, camera=camera, created_at=now))


def require_tls(db: Connection, username: str, *, required: bool) -> Account:
    """Set whether an account takes FTPS only, or raise NotFoundError."""
    db.execute("UPDATE accounts SET tls_required = ? WHERE username = ?", (required, username))
    return _get(db, username)


def remove(db: Connection, username: str) -> None:
    """Remove an account, or raise NotFoundError."""
    if not db.execute("DELETE FROM accounts WHERE username = ?", (username,)).rowcount:
        raise _unknown(username)


def _name(camera: str | None) -> str:
    """Return what an account is called unless the name is taken."""
    return (camera or "")[:_LONGEST].strip("-") or _SHARED


def _free(db: Connection, wanted: str) -> str:
    """Return a name like the wanted one that nobody has, in whatever letter case, and that does not mean "no name"."""
    taken = ANONYMOUS_NAMES | {known.username.casefold() for known in list_all(db)}
    suffixes = (str(number) if number > 1 else "" for number in count(1))
    names = (wanted[: _LONGEST - len(suffix)] + suffix for suffix in suffixes)
    return next(name for name in names if name.casefold() not in taken)


def _get(db: Connection, username: str) -> Account:
    if (account := find(db, username)) is None:
        raise _unknown(username)
    return account


def _unknown(username: str) -> NotFoundError:
    return NotFoundError(f"There is no account {username}.")


def _account(row: Row) -> Account:
    return Account(**{**row, "tls_required": bool(row["tls_required"])})

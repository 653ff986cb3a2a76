"""FTP accounts."""

from dataclasses import asdict
from sqlite3 import Connection, Row

from camvault_gateway.model import Account

from .errors import NotFoundError


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


def require_tls(db: Connection, username: str, *, required: bool) -> Account:
    """Set whether an account takes FTPS only, or raise NotFoundError."""
    db.execute("UPDATE accounts SET tls_required = ? WHERE username = ?", (required, username))
    return _get(db, username)


def remove(db: Connection, username: str) -> None:
    """Remove an account, or raise NotFoundError."""
    if not db.execute("DELETE FROM accounts WHERE username = ?", (username,)).rowcount:
        raise _unknown(username)


def _get(db: Connection, username: str) -> Account:
    if (account := find(db, username)) is None:
        raise _unknown(username)
    return account


def _unknown(username: str) -> NotFoundError:
    return NotFoundError(f"There is no account {username}.")


def _account(row: Row) -> Account:
    return Account(**{**row, "tls_required": bool(row["tls_required"])})

"""FTP accounts."""

from dataclasses import asdict
from sqlite3 import Connection

from camvault_gateway.model import Account

from .errors import NotFoundError


def list_all(db: Connection) -> list[Account]:
    """Return all accounts by name."""
    return [Account(**row) for row in db.execute("SELECT * FROM accounts ORDER BY username")]


def find(db: Connection, username: str) -> Account | None:
    """Return an account by its name."""
    row = db.execute("SELECT * FROM accounts WHERE username = ?", (username,)).fetchone()
    return Account(**row) if row else None


def put(db: Connection, account: Account) -> Account:
    """Add an account, or give it another password and camera."""
    db.execute(
        "INSERT INTO accounts VALUES (:username, :password_hash, :camera, :created_at) ON CONFLICT DO UPDATE"
        " SET password_hash = excluded.password_hash, camera = excluded.camera",
        asdict(account),
    )
    row = db.execute("SELECT * FROM accounts WHERE username = ?", (account.username,)).fetchone()
    return Account(**row)


def remove(db: Connection, username: str) -> None:
    """Remove an account, or raise NotFoundError."""
    if not db.execute("DELETE FROM accounts WHERE username = ?", (username,)).rowcount:
        raise NotFoundError(f"There is no account {username}.")

"""Home Assistant's users, as far as they have asked what is unseen."""

from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from camvault_gateway.catalog.change_numbers import note
from camvault_gateway.catalog.errors import TooManyUsersError
from camvault_gateway.model import NEW_MS, Millis

from .spans import Changes, bound, change

MAX_USERS: Final = 200
_ARRIVALS: Final = "SELECT arrivals FROM archiving"


@dataclass(frozen=True, slots=True)
class User:
    """A user's set of unseen events: those of its spans, and all that arrived after a number."""

    id: int
    name: str
    upto: int
    at: Millis


def find(db: Connection, user: str) -> User | None:
    """Return a user who was heard of."""
    query = "SELECT id, user, upto, at FROM seen WHERE user = ? AND undoes IS NULL AND NOT forgotten"
    row = db.execute(query, (user,)).fetchone()
    return User(*row) if row else None


def know(db: Connection, user: str, now: Millis) -> User:
    """Return a user; one who is new here has not seen the last day. Raises TooManyUsersError."""
    if (known := find(db, user)) is not None:
        return known
    query = "SELECT count(*) FROM seen WHERE undoes IS NULL AND NOT forgotten"
    if db.execute(query).fetchone()[0] >= MAX_USERS:
        raise TooManyUsersError(f"There are {MAX_USERS} users already. Forget one.")
    db.execute("DELETE FROM seen WHERE user = ?", (user,))
    (upto,) = db.execute(_ARRIVALS).fetchone()
    made = db.execute(
        "INSERT INTO seen (user, upto, at, since) VALUES (?, ?, ?, ?) RETURNING id, user, upto, at",
        (user, upto, now, now),
    ).fetchone()
    lately = db.execute("SELECT camera, started_at FROM events WHERE started_at >= ?", (now - NEW_MS,))
    change(db, made["id"], _all_held(lately.fetchall()))
    bound(db, made["id"])
    note(db, "seen", [made["id"]], at_once=True)
    return User(*made)


def settle(db: Connection, user: User, at: Millis) -> None:
    """Let spans say of all that arrived until now that it is unseen, as of a moment."""
    (upto,) = db.execute(_ARRIVALS).fetchone()
    arrived = db.execute(
        "SELECT camera, started_at FROM cameras CROSS JOIN events ON events.camera = cameras.id"
        " WHERE arrived > ? AND arrived > 1",
        (user.upto,),
    ).fetchall()
    change(db, user.id, _all_held(arrived))
    bound(db, user.id)
    db.execute("UPDATE seen SET upto = ?, at = ? WHERE id = ?", (upto, at, user.id))


def settle_now(db: Connection, user: User, now: Millis) -> None:
    """Do so for a mark: it is not before what it is made of, also when the clock went back."""
    (latest,) = db.execute("SELECT max(last_upload_at) FROM cameras").fetchone()
    settle(db, user, max(now, user.at, latest or 0))


def settle_later(db: Connection, now: Millis, after: Millis | None = None) -> None:
    """Do so for all users, or those who marked something after a moment, when the clock turned out to be wrong."""
    query = "SELECT id, user, upto, at FROM seen WHERE undoes IS NULL AND NOT forgotten AND at > ?"
    for row in db.execute(query, (-1 if after is None else after,)).fetchall():
        settle(db, User(*row), now)
        note(db, "seen", [row["id"]], at_once=True)


def forget(db: Connection, user: str) -> bool:
    """Forget a user, of whom only this stays, until the archive was told; tells whether there was one."""
    if (known := find(db, user)) is None:
        return False
    db.execute("DELETE FROM seen WHERE user = ? AND undoes IS NOT NULL", (user,))
    db.execute("DELETE FROM seen_spans WHERE seen = ?", (known.id,))
    db.execute("UPDATE seen SET forgotten = TRUE WHERE id = ?", (known.id,))
    note(db, "seen", [known.id], at_once=True)
    return True


def _all_held(rows: list[tuple[str, Millis]]) -> Changes:
    found: dict[str, dict[Millis, bool]] = {}
    for camera, begin in rows:
        found.setdefault(camera, {})[begin] = True
    return found

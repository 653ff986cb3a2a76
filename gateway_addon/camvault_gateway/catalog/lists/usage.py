"""The volume of captures: bytes a day, and how much of it is archived."""

from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from camvault_gateway.model import Growth, Millis, first_id_of

from .counting import QUARTER_MS

_DAY_MS: Final = 24 * 3600 * 1000
_MEASURED_DAYS: Final = 30
_MINUTES: Final = 5


@dataclass(frozen=True, slots=True)
class Amount:
    """Some files, and their bytes."""

    files: int
    bytes: int


def archived(db: Connection) -> Amount:
    """Return what is proven to be in the archive, or in a former one."""
    return Amount(*db.execute("SELECT captures, bytes FROM archive_total").fetchone())


def archived_since(db: Connection, moment: Millis) -> Amount:
    """Return what of it was put there since a moment, which falls on a quarter of an hour."""
    query = "SELECT coalesce(sum(captures), 0), coalesce(sum(bytes), 0) FROM archived WHERE quarter >= ?"
    return Amount(*db.execute(query, (moment // QUARTER_MS,)).fetchone())


def received_since(db: Connection, camera: str, moment: Millis) -> Amount:
    """Return what a camera captured since a moment, which falls on a quarter of an hour."""
    query = "SELECT coalesce(sum(captures), 0), coalesce(sum(bytes), 0) FROM quarters WHERE camera = ? AND quarter >= ?"
    return Amount(*db.execute(query, (camera, moment // QUARTER_MS)).fetchone())


@dataclass(frozen=True, slots=True)
class Safety:
    """How many captures there are of some time, and how many of these are proven to be in the archive."""

    captures: int
    verified: int


def captured_since(db: Connection, moment: Millis) -> Safety:
    """Return what all cameras captured since a moment, which falls on a quarter of an hour."""
    quarter = (moment // QUARTER_MS,)
    # Camera by camera: their quarters lie one after the other.
    query = (
        "SELECT coalesce(sum((SELECT sum(captures) FROM quarters WHERE camera = cameras.id AND quarter >= ?)), 0)"
        " FROM cameras"
    )
    (captures,) = db.execute(query, quarter).fetchone()
    (verified,) = db.execute("SELECT coalesce(sum(verified), 0) FROM archived WHERE quarter >= ?", quarter).fetchone()
    return Safety(captures, verified)


def active_quarters(db: Connection, camera: str, since: Millis) -> list[Millis]:
    """Return the quarters of an hour since a moment that a camera captured something in, in order."""
    query = "SELECT quarter FROM quarters WHERE camera = ? AND quarter >= ? AND captures > 0 ORDER BY quarter"
    return [row["quarter"] * QUARTER_MS for row in db.execute(query, (camera, since // QUARTER_MS))]


def arrivals_per_minute(db: Connection, now: Millis) -> float:
    """Return how many uploads began in a minute, in the mean of the last ones; not what a wrong clock called later."""
    bounds = first_id_of(now - _MINUTES * 60_000), first_id_of(now + 60_000)
    (count,) = db.execute("SELECT count(*) FROM captures WHERE id >= ? AND id < ?", bounds).fetchone()
    return int(count) / _MINUTES


def growth(db: Connection, now: Millis) -> Growth:
    """Return how the archive grows, as measured in the last 30 days or since there is one."""
    (first,) = db.execute("SELECT min(quarter) FROM archived WHERE captures > 0").fetchone()
    age_days = 0.0 if first is None else (now - first * QUARTER_MS) / _DAY_MS
    days = min(max(age_days, 1.0), _MEASURED_DAYS)
    lately = archived_since(db, now - _MEASURED_DAYS * _DAY_MS)
    return Growth(bytes=archived(db).bytes, bytes_a_day=lately.bytes / days, files_a_day=lately.files / days)

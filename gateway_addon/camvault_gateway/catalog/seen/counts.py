"""How many events a user has not seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Final

from camvault_gateway.catalog import cameras as known_cameras
from camvault_gateway.model import Millis

from .spans import MEMBERS
from .users import User

MOST: Final = 1000
# The bound that is looked up in the index is the first one; the other is that of the index itself.
_NEW: Final = "events.camera = :camera AND events.arrived > :upto AND events.arrived > 1"
# In spans: what is new besides is counted with the new.
_OLD: Final = f"{MEMBERS} WHERE seen_spans.seen = :id AND seen_spans.camera = :camera AND events.arrived <= :upto"


@dataclass(frozen=True, slots=True)
class Unseen:
    """The number of unseen events, counted up to MOST, in all and of each camera that has some."""

    total: int = 0
    by_camera: dict[str, int] = field(default_factory=dict)
    # When the oldest of them began.
    since: Millis | None = None


def count(db: Connection, user: User, cameras: Sequence[str] = ()) -> Unseen:
    """Count what a user has not seen, of all cameras or of some."""
    named = [known_cameras.current(db, camera) for camera in cameras]
    wanted: list[str] = named or [row["id"] for row in db.execute("SELECT id FROM cameras ORDER BY id")]
    asked = {camera: {"camera": camera, "upto": user.upto, "id": user.id, "most": MOST} for camera in wanted}
    by_camera = {camera: number for camera, each in asked.items() if (number := _count(db, each))}
    begins = [begin for camera in by_camera for begin in _oldest(db, asked[camera])]
    return Unseen(min(sum(by_camera.values()), MOST), by_camera, min(begins, default=None))


def _count(db: Connection, asked: Mapping[str, object]) -> int:
    query = (
        f"SELECT count(*) FROM (SELECT 1 FROM events WHERE {_NEW}"  # noqa: S608 only constants
        f" UNION ALL SELECT 1 FROM {_OLD} LIMIT :most)"
    )
    return int(db.execute(query, asked).fetchone()[0])


def _oldest(db: Connection, asked: Mapping[str, object]) -> list[Millis]:
    new = f"SELECT min(started_at) FROM events WHERE {_NEW}"  # noqa: S608 only constants
    old = f"SELECT events.started_at FROM {_OLD} ORDER BY seen_spans.first, events.started_at LIMIT 1"  # noqa: S608
    rows = [db.execute(query, asked).fetchone() for query in (new, old)]
    return [row[0] for row in rows if row and row[0] is not None]

"""Captures that go over to another camera, a few in each transaction; what is left of it survives a stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import Final

from camvault_gateway.catalog import cameras, seen
from camvault_gateway.catalog.captures import first_free_moment
from camvault_gateway.catalog.change_numbers import note
from camvault_gateway.catalog.errors import MoveError
from camvault_gateway.catalog.file.patterns import pattern
from camvault_gateway.model import UNASSIGNED, Camera, Millis

_LOOKED_AT: Final = 10_000
_SHOWN: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """All captures of a camera, which is gone then, or those of one pattern."""

    id: int
    camera: str
    target: str
    pattern: str | None
    cursor: Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A pattern of a camera's paths, the newest of them, and their number."""

    pattern: str
    example: str
    captures: int
    last_at: Millis


def sources(db: Connection, camera: str) -> list[Source]:
    """Return the patterns of a camera's newest captures, the most frequent first."""
    cameras.get(db, camera)
    rows = db.execute(
        "SELECT pattern(path) AS pattern, path AS example, count(*) AS captures, max(at) AS last_at FROM"
        " (SELECT original_path AS path, captured_at AS at FROM captures WHERE camera = ? AND state <> 'receiving'"
        " ORDER BY captured_at DESC LIMIT ?) GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ?",
        (camera, _LOOKED_AT, _SHOWN),
    )
    return [Source(**row) for row in rows]


def merge(db: Connection, camera: str, into: str) -> None:
    """Let a camera become part of another: from now on all that is uploaded is the other's. Raises MoveError."""
    cameras.get(db, camera)
    if UNASSIGNED in {camera, into}:
        raise MoveError("Unassigned is not merged; assign what it has seen to a camera.")
    _check_target(db, camera, into)
    db.execute("INSERT OR REPLACE INTO merged VALUES (?, ?)", (camera, into))
    db.execute("UPDATE merged SET target = ? WHERE target = ?", (into, camera))
    db.execute("UPDATE moves SET target = ? WHERE target = ?", (into, camera))
    db.execute("INSERT INTO moves (camera, target) VALUES (?, ?)", (camera, into))
    # An open event would be the other camera's second.
    ended = "UPDATE events SET ended_at = last_at WHERE camera = ? AND ended_at IS NULL RETURNING id"
    note(db, "events", [row["id"] for row in db.execute(ended, (camera,)).fetchall()])
    _lead_on(db, camera, into)


def assign(db: Connection, camera: str, wanted: str, into: str) -> None:
    """Let what a camera has of a pattern be another's, and all that comes. Raises MoveError."""
    cameras.get(db, camera)
    _check_target(db, camera, into)
    if not db.execute("UPDATE folders SET camera = ? WHERE name = ?", (into, wanted)).rowcount:
        db.execute("INSERT INTO folders VALUES (?, ?)", (wanted, into))
    note(db, "cameras", [into], at_once=True)
    db.execute("INSERT INTO moves (camera, target, pattern) VALUES (?, ?, ?)", (camera, into, wanted))


def assign_to_new(db: Connection, camera: str, wanted: str, name: str, now: Millis) -> Camera:
    """Do the same for a camera that is made now."""
    cameras.get(db, camera)
    made = cameras.make(db, name, now)
    assign(db, camera, wanted, made.id)
    return made


def _check_target(db: Connection, camera: str, into: str) -> None:
    if not cameras.is_there(db, into):
        raise MoveError(f"There is no camera {into}.")
    if camera == into:
        raise MoveError("A camera cannot become part of itself.")
    if db.execute("SELECT 1 FROM merged WHERE camera IN (?, ?)", (camera, into)).fetchone():
        raise MoveError("One of the cameras is just becoming part of another.")


def _lead_on(db: Connection, camera: str, into: str) -> None:
    db.execute("UPDATE folders SET camera = ? WHERE camera = ?", (into, camera))
    db.execute("UPDATE accounts SET camera = ? WHERE camera = ?", (into, camera))
    note(db, "cameras", [into], at_once=True)


def redirects(db: Connection) -> dict[str, str]:
    """Return which camera each one that is gone, or going, became part of."""
    return dict(db.execute("SELECT camera, target FROM merged").fetchall())


def first(db: Connection) -> Move | None:
    """Return the oldest move that is not done."""
    row = db.execute("SELECT * FROM moves ORDER BY id LIMIT 1").fetchone()
    return Move(**row) if row else None


def step(db: Connection, most: int) -> tuple[Move, bool] | None:
    """Move at most so many captures of the oldest move; returns it, and whether it is done."""
    if (move := first(db)) is None:
        return None
    rows = db.execute(
        "SELECT id, event, captured_at, original_path FROM captures WHERE camera = ? AND captured_at > ?"
        " ORDER BY captured_at LIMIT ?",
        (move.camera, move.cursor, most),
    ).fetchall()
    _take(db, move, rows)
    if rows:
        db.execute("UPDATE moves SET cursor = ? WHERE id = ?", (rows[-1]["captured_at"], move.id))
        return move, False
    return move, _end_merge(db, move, most) if move.pattern is None else _forget(db, move)


def _take(db: Connection, move: Move, rows: Sequence[Row]) -> None:
    wanted = [row for row in rows if move.pattern in {None, pattern(row["original_path"])}]
    events = {event: _event(db, move, event) for event in {row["event"] for row in wanted} if event}
    for row in wanted:
        moment = first_free_moment(db, row["id"], move.target, row["captured_at"])
        db.execute(
            "UPDATE captures SET camera = ?, captured_at = ?, event = ? WHERE id = ?",
            (move.target, moment, events.get(row["event"]), row["id"]),
        )
    note(db, "captures", [row["id"] for row in wanted])


def _event(db: Connection, move: Move, event: str) -> str:
    """Return the event that captures go over with: their own, or a part of it when others stay behind."""
    stays = "SELECT 1 FROM events WHERE id = ?1 AND ended_at IS NULL UNION ALL SELECT 1 FROM captures"
    if (
        move.pattern is None
        or not db.execute(
            f"{stays} WHERE event = ?1 AND pattern(original_path) <> ?2 LIMIT 1",
            (event, move.pattern),
        ).fetchone()
    ):
        with seen.carried(db, [event]):
            db.execute("UPDATE events SET camera = ? WHERE id = ?", (move.target, event))
        note(db, "events", [event])
        return event
    # Named after the move, so that the next captures find it, also after a stop.
    part = f"{event}-{move.id}"
    made = db.execute(
        "INSERT OR IGNORE INTO events (id, camera, started_at, last_at, ended_at, labels, protected)"
        " SELECT ?, ?, min(captures.started_at), max(captures.received_at), max(captures.received_at),"
        " events.labels, events.protected"
        " FROM captures JOIN events ON events.id = event WHERE event = ? AND pattern(original_path) = ?",
        (part, move.target, event, move.pattern),
    )
    if made.rowcount:
        seen.copied(db, event, part)
    note(db, "events", [part])
    return part


def _end_merge(db: Connection, move: Move, most: int) -> bool:
    """Let go of the camera when nothing is left of it; what came in behind the cursor is left for another round."""
    rows = db.execute("SELECT id FROM events WHERE camera = ? LIMIT ?", (move.camera, most)).fetchall()
    events = [row["id"] for row in rows]
    with seen.carried(db, events):
        db.executemany("UPDATE events SET camera = ? WHERE id = ?", [(move.target, event) for event in events])
    note(db, "events", events)
    traces = db.execute(
        "UPDATE expired SET camera = ? WHERE id IN (SELECT id FROM expired WHERE camera = ? LIMIT ?)",
        (move.target, move.camera, most),
    )
    if (
        events
        or traces.rowcount
        or db.execute("SELECT 1 FROM captures WHERE camera = ? LIMIT 1", (move.camera,)).fetchone()
    ):
        db.execute("UPDATE moves SET cursor = -1 WHERE id = ?", (move.id,))
        return False
    db.execute(
        "UPDATE cameras SET empty_uploads = cameras.empty_uploads + gone.empty_uploads,"
        " repeated_uploads = cameras.repeated_uploads + gone.repeated_uploads,"
        " created_at = min(cameras.created_at, gone.created_at),"
        " last_upload_at = nullif(max(coalesce(cameras.last_upload_at, 0), coalesce(gone.last_upload_at, 0)), 0)"
        " FROM (SELECT * FROM cameras WHERE id = ?) AS gone WHERE cameras.id = ?",
        (move.camera, move.target),
    )
    cameras.note_labels(db, move.target, cameras.get(db, move.camera).labels)
    # An account may have been given to it meanwhile.
    _lead_on(db, move.camera, move.target)
    db.execute("DELETE FROM quarters WHERE camera = ?", (move.camera,))
    seen.leave_camera(db, move.camera)
    db.execute("DELETE FROM cameras WHERE id = ?", (move.camera,))
    note(db, "cameras", [move.target], at_once=True)
    return _forget(db, move)


def _forget(db: Connection, move: Move) -> bool:
    db.execute("DELETE FROM moves WHERE id = ?", (move.id,))
    return True

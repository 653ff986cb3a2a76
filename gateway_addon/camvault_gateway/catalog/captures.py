"""Captures, from the first byte to the verified copy."""

from collections.abc import Callable
from dataclasses import replace
from sqlite3 import Connection
from typing import Final

from camvault_gateway.model import Backlog, Capture, Kind, Millis, State, TaskKind, rfc3339

from . import cameras, groups, tasks
from .capture_rows import NAMES, from_row, to_row
from .change_numbers import next_number
from .errors import DeletedError, ExpiredError, NotFoundError
from .lists import search
from .lists.paging import Filter, Listing, Page, Window, encode

# Gives a capture its key in the archive, when all that the key tells is settled.
type Named = Callable[[Capture], Capture]

_GIVEN: Final = (*NAMES, "to_derive")
_INSERT: Final = f"INSERT INTO captures ({', '.join(_GIVEN)}) VALUES ({', '.join(f':{name}' for name in _GIVEN)})"  # noqa: S608
# Few among millions, and each has an index of its own, which a state that is a parameter would not be looked up in.
_UNVERIFIED: Final = (
    "captures.rowid IN (SELECT rowid FROM captures WHERE state IN ('stored', 'archived')"
    " UNION ALL SELECT rowid FROM captures WHERE state = 'receiving')"
)
# What is this machine's own matter, and told to no archive.
_UNTOLD: Final = {"thumbnail", "local"}
# Each camera's first one, at the end of its index (the order of ids is that of arrival), or the first that was put off.
_OLDEST: Final = """
SELECT min(received_at) FROM captures WHERE +state IN ('stored', 'archived') AND id IN (
    SELECT (SELECT id FROM captures INDEXED BY captures_to_archive
        WHERE state = 'stored' AND not_due & 1 = 0 AND camera = cameras.id ORDER BY id LIMIT 1) FROM cameras
    UNION ALL SELECT (SELECT id FROM captures INDEXED BY captures_to_verify
        WHERE state = 'archived' AND not_due & 2 = 0 AND camera = cameras.id ORDER BY id LIMIT 1) FROM cameras
    UNION ALL SELECT * FROM
        (SELECT capture FROM deferred WHERE kind IN ('archive', 'verify') ORDER BY capture LIMIT 1)
)
"""
_TAKEN: Final = "SELECT 1 FROM captures WHERE camera = ? AND captured_at = ? AND id <> ?"
# Behind the first that has a gap behind it.
_FREE: Final = """
SELECT captured_at + 1 FROM captures AS one WHERE camera = :camera AND captured_at >= :moment AND id <> :capture AND NOT
    EXISTS (SELECT 1 FROM captures WHERE camera = :camera AND captured_at = one.captured_at + 1 AND id <> :capture)
ORDER BY captured_at LIMIT 1
"""
# What there is to see: neither without a byte nor broken, and no clip that browsers are known not to play.
_PLAYABLE: Final = "condition NOT IN ('empty', 'unreadable') AND playback <> 'none'"


def find(db: Connection, capture: str) -> Capture | None:
    """Return a capture by its id."""
    row = db.execute("SELECT * FROM captures WHERE id = ?", (capture,)).fetchone()
    return from_row(row) if row else None


def get(db: Connection, capture: str) -> Capture:
    """Return a capture by its id, or raise NotFoundError, or ExpiredError of one that was there."""
    if (found := find(db, capture)) is not None:
        return found
    if trace := db.execute("SELECT expired_at, reason FROM expired WHERE id = ?", (capture,)).fetchone():
        day = rfc3339(trace["expired_at"])[:10]
        if trace["reason"] == "deleted":
            raise DeletedError(f"The capture {capture} was deleted on {day}.")
        raise ExpiredError(f"The capture {capture} was older than the archive keeps captures. It left on {day}.")
    raise NotFoundError(f"There is no capture {capture}.")


def list_page(
    db: Connection,
    *,
    camera: str | None = None,
    event: str | None = None,
    kind: Kind | None = None,
    after: Millis | None = None,
    before: Millis | None = None,
    state: State | None = None,
    q: str | None = None,
    group: str | None = None,
    playable: bool = False,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[Capture]:
    """Return captures, newest first; each word of `q` begins one of the path, the labels or the event's description.

    Or it stands in the camera's name. Captures whose bytes are still arriving are left out unless their state is asked
    for, and are not searched.
    """
    scope = groups.scope(db, group, [camera] if camera else [])
    filters: list[Filter] = [*scope.of_captures, *([] if state else [("state <> 'receiving'", ())])]
    exact: dict[str, object] = {"event = ?": event, "kind = ?": kind, "state = ?": state}
    if playable:
        filters.append((_PLAYABLE, ()))
    if state not in {None, State.VERIFIED}:
        filters.append((_UNVERIFIED, ()))
    if words := search.words_of(q):
        if event is not None:
            after, before = _within(db, event, after, before)
        wanted = search.Wanted(words=words, cameras=scope.cameras, after=after, before=before)
        rows, following = search.page(db, wanted, filters + _equal(exact), limit, cursor)
        return Page([from_row(row) for row in rows], following)
    exact |= {"captured_at >= ?": after, "captured_at < ?": before}
    filters += _equal(exact)
    listing = Listing(db, "SELECT * FROM captures", "captured_at", filters, scope.cameras)
    found = listing.page(Window(limit=limit, cursor=cursor))
    return Page([from_row(row) for row in found.items], found.next)


def cursor_after(db: Connection, capture: Capture, q: str | None) -> str:
    """Return the cursor of what comes after a capture in the list, or in that of a search."""
    if search.words_of(q):
        return search.cursor_after(db, capture.camera, capture.captured_at, capture.id)
    return encode(capture.captured_at, capture.id)


def _equal(wanted: dict[str, object]) -> list[Filter]:
    return [(clause, (value,)) for clause, value in wanted.items() if value is not None]


def _within(db: Connection, event: str, after: Millis | None, before: Millis | None) -> tuple[Millis, Millis]:
    """Return bounds that are no wider than an event."""
    query = "SELECT coalesce(min(captured_at), 0), coalesce(max(captured_at), 0) + 1 FROM captures WHERE event = ?"
    first, last = db.execute(query, (event,)).fetchone()
    return max(first, after or first), last if before is None else min(last, before)


def of_event(db: Connection, event: str) -> list[Capture]:
    """Return what was received of an event, the oldest first."""
    query = "SELECT * FROM captures WHERE event = ? AND state <> 'receiving' ORDER BY captured_at"
    return [from_row(row) for row in db.execute(query, (event,))]


def latest_picture(db: Connection, camera: str) -> Capture | None:
    """Return a camera's newest capture that has a picture."""
    row = db.execute(
        "SELECT * FROM captures WHERE camera = ? AND (thumbnail OR (kind = 'snapshot' AND condition = 'complete'))"
        " ORDER BY captured_at DESC LIMIT 1",
        (camera,),
    ).fetchone()
    return from_row(row) if row else None


def receiving(db: Connection) -> list[Capture]:
    """Return the captures whose bytes are arriving, or were when the gateway stopped."""
    return [from_row(row) for row in db.execute("SELECT * FROM captures WHERE state = 'receiving'")]


def backlog(db: Connection) -> Backlog:
    """Return what is durable here and not yet verified in the archive."""
    rows = db.execute(
        "SELECT camera, waiting, waiting_bytes FROM holdings WHERE waiting > 0 ORDER BY camera"
    ).fetchall()
    (oldest_at,) = db.execute(_OLDEST).fetchone()
    by_camera = {row["camera"]: int(row["waiting"]) for row in rows}
    size = sum(row["waiting_bytes"] for row in rows)
    return Backlog(files=sum(by_camera.values()), bytes=size, oldest_at=oldest_at, by_camera=by_camera)


def totals(db: Connection) -> tuple[int, int]:
    """Return how many files the vault has, and their bytes."""
    row = db.execute("SELECT coalesce(sum(files), 0), coalesce(sum(bytes), 0) FROM holdings").fetchone()
    return row[0], row[1]


def evict(db: Connection, wanted: int, before: Millis, most: int) -> list[str]:
    """Mark verified captures as gone from the vault, and have their files deleted; returns which.

    The oldest go, until `wanted` bytes are reached, and all that were received before a moment; at most so many.
    What belongs to a protected event stays.
    """
    query = (
        "SELECT id, size, received_at FROM captures WHERE local AND state = 'verified' AND NOT protected"
        " ORDER BY received_at LIMIT ?"
    )
    gone: list[str] = []
    for row in db.execute(query, (most,)).fetchall():
        if wanted <= 0 and row["received_at"] >= before:
            break
        wanted -= row["size"]
        gone.append(row["id"])
        db.execute("UPDATE captures SET local = 0, to_expire = TRUE WHERE id = ?", (row["id"],))
    return gone


def expiring_bytes(db: Connection) -> int:
    """Return how many bytes of the disk are as good as free: their captures are gone, their files not yet."""
    return int(db.execute("SELECT coalesce(sum(size), 0) FROM captures WHERE to_expire").fetchone()[0])


def begin(db: Connection, capture: Capture) -> None:
    """Add a capture whose first bytes are there."""
    _insert(db, capture, derive=False)


def commit(
    db: Connection, capture: Capture, named: Named | None = None, *, derive: bool = False, archive_at: Millis = 0
) -> Capture:
    """Make a capture durable, with a picture to be made of it or not; returns it as it was kept.

    It is archived from a moment on, under the key that `named` gives it, or one that is decided later. It may have gone
    over to another camera while its bytes arrived.
    """
    known = find(db, capture.id)
    if known is None:
        kept = _insert(db, capture, named, derive=derive)
    else:
        kept = _update(db, known, _moved_with(capture, known), named)
        if derive:
            tasks.derive(db, kept.id)
    if archive_at:
        tasks.defer(db, TaskKind.ARCHIVE, kept.id, archive_at)
    return kept


def _moved_with(capture: Capture, known: Capture) -> Capture:
    return replace(capture, camera=known.camera, event=capture.event and (known.event or capture.event))


def remove(db: Connection, capture: str) -> None:
    """Forget a capture of which nothing was received."""
    db.execute("DELETE FROM captures WHERE id = ?", (capture,))


def change(db: Connection, capture: Capture) -> Capture:
    """Keep what became known of a capture."""
    return _update(db, get(db, capture.id), capture)


def first_free_moment(db: Connection, capture: str, camera: str, moment: Millis) -> Millis:
    """Return the first millisecond from a moment on that no other capture of a camera has."""
    if not db.execute(_TAKEN, (camera, moment, capture)).fetchone():
        return moment
    return int(db.execute(_FREE, {"camera": camera, "moment": moment, "capture": capture}).fetchone()[0])


def _insert(db: Connection, capture: Capture, named: Named | None = None, *, derive: bool) -> Capture:
    camera = cameras.current(db, capture.camera)
    moment = first_free_moment(db, capture.id, camera, capture.captured_at)
    kept = replace(capture, camera=camera, captured_at=moment)
    if named is not None:
        kept = named(kept)
    db.execute(_INSERT, to_row(kept) | {"to_derive": derive})
    return kept


def _update(db: Connection, known: Capture, capture: Capture, named: Named | None = None) -> Capture:
    """Write what differs: each column that is named costs its indexes and triggers."""
    if (capture.camera, capture.captured_at) != (known.camera, known.captured_at):
        moment = first_free_moment(db, capture.id, capture.camera, capture.captured_at)
        capture = replace(capture, captured_at=moment)
    if named is not None:
        capture = named(capture)
    before = to_row(known)
    values = {name: value for name, value in to_row(capture).items() if value != before[name]}
    if values.keys() - _UNTOLD and capture.state is State.VERIFIED:
        values["changed"] = next_number(db)
    if values:
        changes = ", ".join(f"{name} = :{name}" for name in values)
        db.execute(f"UPDATE captures SET {changes} WHERE id = :id", {**values, "id": capture.id})  # noqa: S608 our own
    return capture

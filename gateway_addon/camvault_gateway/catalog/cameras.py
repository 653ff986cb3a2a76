"""Cameras, and the folders that name them."""

from dataclasses import fields
import json
from sqlite3 import Connection, Row
from typing import Any, Final

from slugify import slugify

from camvault_gateway.model import UNASSIGNED, Camera, Millis, with_sample

from .change_numbers import note
from .errors import NotFoundError

# A stolen password must not fill the catalog, and Home Assistant, with invented cameras.
MAX_CAMERAS = 200
SLUG_LENGTH = 48
_NAMES: Final = tuple(field.name for field in fields(Camera))


def from_row(row: Row) -> Camera:
    """Return a camera as its row says."""
    lists = {name: tuple(json.loads(row[name])) for name in ("clock_samples", "labels")}
    flags = {name: bool(row[name]) for name in ("pictures_scheduled", "muted")}
    known = {name: row[name] for name in _NAMES}
    return Camera(**{**known, **lists, **flags})


def find(db: Connection, camera: str) -> Camera | None:
    """Return a camera by its id."""
    row = db.execute("SELECT * FROM cameras WHERE id = ?", (camera,)).fetchone()
    return from_row(row) if row else None


def get(db: Connection, camera: str) -> Camera:
    """Return a camera by its id, or raise NotFoundError."""
    if (found := find(db, camera)) is None:
        raise NotFoundError(f"There is no camera {camera}.")
    return found


def is_there(db: Connection, camera: str) -> bool:
    """Tell whether there is such a camera, and the owner has not removed it."""
    found = find(db, camera)
    return found is not None and found.removed_at is None


def list_all(db: Connection, *, removed: bool = False) -> list[Camera]:
    """Return all cameras by name: those that are there, or those that the owner removed."""
    query = "SELECT * FROM cameras WHERE (removed_at IS NOT NULL) = ? ORDER BY casefold(name), id"
    return [from_row(row) for row in db.execute(query, (removed,))]


def folders(db: Connection) -> dict[str, str]:
    """Return which camera each known first folder stands for."""
    return dict(db.execute("SELECT name, camera FROM folders").fetchall())


def current(db: Connection, camera: str) -> str:
    """Return a camera's id, or that of the one which it became part of."""
    row = db.execute("SELECT target FROM merged WHERE camera = ?", (camera,)).fetchone()
    return row["target"] if row else camera


def for_folder(db: Connection, folder: str | None, now: Millis, name: str | None = None) -> Camera:
    """Return the camera that a folder, or what stands for one, names; made when it is new, without one Unassigned."""
    if folder is None:
        return _ensure(db, UNASSIGNED, "Unassigned", now)
    row = db.execute(
        "SELECT cameras.* FROM folders JOIN cameras ON cameras.id = folders.camera WHERE folders.name = ?", (folder,)
    ).fetchone()
    if row:
        return from_row(row)
    if is_crowded(db):
        return _ensure(db, UNASSIGNED, "Unassigned", now)
    camera = make(db, _unlike_others(db, name or folder, folder), now, name or folder)
    db.execute("INSERT INTO folders VALUES (?, ?)", (folder, camera.id))
    note(db, "cameras", [camera.id], at_once=True)
    return camera


def is_crowded(db: Connection) -> bool:
    """Tell whether there are as many cameras as there may be."""
    (count,) = db.execute("SELECT count(*) FROM cameras WHERE removed_at IS NULL").fetchone()
    return bool(count >= MAX_CAMERAS)


def add(db: Connection, name: str, now: Millis, *, shared: bool) -> Camera:
    """Add a camera before its first upload; with `shared`, the folder of its id on the shared account is its own.

    A removed camera of that name comes back with its history.
    """
    back = next((known for known in list_all(db, removed=True) if known.name.casefold() == name.casefold()), None)
    camera = back or make(db, name, now)
    if shared:
        db.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", (f"{camera.id}/*", camera.id))
    return change(db, camera.id, name=name, removed_at=None)


def remove(db: Connection, camera: str, now: Millis) -> None:
    """Remove a camera and its accounts; its captures stay. Raises NotFoundError."""
    if not is_there(db, camera):
        raise NotFoundError(f"There is no camera {camera}.")
    db.execute("DELETE FROM accounts WHERE camera = ?", (camera,))
    change(db, camera, removed_at=now)


def make(db: Connection, name: str, now: Millis, like: str | None = None) -> Camera:
    """Add a camera, whose id is like its name or another text."""
    return _ensure(db, _free_id(db, like or name), name, now)


def _unlike_others(db: Connection, name: str, folder: str) -> str:
    """Return a name for a new camera: two of one model are told apart by their serial numbers."""
    taken = db.execute("SELECT 1 FROM cameras WHERE name = ?", (name,)).fetchone()
    return f"{name} ({folder.rstrip('/')})" if taken and folder not in {name, f"{name}/"} else name


def _free_id(db: Connection, name: str) -> str:
    slug = slugify(name, max_length=SLUG_LENGTH) or "camera"
    # One that became part of another is told by older objects in the archive, and leads there for ever.
    used = "SELECT id FROM (SELECT id FROM cameras UNION ALL SELECT camera FROM merged) WHERE id = ? OR id GLOB ?"
    taken = {row["id"] for row in db.execute(used, (slug, f"{slug}-*"))}
    taken.add(UNASSIGNED)
    number, candidate = 1, slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def _ensure(db: Connection, camera: str, name: str, now: Millis) -> Camera:
    made = db.execute(
        "INSERT INTO cameras (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
        (camera, name, now),
    ).fetchone()
    if made:
        note(db, "cameras", [camera], at_once=True)
    return get(db, camera)


def rename(db: Connection, camera: str, name: str) -> Camera:
    """Give a camera another name; its id and history stay."""
    return change(db, camera, name=name)


def change(db: Connection, camera: str, /, **changes: object) -> Camera:
    """Keep what the owner set for a camera: fields of `cameras`, by name."""
    names = ", ".join(f"{name} = :{name}" for name in changes)
    if names:
        query = f"UPDATE cameras SET {names} WHERE id = :id"  # noqa: S608 the names are ours
        db.execute(query, {**changes, "id": camera})
    if "name" in changes:
        note(db, "cameras", [camera], at_once=True)
    return get(db, camera)


def note_upload(db: Connection, camera: str, begun: Millis, at: Millis, *, empty: bool) -> None:
    """Remember that a camera uploaded something, or an empty file; one that was removed before is there again."""
    db.execute(
        "UPDATE cameras SET last_upload_at = :at, empty_uploads = empty_uploads + :empty,"
        " empty_in_a_row = (empty_in_a_row + 1) * :empty,"
        " removed_at = CASE WHEN removed_at >= :begun THEN removed_at END WHERE id = :camera",
        {"camera": camera, "begun": begun, "at": at, "empty": empty},
    )


def note_test(db: Connection, camera: str, at: Millis) -> None:
    """Remember that a camera's test upload arrived, also one of a removed camera, or of none."""
    if camera == UNASSIGNED:
        for_folder(db, None, at)
    db.execute("UPDATE cameras SET last_test_at = ?, removed_at = NULL WHERE id = ?", (at, camera))


def note_clock(db: Connection, camera: str, offset: Millis) -> None:
    """Remember how far a camera's clock was ahead, and forget what is long ago."""
    samples = with_sample(_list(db, camera, "clock_samples"), offset)
    db.execute("UPDATE cameras SET clock_samples = ? WHERE id = ?", (json.dumps(samples), camera))


def note_labels(db: Connection, camera: str, labels: tuple[str, ...]) -> None:
    """Remember which labels a camera tells."""
    known = {*_list(db, camera, "labels")} if labels else set()
    if not known.issuperset(labels):
        db.execute("UPDATE cameras SET labels = ? WHERE id = ?", (json.dumps(sorted(known.union(labels))), camera))


def _list(db: Connection, camera: str, column: str) -> tuple[Any, ...]:
    row = db.execute(f"SELECT {column} FROM cameras WHERE id = ?", (camera,)).fetchone()  # noqa: S608 our own names
    if row is None:
        raise NotFoundError(f"There is no camera {camera}.")
    return tuple(json.loads(row[0]))

"""Cameras, and the folders that name them."""

from sqlite3 import Connection, Row

from slugify import slugify

from camvault_gateway.model import UNASSIGNED, Camera, Millis

from .errors import NotFoundError

# A stolen password must not fill the catalog, and Home Assistant, with invented cameras.
MAX_CAMERAS = 256
_SLUG_LENGTH = 48


def _camera(row: Row) -> Camera:
    return Camera(**row)


def find(db: Connection, camera: str) -> Camera | None:
    """Return a camera by its id."""
    row = db.execute("SELECT * FROM cameras WHERE id = ?", (camera,)).fetchone()
    return _camera(row) if row else None


def get(db: Connection, camera: str) -> Camera:
    """Return a camera by its id, or raise NotFoundError."""
    if (found := find(db, camera)) is None:
        raise NotFoundError(f"There is no camera {camera}.")
    return found


def list_all(db: Connection) -> list[Camera]:
    """Return all cameras by name."""
    return [_camera(row) for row in db.execute("SELECT * FROM cameras ORDER BY casefold(name), id")]


def folders(db: Connection) -> dict[str, str]:
    """Return which camera each known first folder stands for."""
    return dict(db.execute("SELECT name, camera FROM folders").fetchall())


def for_folder(db: Connection, folder: str | None, now: Millis) -> Camera:
    """Return the camera that a first folder names, made when it is new; without a folder the unassigned one."""
    if folder is None:
        return _ensure(db, UNASSIGNED, "Unassigned", now)
    row = db.execute(
        "SELECT cameras.* FROM folders JOIN cameras ON cameras.id = folders.camera WHERE folders.name = ?", (folder,)
    ).fetchone()
    if row:
        return _camera(row)
    (count,) = db.execute("SELECT count(*) FROM cameras").fetchone()
    if count >= MAX_CAMERAS:
        return _ensure(db, UNASSIGNED, "Unassigned", now)
    camera = _ensure(db, _free_id(db, folder), folder, now)
    db.execute("INSERT INTO folders VALUES (?, ?)", (folder, camera.id))
    return camera


def _free_id(db: Connection, name: str) -> str:
    slug = slugify(name, max_length=_SLUG_LENGTH) or "camera"
    taken = {row["id"] for row in db.execute("SELECT id FROM cameras WHERE id = ? OR id GLOB ?", (slug, f"{slug}-*"))}
    taken.add(UNASSIGNED)
    number, candidate = 1, slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def _ensure(db: Connection, camera: str, name: str, now: Millis) -> Camera:
    db.execute(
        "INSERT INTO cameras (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (camera, name, now)
    )
    return get(db, camera)


def rename(db: Connection, camera: str, name: str) -> Camera:
    """Give a camera another name; its id and history stay."""
    db.execute("UPDATE cameras SET name = ? WHERE id = ?", (name, camera))
    return get(db, camera)


def note_upload(db: Connection, camera: str, at: Millis, *, empty: bool) -> None:
    """Remember that a camera uploaded something, or an empty file."""
    db.execute(
        "UPDATE cameras SET last_upload_at = ?, empty_uploads = empty_uploads + ? WHERE id = ?", (at, empty, camera)
    )


def capture_count(db: Connection, camera: str) -> int:
    """Return how many captures a camera has."""
    (count,) = db.execute("SELECT coalesce(sum(captures), 0) FROM quarters WHERE camera = ?", (camera,)).fetchone()
    return int(count)

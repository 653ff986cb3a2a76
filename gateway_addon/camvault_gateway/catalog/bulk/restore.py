"""Put into a catalog what a bucket tells, beside what is there; each function is one transaction, and may be repeated.

Nothing that is here is altered or lost: it was here later than what the bucket tells of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
import re
from sqlite3 import Connection
from typing import Any, Final

from slugify import slugify

from camvault_gateway.catalog import archives, settings, tasks
from camvault_gateway.catalog.cameras import SLUG_LENGTH
from camvault_gateway.catalog.captures import find, first_free_moment
from camvault_gateway.catalog.change_numbers import note
from camvault_gateway.catalog.errors import CatalogError
from camvault_gateway.model import ArchiveSettings, Settings

from . import adopted

type Row = dict[str, Any]
type Rows = Iterable[Mapping[str, Any]]

_NAMES: Final = (
    "id, camera, event, kind, original_path, extension, content_type, captured_at, started_at, received_at,"
    " camera_time, labels, scheduled, size, sha256, condition, archive_key, duration_ms,"
    " archived_at, channel"
)
# An event may be gone by now, as one is that has nothing in it.
_VALUES: Final = ", ".join(f":{name}" for name in _NAMES.split(", ")).replace(
    ":event", "(SELECT id FROM events WHERE id = :event)"
)
_INSERT: Final = (
    f"INSERT OR IGNORE INTO captures ({_NAMES}, state, thumbnail, local) VALUES ({_VALUES}, 'verified', 0, 0)"  # noqa: S608
)


_INSERT_CAMERA: Final = (
    "INSERT INTO cameras (id, name, created_at, empty_uploads, last_upload_at)"
    " VALUES (:id, :name, :created_at, :empty_uploads, :last_upload_at)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where captures lie that are brought in; `moves_in` makes it the gateway's archive, which it else must be."""

    archive: ArchiveSettings
    site: str
    moves_in: bool = False


def _move_in(db: Connection, archive: ArchiveSettings) -> Settings:
    """Use an archive from now on; of one that is in use only the way to it is taken over."""
    known = settings.load(db).archive
    if known is not None and known.same_place(archive):
        ways = (
            "access_key_id",
            "secret_access_key",
            "endpoint_url",
            "region",
            "prefix",
            "ca_certificate",
            "virtual_hosted",
        )
        archive = ArchiveSettings(
            **{name: getattr(archive if name in ways else known, name) for name in ArchiveSettings.__slots__}
        )
    return archives.change(db, archive)


def take_over(
    db: Connection, place: Place, cameras: Rows, folders: Rows, merged: Rows
) -> tuple[Settings, dict[str, str]]:
    """Take over a site's name, add its cameras and folders, and remember which cameras became part of others.

    Returns the settings, and which camera here each of the bucket's is if it has another id. All cameras are going to
    be told, for this site's segments may not know them.
    """
    known = _move_in(db, place.archive) if place.moves_in else settings.load(db)
    _check(known, place)
    moved = _add_cameras(db, [dict(row) for row in cameras], [dict(row) for row in folders])
    db.executemany(
        "INSERT OR IGNORE INTO merged SELECT :id, :target WHERE EXISTS (SELECT 1 FROM cameras WHERE id = :target)"
        " AND NOT EXISTS (SELECT 1 FROM cameras WHERE id = :id)",
        [{"id": row["id"], "target": moved.get(row["target"], row["target"])} for row in merged],
    )
    note(db, "cameras", [row["id"] for row in db.execute("SELECT id FROM cameras").fetchall()], at_once=True)
    return (known if known.site == place.site else settings.change(db, site=place.site)), moved


def _check(known: Settings, place: Place) -> None:
    if known.archive is None or not known.archive.same_place(place.archive):
        raise CatalogError("The archive was changed meanwhile.")


def _add_cameras(db: Connection, rows: list[Row], folders: list[Row]) -> dict[str, str]:
    here = {row["id"]: row["name"] for row in db.execute("SELECT id, name FROM cameras")}
    named = dict(db.execute("SELECT name, camera FROM folders").fetchall())
    gone = dict(db.execute("SELECT camera, target FROM merged").fetchall())
    same = whose([row["id"] for row in rows], folders, named, set(here), gone)
    for row in rows:
        camera = {**row, "id": same[row["id"]]}
        if camera["id"] not in here:
            db.execute(_INSERT_CAMERA, camera)
        else:
            folders_here = [name for name, owner in named.items() if owner == camera["id"]]
            _merge_camera(db, camera, made_up=_is_made_up(camera["id"], here[camera["id"]], folders_here))
    db.executemany(
        "INSERT INTO folders SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM folders WHERE name = ?1)",
        [(row["name"], same[row["camera"]]) for row in folders],
    )
    return {row["id"]: same[row["id"]] for row in rows if same[row["id"]] != row["id"]}


def whose(
    incoming: list[str], folders: Rows, named: Mapping[str, str], here: set[str], gone: Mapping[str, str]
) -> dict[str, str]:
    """Return which camera here each one of the bucket's is: that of its folder, or else of its id, or a new one.

    `gone` are those that became part of another here.
    """
    found: dict[str, str] = {}
    for row in folders:
        if row["name"] in named:
            found.setdefault(row["camera"], named[row["name"]])
    taken = set(found.values())
    for camera in incoming:
        if camera not in found:
            free = gone.get(camera, camera)
            found[camera] = free if free not in taken else _free(camera, taken | here | gone.keys() | set(incoming))
            taken.add(found[camera])
    return found


def _free(camera: str, taken: set[str]) -> str:
    number = 2
    while f"{camera}-{number}" in taken:
        number += 1
    return f"{camera}-{number}"


def _is_made_up(camera: str, name: str, folders: list[str]) -> bool:
    """Tell whether nobody has given a camera its name here: then its id was made of it, or it is a folder's."""
    made_of = {re.sub(r"-\d+$", "", camera), camera}
    bare = [name, *(name.removesuffix(f" ({folder.rstrip('/')})") for folder in folders)]
    return name in folders or any(slugify(each, max_length=SLUG_LENGTH) in made_of for each in bare)


def _merge_camera(db: Connection, camera: Row, *, made_up: bool) -> None:
    """Keep what the bucket tells of a camera that is here; a name that a person gave it here is the newer one."""
    # No upsert: its way with conflicts would be that of the triggers, too.
    db.execute(
        "UPDATE cameras SET created_at = min(created_at, :created_at),"
        " empty_uploads = max(empty_uploads, :empty_uploads),"
        " last_upload_at = max(coalesce(last_upload_at, 0), coalesce(:last_upload_at, last_upload_at)) WHERE id = :id",
        camera,
    )
    if made_up:
        db.execute("UPDATE cameras SET name = :name WHERE id = :id", camera)


def events(db: Connection, place: Place, rows: Rows) -> None:
    """Add events that are over; those that no segment told of are going to be told."""
    _check(settings.load(db), place)
    known = [{"inferred": 0, **dict(row)} for row in rows]
    db.executemany(
        "INSERT OR IGNORE INTO events (id, camera, started_at, last_at, ended_at, labels, protected, description,"
        " arrived) VALUES (:id, :camera, :started_at, :last_at, :ended_at, :labels, :protected, :description,"
        " iif(:inferred, -2, 0))",
        known,
    )
    note(db, "events", _untold(known))


def captures(db: Connection, place: Place, rows: Rows) -> None:
    """Add captures that the archive has; those that no segment told of as they are now are going to be told."""
    _check(settings.load(db), place)
    gone = {row["id"] for row in db.execute("SELECT id FROM expired WHERE reason = 'deleted'")}
    known = [dict(row) for row in rows if row["id"] not in gone]
    if db.executemany(_INSERT, known).rowcount < len(known):
        known = [_added(db, row) for row in known]
    # What expired and is there again leaves no trace.
    db.executemany("DELETE FROM expired WHERE id = :id AND cleared", known)
    note(db, "captures", _untold(known))


def deleted(db: Connection, place: Place, rows: Rows) -> None:
    """Remember what the owner deleted, unless it is here."""
    _check(settings.load(db), place)
    db.executemany(
        "INSERT OR IGNORE INTO expired (id, camera, event, kind, extension, captured_at, size, sha256, archive_key,"
        " expired_at, cleared, reason) SELECT :id, :camera, :event, :kind, :extension, :captured_at, :size, :sha256,"
        " :archive_key, :deleted_at, 1, 'deleted' WHERE NOT EXISTS (SELECT 1 FROM captures WHERE id = :id)",
        [dict(row) for row in rows],
    )


def _added(db: Connection, row: Row) -> Row:
    """Add a capture that may be here; one whose moment another of its camera has moves on by a millisecond."""
    if (known := find(db, row["id"])) is not None:
        return adopted.learn(db, known, row)
    moved = {**row, "captured_at": first_free_moment(db, row["id"], row["camera"], row["captured_at"]), "told": 0}
    if not _has_object(db, row, moved["captured_at"]):
        db.execute(_INSERT, moved)
    return moved


def _has_object(db: Connection, row: Row, before: int) -> bool:
    """Tell whether a capture's object is that of one which is here: then it is that one."""
    query = "SELECT 1 FROM captures WHERE camera = ? AND captured_at >= ? AND captured_at < ? AND archive_key = ?"
    return db.execute(query, (row["camera"], row["captured_at"], before, row["archive_key"])).fetchone() is not None


def camera_labels(db: Connection) -> None:
    """Add to each camera the labels of its events."""
    db.execute(
        "UPDATE cameras SET labels = (SELECT json_group_array(value) FROM (SELECT value FROM json_each(cameras.labels)"
        " UNION SELECT value FROM events JOIN json_each(events.labels) WHERE events.camera = cameras.id))"
    )


def _untold(rows: list[Row]) -> list[str]:
    return [row["id"] for row in rows if not row["told"]]


def show_newest(db: Connection, count: int) -> int:
    """Have thumbnails made of the newest captures; returns of how many."""
    rows = db.execute(
        "SELECT id FROM captures WHERE NOT thumbnail AND NOT local AND condition NOT IN ('empty', 'unreadable')"
        " ORDER BY captured_at DESC LIMIT ?",
        (count,),
    ).fetchall()
    for row in rows:
        tasks.derive(db, row["id"])
    return len(rows)

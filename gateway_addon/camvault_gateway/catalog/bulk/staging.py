"""The staging database of a rebuild: collects what a bucket has, before any of it goes into the catalog."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
import json
from pathlib import Path
import sqlite3
from typing import Any, Final, Self

from camvault_gateway.model import Seen, Span, is_copy, of_cameras

type Rows = Sequence[Mapping[str, Any]]

_SCHEMA: Final = """
CREATE TABLE listed (key TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE camera (id TEXT PRIMARY KEY, name, created_at, empty_uploads, last_upload_at) WITHOUT ROWID;
CREATE TABLE folder (name TEXT PRIMARY KEY, camera) WITHOUT ROWID;
CREATE TABLE merged (id TEXT PRIMARY KEY, target) WITHOUT ROWID;
CREATE TABLE event (
    id TEXT PRIMARY KEY, camera, started_at, last_at, ended_at, labels, protected, description, told,
    inferred DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE deleted (id TEXT PRIMARY KEY, deleted_at) WITHOUT ROWID;
CREATE TABLE seen (user TEXT PRIMARY KEY, at, since, forgotten, unseen) WITHOUT ROWID;
CREATE TABLE capture (
    id TEXT PRIMARY KEY, camera, event, kind, original_path, extension, content_type, captured_at, started_at,
    received_at, camera_time, labels, scheduled, size, sha256, condition, archive_key, duration_ms, archived_at,
    channel, told
);
"""
_INDEXES: Final = """
CREATE INDEX IF NOT EXISTS capture_by_key ON capture (archive_key, size);
"""
# A capture counts if its object is there, with the size that it must have.
_PRESENT: Final = "EXISTS (SELECT 1 FROM listed WHERE key = capture.archive_key AND listed.size = capture.size)"
_MAKE_WAY: Final = f"""
DELETE FROM capture WHERE id = :id AND (NOT {_PRESENT} OR (
    NOT told AND (length(archive_key), archive_key) < (length(:archive_key), :archive_key)
))
"""  # noqa: S608 only constants
# What the owner deleted is not there, though the bucket may still have it.
_DELETED: Final = """
CREATE TABLE trace AS SELECT capture.*, deleted_at FROM capture JOIN deleted USING (id);
DELETE FROM capture WHERE id IN (SELECT id FROM deleted);
"""
# A camera that became part of another is told of by what is older than that.
_MERGE: Final = """
UPDATE capture SET camera = (SELECT target FROM merged WHERE id = camera) WHERE camera IN (SELECT id FROM merged);
UPDATE event SET camera = (SELECT target FROM merged WHERE id = camera) WHERE camera IN (SELECT id FROM merged);
UPDATE folder SET camera = (SELECT target FROM merged WHERE id = camera) WHERE camera IN (SELECT id FROM merged);
DELETE FROM camera WHERE id IN (SELECT id FROM merged);
"""
_LIVING: Final = f"""
CREATE INDEX capture_by_event ON capture (event, received_at) WHERE event IS NOT NULL;
CREATE TABLE living_event AS
    SELECT event AS id, min(camera) AS camera, min(started_at) AS started_at, max(received_at) AS last_at,
        max(is_copy(archive_key)) AS protected FROM capture
    WHERE event IS NOT NULL AND {_PRESENT} GROUP BY event;
CREATE UNIQUE INDEX living_event_by_id ON living_event (id);
CREATE TABLE living_camera AS
    SELECT camera AS id, min(started_at) AS created_at, max(received_at) AS last_upload_at,
        sum(condition = 'empty') AS empty_uploads FROM capture WHERE {_PRESENT} GROUP BY camera;
"""  # noqa: S608 only constants
# An event of a camera that nobody knows is that of its captures.
_STRAYS: Final = """
UPDATE event SET told = 0, camera = (SELECT camera FROM living_event WHERE living_event.id = event.id)
    WHERE id IN (SELECT id FROM living_event)
    AND camera NOT IN (SELECT id FROM camera UNION SELECT id FROM living_camera);
"""
_CACHE_KIB: Final = 64 * 1024


class Staging:
    """The file; one thread uses it. It is made anew, and as long as it is there the work is not done."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.unlink(missing_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        # It is worth nothing after a power cut: all of it can be asked for again.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        # Who copied a capture had its event protected.
        self._db.create_function("is_copy", 1, is_copy, deterministic=True)
        self._db.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def discard(self) -> None:
        """Remove the file: what was in it is kept elsewhere."""
        self._db.close()
        self._path.unlink(missing_ok=True)

    def found(self, objects: Iterable[tuple[str, int]]) -> None:
        """Note objects of the bucket: key and size."""
        self._many("INSERT OR REPLACE INTO listed VALUES (?, ?)", objects)

    def tell(self, kind: str, rows: Rows) -> None:
        """Note rows of a segment; what is known already counts more, so the newest segment comes first."""
        if rows:
            extra = {"event": ["told"], "capture": ["told"]}.get(kind, [])
            self._insert(kind, rows, [*rows[0], *extra], ["1"] * len(extra))

    def recover(self, rows: Rows) -> int:
        """Note captures that no segment tells of, and return of how many that is true.

        An object that was not what had been put stays in the bucket; the capture lies in the one of the highest number.
        """
        if not rows:
            return 0
        self._many(_MAKE_WAY, rows)
        last_first = sorted(rows, key=lambda row: (len(row["archive_key"]), row["archive_key"]), reverse=True)
        return self._insert("capture", last_first, [*rows[0], "told"], ["0"])

    def untold(self, after: str, limit: int) -> Rows:
        """Return objects, in the order of their keys, that no capture accounts for: their key and size."""
        self._db.executescript(_INDEXES)
        return self._db.execute(
            "SELECT key, size FROM listed WHERE key > ? AND NOT EXISTS (SELECT 1 FROM capture"
            " WHERE archive_key = listed.key AND capture.size = listed.size) ORDER BY key LIMIT ?",
            (after, limit),
        ).fetchall()

    def settle(self) -> None:
        """Work out what follows from the captures that are there: the events nobody told of, and the counts."""
        self._db.executescript(_INDEXES + _MERGE + _DELETED + _LIVING + _STRAYS)
        orphans = self._db.execute("SELECT * FROM living_event WHERE id NOT IN (SELECT id FROM event)").fetchall()
        self._many(
            "INSERT INTO event VALUES (:id, :camera, :started_at, :last_at, :last_at, :labels, :protected, NULL, 0, 1)",
            ({**dict(row), "labels": self._labels(row["id"])} for row in orphans),
        )

    def _labels(self, event: str) -> str:
        rows = self._db.execute("SELECT labels FROM capture WHERE event = ? ORDER BY received_at, id", (event,))
        return json.dumps(list(dict.fromkeys(label for row in rows for label in json.loads(row["labels"]))))

    def has(self, key: str) -> bool:
        """Tell whether an object is in the bucket."""
        return self._db.execute("SELECT 1 FROM listed WHERE key = ?", (key,)).fetchone() is not None

    def assign(self, others: Mapping[str, str]) -> None:
        """Give cameras' events and captures to others; that is news, which no segment tells."""
        self._db.execute("CREATE TEMP TABLE other (id TEXT PRIMARY KEY, camera TEXT NOT NULL) WITHOUT ROWID")
        self._many("INSERT INTO other VALUES (?, ?)", others.items())
        for table in ("event", "capture"):
            self._db.execute(
                f"UPDATE {table} SET camera = (SELECT other.camera FROM other WHERE other.id = {table}.camera),"  # noqa: S608
                f" told = 0 WHERE camera IN (SELECT id FROM other)"
            )

    def cameras(self) -> Rows:
        """Return the cameras that have a folder or captures; those of nobody's telling have no name."""
        return self._db.execute(
            "SELECT id, camera.name AS name, coalesce(camera.created_at, living_camera.created_at) AS created_at,"
            " coalesce(living_camera.empty_uploads, 0) AS empty_uploads, living_camera.last_upload_at AS last_upload_at"
            " FROM camera FULL JOIN living_camera USING (id)"
            " WHERE living_camera.id IS NOT NULL OR id IN (SELECT camera FROM folder) ORDER BY id"
        ).fetchall()

    def paths(self, camera: str, limit: int) -> Iterator[str]:
        """Yield some original paths of a camera."""
        query = "SELECT original_path FROM capture WHERE camera = ? LIMIT ?"
        yield from (row["original_path"] for row in self._db.execute(query, (camera, limit)))

    def folders(self) -> Rows:
        """Return the folders of cameras that are known."""
        known = "SELECT id FROM camera UNION SELECT id FROM living_camera"
        return self._db.execute(f"SELECT * FROM folder WHERE camera IN ({known}) ORDER BY name").fetchall()  # noqa: S608

    def merged(self) -> Rows:
        """Return which camera each one that is gone became part of."""
        return self._db.execute("SELECT * FROM merged").fetchall()

    def events(self, limit: int) -> Iterator[Rows]:
        """Yield the events of which something is left, in parts."""
        yield from self._parts("SELECT * FROM event WHERE id IN (SELECT id FROM living_event)", limit)

    def captures(self, limit: int) -> Iterator[Rows]:
        """Yield the captures that are there, in parts."""
        yield from self._parts(f"SELECT * FROM capture WHERE {_PRESENT}", limit)  # noqa: S608 only constants

    def deleted(self, limit: int) -> Iterator[Rows]:
        """Yield the captures that the owner deleted, in parts."""
        yield from self._parts("SELECT * FROM trace WHERE true", limit)

    def seen(self, others: Mapping[str, str]) -> list[Seen]:
        """Return what users have not seen; some cameras are others by now."""
        merged = {row["id"]: row["target"] for row in self.merged()}
        found = []
        for row in self._db.execute("SELECT * FROM seen ORDER BY user"):
            spans = {camera: [Span(*span) for span in some] for camera, some in json.loads(row["unseen"]).items()}
            unseen = of_cameras(of_cameras(spans, merged), others)
            found.append(Seen(**{**dict(row), "forgotten": bool(row["forgotten"]), "unseen": unseen}))
        return found

    def missing(self) -> int:
        """Return how many captures were told of whose objects are not there."""
        query = f"SELECT count(*) FROM capture WHERE NOT {_PRESENT}"  # noqa: S608 only constants
        return int(self._db.execute(query).fetchone()[0])

    def _parts(self, query: str, limit: int) -> Iterator[Rows]:
        last = ""
        while rows := self._db.execute(f"{query} AND id > ? ORDER BY id LIMIT ?", (last, limit)).fetchall():
            yield rows
            last = rows[-1]["id"]

    def _insert(self, table: str, rows: Rows, names: list[str], constants: list[str]) -> int:
        places = [f":{name}" for name in rows[0]] + constants
        return self._many(f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({', '.join(places)})", rows)  # noqa: S608

    def _many(self, query: str, rows: Iterable[Any]) -> int:
        self._db.execute("BEGIN")
        changed = self._db.executemany(query, rows).rowcount
        self._db.execute("COMMIT")
        return changed

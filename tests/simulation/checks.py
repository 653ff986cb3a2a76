"""What must be true: at any time, and in the end."""

from collections.abc import Iterator, Mapping
import hashlib
from pathlib import Path
from sqlite3 import Connection, Row
from typing import Final
from unittest.mock import patch

from camvault_gateway.archive import ArchiveStore, Rebuild
from camvault_gateway.archive.s3 import client
from camvault_gateway.archive.s3.throttle import Throttles
from camvault_gateway.catalog import Catalog, captures, changes, settings
from camvault_gateway.model import Capture, State, is_copy
from tests.gateway.todo import to_do

from .gateway import Gateway
from .home import SITE, Home
from .server import Stored

_MINUTE_S: Final = 60.0
# So many requests a minute an outage may cost at most: each kind of task tries alone, every two seconds on average.
_MOST_A_MINUTE: Final = 240
# An outage that goes on is told within so much: the longest pause between two tries, and two waits for an answer.
_TOLD_WITHIN_S: Final = 600.0


class Checks:
    """Looks on while a seed runs."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self.wrong: list[str] = []
        self._verified: dict[str, str] = {}
        self._asked = 0

    def fail(self, text: str) -> None:
        """Note what is not as it should be."""
        self.wrong.append(f"{self._home.timeline.now:.3f} {text}")
        self._home.note(f"WRONG: {text}")

    def after_write(self, gateway: Gateway) -> None:
        """Look at what a transaction proved: it must be so at that moment."""
        rows, elsewhere, present = gateway.catalog.read(_proven)
        now = {row["id"]: row["archive_key"] for row in rows}
        for row in rows:
            if self._verified.get(row["id"]) != row["archive_key"] and row["id"] not in elsewhere:
                self._prove(row, present)
        for lost in sorted(self._verified.keys() - now.keys() - self._home.deleted):
            if not gateway.catalog.read(_has_left, lost):
                self.fail(f"{lost} was verified, and is no more")
        self._verified = now

    def _prove(self, row: Row, bucket: str | None) -> None:
        there = self._home.server.buckets.get(bucket or "")
        found = there.objects.get(row["archive_key"]) if there else None
        if there is not None and row["archive_key"] in there.removed:
            return
        if found is None or found.sha256 != row["sha256"]:
            self.fail(f"{row['id']} is verified, and {bucket}/{row['archive_key']} is {found and 'something else'}")

    def each_minute(self, gateway: Gateway | None) -> None:
        """Look at how much is asked, and at what is told."""
        home = self._home
        asked, self._asked = home.wire.asked - self._asked, home.wire.asked
        since = home.weather.since
        if since is None or home.timeline.now - since < 2 * _MINUTE_S:
            return
        if asked > _MOST_A_MINUTE:
            self.fail(f"{asked} requests in a minute of an outage")
        if gateway is None or not gateway.up:
            return
        waits = gateway.archive.configured and gateway.catalog.read(captures.backlog).files
        long = home.timeline.now - max(since, gateway.since, home.set_at) > _TOLD_WITHIN_S
        if waits and long and gateway.archive.state.problem is None:
            self.fail("nothing gets through, and the archive is said to work")

    def waiting(self, catalog: Catalog) -> list[str]:
        """Return what is still to be done, and can be."""
        gone = self._gone(catalog)
        found = [
            f"{row['kind']} {row['capture']} {row['error']}"
            for row in catalog.read(_tasks)
            if row["capture"] not in gone
        ]
        found += [f"{row['id']} is {row['state']}" for row in catalog.read(_unverified)]
        return found + (["changes to tell"] if catalog.read(changes.waiting).changes else [])

    def _gone(self, catalog: Catalog) -> set[str]:
        """Return the captures that nobody can copy: their objects or the keys to them were taken away."""
        removed = {key for bucket in self._home.server.buckets.values() for key in bucket.removed}
        return {row["id"] for row in catalog.read(_all) if row["archive_key"] in removed or row["secret"] == ""}

    def at_the_end(self, gateway: Gateway, folder: Path) -> None:
        """Look at everything, once all is done."""
        home, catalog = self._home, gateway.catalog
        if gateway.archive.state.problem is not None and not self._gone(catalog):
            self.fail(f"all is well, and the archive is said to have {gateway.archive.state.problem}")
        for key in home.server.overwritten:
            self.fail(f"{key} was overwritten by other bytes")
        rows = {row["id"]: row for row in catalog.read(_all)}
        self._look_for_promises(catalog, rows)
        for row in rows.values():
            for problem in self._of_capture(row, catalog, gateway):
                self.fail(f"{row['id']} {problem}")
        for problem in (*self._of_objects(), *self._of_rebuild(catalog, folder)):
            self.fail(problem)

    def _look_for_promises(self, catalog: Catalog, rows: Mapping[str, Row]) -> None:
        """See that what was acknowledged is there, unless the owner or the bucket's rules let it go."""
        for identity, sha256 in self._home.sent.items():
            row = rows.get(identity)
            if row is None:
                if identity not in self._home.deleted and not catalog.read(_has_left, identity):
                    self.fail(f"{identity} was promised, and is lost")
            elif row["sha256"] != sha256:
                self.fail(f"{identity} is not what was sent")

    def _of_capture(self, row: Row, catalog: Catalog, gateway: Gateway) -> Iterator[str]:
        capture = catalog.read(captures.get, row["id"])
        if capture.state is not State.VERIFIED:
            yield f"is {capture.state}"
            return
        path = gateway.vault.path(capture)
        if capture.local != path.is_file():
            yield f"is {'' if capture.local else 'not '}here, and its file says otherwise"
        elif capture.local and hashlib.sha256(path.read_bytes()).hexdigest() != capture.sha256:
            yield "has another file"
        if gateway.vault.incoming(capture.id).exists():
            yield "has a file in incoming/"
        if capture.size and capture.condition == "pending":
            yield "was never looked at"
        lies_in = row["bucket"] or self._home.bucket
        bucket = self._home.server.buckets[lies_in]
        if capture.archive_key in bucket.removed:
            return
        found = bucket.objects.get(capture.archive_key or "")
        if found is None:
            yield f"is verified, and not in {lies_in}"
        else:
            yield from _differences(capture, found)
        if row["protected"] and row["secret"] != "" and not is_copy(capture.archive_key or ""):
            yield "is of a protected event, and no copy"

    def _of_objects(self) -> Iterator[str]:
        """See that each capture has one object in a bucket, unless an untruth was told about it."""
        for name, bucket in self._home.server.buckets.items():
            owned: dict[str, list[str]] = {}
            for key, found in bucket.objects.items():
                if "/_catalog/" not in key and not is_copy(key):
                    owned.setdefault(found.headers.get("x-amz-meta-capture", key), []).append(key)
            for owner, keys in owned.items():
                excuses = sum(self._home.weather.lies.get(key, 0) for key in keys)
                if len(keys) > 1 + excuses:
                    yield f"{owner} has {len(keys)} objects in {name}: {keys}"

    def _of_rebuild(self, catalog: Catalog, folder: Path) -> Iterator[str]:
        """See that the bucket alone gives the same captures."""
        removed = self._home.server.buckets[self._home.bucket].removed
        wanted = {
            row["id"]: _told(row)
            for row in catalog.read(_all)
            if not row["bucket"] and row["archive_key"] not in removed
        }
        others = {row["id"] for row in catalog.read(_all)} - wanted.keys()
        folder.mkdir()
        if not self._home.server.buckets[self._home.bucket].objects:
            return
        with Catalog(folder / "catalog.db") as rebuilt:
            rebuilt.write(settings.ensure).result()
            store = ArchiveStore(self._home.settings(), SITE)
            # Nobody is asked too often by it, and it has no thread that could wait.
            with patch.object(client, "THROTTLES", Throttles()):
                Rebuild(store, rebuilt, folder / "staging.db", lambda _: None, moves_in=True).run()
            found = {row["id"]: _told(row) for row in rebuilt.read(_all)}
        for identity in sorted(wanted.keys() | found.keys()):
            # Of what lies in a former bucket, or was taken away, another object may be found here.
            if wanted.get(identity) != found.get(identity) and identity not in others:
                yield f"{identity} is {wanted.get(identity)}, and rebuilt {found.get(identity)}"


def _told(row: Row) -> tuple[object, ...]:
    names = ("camera", "event", "original_path", "sha256", "size", "archive_key", "protected")
    return tuple(row[name] for name in names)


def _differences(capture: Capture, found: Stored) -> Iterator[str]:
    if found.sha256 != capture.sha256:
        yield "has other bytes in the bucket"
    told = {name.removeprefix("x-amz-meta-"): value for name, value in found.headers.items()}
    if (told.get("capture"), told.get("sha256")) != (capture.id, capture.sha256):
        yield f"has an object that tells of {told}"


def _proven(db: Connection) -> tuple[list[Row], set[str], str | None]:
    rows = db.execute("SELECT id, archive_key, sha256 FROM captures WHERE state = 'verified'").fetchall()
    elsewhere = {row["capture"] for row in db.execute("SELECT capture FROM elsewhere")}
    present = settings.load(db).archive
    return rows, elsewhere, present.bucket if present else None


def _has_left(db: Connection, capture: str) -> bool:
    return db.execute("SELECT 1 FROM expired WHERE id = ?", (capture,)).fetchone() is not None


def _tasks(db: Connection) -> list[Row]:
    return to_do(db)


def _unverified(db: Connection) -> list[Row]:
    return db.execute("SELECT id, state FROM captures WHERE state <> 'verified'").fetchall()


def _all(db: Connection) -> list[Row]:
    return db.execute(
        "SELECT captures.*, coalesce(events.protected, 0) AS protected,"
        " json_extract(former_archives.settings, '$.bucket') AS bucket,"
        " json_extract(former_archives.settings, '$.secret_access_key') AS secret FROM captures"
        " LEFT JOIN events ON events.id = captures.event LEFT JOIN elsewhere ON elsewhere.capture = captures.id"
        " LEFT JOIN former_archives ON former_archives.id = elsewhere.archive ORDER BY captures.id"
    ).fetchall()

"""A home's catalog as large as wanted: fourteen cameras that upload all day, archived and no longer in the vault."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
import itertools
import json
import random
from sqlite3 import Connection
from typing import Any

from camvault_gateway.catalog import Catalog, cameras
from camvault_gateway.model import Capture, Condition, Event, Kind, State, new_id, now_ms
from camvault_gateway.record.keys import archive_key

from .cameras import CAMERAS

type Row = dict[str, Any]

# Five million captures later it is still in the past.
BEGIN = 1_700_000_000_000
# 490 captures a day of each camera.
STEP_MS = 24 * 3600 * 1000 // (CAMERAS * 490)
_PER_EVENT = 4
_RARE = 50_000
_LONG = "long-"
_LONG_STEP_MS = 10_000
_BATCH = 5000
_EVENT = (
    "INSERT INTO events (id, camera, started_at, last_at, ended_at, labels)"
    " VALUES (:event, :camera, :captured_at, :ends, :ends, :labels)"
)


def camera_id(number: int) -> str:
    """Return a camera's id."""
    return f"camera-{number % CAMERAS}"


def fill(catalog: Catalog, first: int, last: int) -> None:
    """Add captures by their numbers, which are in the order of time."""
    for number in range(CAMERAS):
        catalog.write(cameras.for_folder, camera_id(number), BEGIN).result()
        catalog.write(cameras.note_labels, camera_id(number), ("parcel", "person")).result()
    kept: Future[None] | None = None
    for some in itertools.batched(_rows(first, last), _BATCH, strict=False):
        if kept is not None:
            kept.result()
        # While these are written, the next ones are made.
        kept = catalog.write(_insert, list(some))
    if kept is not None:
        kept.result()


def add_long_events(catalog: Catalog, count: int) -> None:
    """Let the newest event of each camera be one of so many captures, snapshots and clips in turn, up to now."""
    begin = now_ms() - count * _LONG_STEP_MS
    rows = [_long(number, camera, begin) for number in range(count) for camera in range(CAMERAS)]
    catalog.write(_insert, rows).result()


def _long(number: int, camera: int, begin: int) -> Row:
    capture = _capture(number * CAMERAS + camera, random.Random(number), STEP_MS)  # noqa: S311 no secret
    at = begin + number * _LONG_STEP_MS
    changed = {
        "id": new_id(),
        "event": f"{_LONG}{camera}",
        "captured_at": at,
        "started_at": at,
        "received_at": at + 2500,
    }
    return _row(replace(capture, **changed)) | {"first": number == 0, "ends": begin + 1}  # type: ignore[arg-type]


def remove_long_events(catalog: Catalog) -> None:
    """Take them back."""
    for table, column in (("captures", "event"), ("events", "id")):
        query = f"DELETE FROM {table} WHERE {column} LIKE ?"  # noqa: S608 our own words only
        catalog.write(lambda db, query=query: db.execute(query, (f"{_LONG}%",)).rowcount).result()  # type: ignore[misc]


def moment(number: int, step_ms: int = STEP_MS) -> int:
    """Return when a capture was taken."""
    return BEGIN + number * step_ms


def _insert(db: Connection, rows: list[Row]) -> None:
    names = [name for name in rows[0] if name not in ("first", "ends")]
    db.executemany(_EVENT, [row for row in rows if row["first"]])
    places = ", ".join(f":{name}" for name in names)
    db.executemany(f"INSERT INTO captures ({', '.join(names)}) VALUES ({places})", rows)  # noqa: S608 our own names


def captures(first: int, last: int, step_ms: int = STEP_MS) -> Iterator[Capture]:
    """Yield captures by their numbers, so far apart; always the same ones."""
    chance = random.Random(first)  # noqa: S311 equal each time
    for number in range(first, last):
        yield _capture(number, chance, step_ms)


def _capture(number: int, chance: random.Random, step_ms: int) -> Capture:
    at, camera = moment(number, step_ms), camera_id(number)
    clip = number // CAMERAS % 2 == 0
    return Capture(
        id=f"{at:012x}7{chance.getrandbits(76):019x}",
        camera=camera,
        event=event_id(number, step_ms),
        kind=Kind.CLIP if clip else Kind.SNAPSHOT,
        original_path=f"/Camera {number % CAMERAS}/2026-11-23/001/dav/10/10.15.{number % 60:02}[M][0@0][{number}].mp4",
        extension=".mp4" if clip else ".jpg",
        content_type="video/mp4" if clip else "image/jpeg",
        captured_at=at,
        started_at=at,
        received_at=at + 2500,
        labels=_labels(number),
        size=2_000_000 if clip else 60_000,
        sha256=f"{chance.getrandbits(256):064x}",
        state=State.VERIFIED,
        condition=Condition.COMPLETE,
        duration_ms=12_000 if clip else None,
    )


def _labels(number: int) -> tuple[str, ...]:
    return ("parcel",) if number % _RARE == 0 else ("person",) if number % 3 else ()


def _opener(number: int) -> int:
    return number // CAMERAS // _PER_EVENT * _PER_EVENT * CAMERAS + number % CAMERAS


def event_id(number: int, step_ms: int = STEP_MS) -> str:
    """Return the event that a capture belongs to."""
    return f"{moment(_opener(number), step_ms):012x}7{_opener(number):019x}"


def event(number: int, step_ms: int = STEP_MS) -> Event:
    """Return the event of a capture."""
    opener = _opener(number)
    begin, end = moment(opener, step_ms), moment(opener + _PER_EVENT * CAMERAS, step_ms)
    identity, camera = event_id(number, step_ms), camera_id(number)
    return Event(id=identity, camera=camera, started_at=begin, last_at=end, ended_at=end, labels=_labels(opener))


def _rows(first: int, last: int) -> Iterator[Row]:
    for number, capture in enumerate(captures(first, last), first):
        ends = capture.captured_at + _PER_EVENT * CAMERAS * STEP_MS
        yield _row(capture) | {"first": number == _opener(number), "ends": ends}


def _row(capture: Capture) -> Row:
    row = {name: getattr(capture, name) for name in Capture.__slots__}
    row |= {"labels": json.dumps(capture.labels), "archive_key": archive_key("camvault", "home", capture)}
    return row | {"local": False}

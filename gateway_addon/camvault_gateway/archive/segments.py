"""Catalog segments: what the catalog knows, as compact objects beside the captures; pure.

A segment is gzip of lines. The first has the format's version, each other one record: `{"capture": {...}}`, likewise
`camera`, `folder`, `merged`, `event` and `deleted`, with the fields of the catalog's tables and times in milliseconds
since 1970. Of several records of one id, the one in the last segment counts, in the order of their keys.

The roll-up of a day has the records of that day's segments, each id once, and names those segments with their sizes in
its first line, as `covers`: they need not be read. Those of the day that it does not name are later ones.
"""

from collections.abc import Iterable, Iterator
import contextlib
from dataclasses import asdict
import gzip
import io
import itertools
import json
from typing import Any, Final
import zlib

from camvault_gateway.catalog.journal import News
from camvault_gateway.model import Capture, Event, Millis, rfc3339
from camvault_gateway.record.keys import in_site
from camvault_gateway.record.rows import KINDS, Row, RowError, row

VERSION: Final = 1
FOLDER: Final = "_catalog"
DAYS: Final = "days"
SUFFIX: Final = ".ndjson.gz"
LARGEST: Final = 32 * 1024 * 1024
_LARGEST_UNPACKED: Final = 256 * 1024 * 1024
_MOST_COVERED: Final = 500
_LONGEST_LINE: Final = 64 * 1024
_COMPRESSION: Final = 6
_LOCAL: Final = ("state", "thumbnail", "local")
_COUNTED: Final = ("captures", "unkept", "picture", "unarchived")


type _Record = tuple[str, str, str]


class SegmentError(Exception):
    """A segment cannot be read."""


def segment_key(prefix: str, site: str, moment: Millis, identity: str) -> str:
    """Return a segment's key; they sort by their time."""
    day, _, clock = rfc3339(moment).partition("T")
    return in_site(prefix, site, FOLDER, *day.split("-"), f"{clock.replace(':', '')}_{identity}{SUFFIX}")


def day_key(prefix: str, site: str, day: str) -> str:
    """Return the key of the roll-up of a day, which is a date in UTC."""
    return in_site(prefix, site, FOLDER, DAYS, f"{day}{SUFFIX}")


def encode(news: News) -> bytes:
    """Return a segment; equal news make equal bytes."""
    return _packed({"v": VERSION}, _records(news))


def _packed(head: dict[str, Any], lines: Iterable[str]) -> bytes:
    return gzip.compress("\n".join([json.dumps(head), *lines]).encode(), _COMPRESSION, mtime=0)


def _records(news: News) -> Iterator[str]:
    for camera in news.cameras:
        yield _line("camera", {"id": camera.id, "name": camera.name, "created_at": camera.created_at})
    for name, owner in news.folders:
        yield _line("folder", {"name": name, "camera": owner})
    for gone, target in news.merged:
        yield _line("merged", {"id": gone, "target": target})
    for event in news.events:
        yield _line("event", _fields(event, _COUNTED))
    for capture in news.captures:
        yield _line("capture", _fields(capture, _LOCAL))
    for gone, at in news.deleted:
        yield _line("deleted", {"id": gone, "deleted_at": at})


def _fields(known: Event | Capture, without: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in asdict(known).items() if value is not None and name not in without}


def _line(kind: str, record: dict[str, Any]) -> str:
    return json.dumps({kind: record}, separators=(",", ":"), ensure_ascii=False)


def roll_up(segments: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the roll-up of a day's segments, each with the last part of its key, the oldest first.

    It ends before one that gives a folder to another camera: what was told before speaks of the former one. Those that
    cannot be read, or tell of something that only a later CamVault knows, are not covered.
    """
    covers: dict[str, int] = {}
    known: dict[_Record, str] = {}
    owners: dict[str, str] = {}
    for name, body in itertools.islice(segments, _MOST_COVERED):
        with contextlib.suppress(SegmentError), _damage():
            lines = {_record(line): line.decode().rstrip("\n") for line in _lines(body)[1]}
            if any(owners.setdefault(*folder) != folder[1] for kind, *folder in lines if kind == "folder"):
                break
            known |= lines
            covers[name] = len(body)
    return _packed({"v": VERSION, "covers": covers}, known.values())


def _record(line: bytes) -> _Record:
    """Return which record a line is, checked."""
    ((kind, record),) = json.loads(line).items()
    checked = row(kind, record)
    return (kind, checked["name"], checked["camera"]) if kind == "folder" else (kind, checked["id"], "")


def decode(body: bytes) -> dict[str, list[Row]]:
    """Return a segment's rows by kind; raises SegmentError when any of it is not as it should be."""
    return _decoded(body)[1]


def decode_day(body: bytes) -> tuple[dict[str, int], dict[str, list[Row]]]:
    """Return which segments a roll-up covers, by the last part of their keys with their sizes, and its rows."""
    head, found = _decoded(body)
    covers = head.get("covers")
    if not isinstance(covers, dict) or not all(type(size) is int for size in covers.values()):
        raise SegmentError("it does not say what it covers")
    return covers, found


def _decoded(body: bytes) -> tuple[dict[str, Any], dict[str, list[Row]]]:
    found: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    with _damage():
        head, lines = _lines(body)
        for line in lines:
            for kind, record in json.loads(line).items():
                if kind in KINDS:
                    found[kind].append(row(kind, record))
    return head, found


def _lines(body: bytes) -> tuple[dict[str, Any], Iterator[bytes]]:
    """Return the first line's values, and the others."""
    lines = gzip.GzipFile(fileobj=io.BytesIO(body))
    return _head(lines.readline(_LONGEST_LINE)), _rest(lines)


def _rest(lines: gzip.GzipFile) -> Iterator[bytes]:
    while line := lines.readline(_LONGEST_LINE):
        yield line
        if lines.tell() > _LARGEST_UNPACKED:
            raise SegmentError("it is too large")


@contextlib.contextmanager
def _damage() -> Iterator[None]:
    """Raise whatever is wrong with a segment as SegmentError."""
    try:
        yield
    except RowError as err:
        raise SegmentError(f"it tells of {err}") from err
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, OSError, EOFError, zlib.error) as err:
        raise SegmentError("it is cut or damaged") from err


def _head(line: bytes) -> dict[str, Any]:
    head: dict[str, Any] = json.loads(line)
    if (version := head["v"]) != VERSION:
        raise SegmentError(f"it has format {version!r}; a later CamVault wrote it")
    return head

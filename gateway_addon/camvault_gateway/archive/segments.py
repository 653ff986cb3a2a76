"""Catalog segments: what the catalog knows, as compact objects beside the captures; pure.

A segment is gzip of lines. The first has the format's version, each other one record: `{"capture": {...}}`, likewise
`camera`, `folder`, `merged` and `event`, with the fields of the catalog's tables and times in milliseconds since 1970.
Of several records of one id, the one in the last segment counts, in the order of their keys.
"""

from collections.abc import Iterator
from dataclasses import asdict
import gzip
import io
import json
from typing import Any, Final
import zlib

from camvault_gateway.catalog.journal import News
from camvault_gateway.model import Capture, Event, Millis, rfc3339

from .keys import in_site
from .rows import KINDS, Row, RowError, row

VERSION: Final = 1
FOLDER: Final = "_catalog"
SUFFIX: Final = ".ndjson.gz"
LARGEST: Final = 32 * 1024 * 1024
_LARGEST_UNPACKED: Final = 256 * 1024 * 1024
_LONGEST_LINE: Final = 64 * 1024
_COMPRESSION: Final = 6
_LOCAL: Final = ("state", "thumbnail", "local")
_COUNTED: Final = ("captures", "unkept", "picture")


class SegmentError(Exception):
    """A segment cannot be read."""


def segment_key(prefix: str, site: str, moment: Millis, identity: str) -> str:
    """Return a segment's key; they sort by their time."""
    day, _, clock = rfc3339(moment).partition("T")
    return in_site(prefix, site, FOLDER, *day.split("-"), f"{clock.replace(':', '')}_{identity}{SUFFIX}")


def encode(news: News) -> bytes:
    """Return a segment; equal news make equal bytes."""
    lines = [json.dumps({"v": VERSION}), *_records(news)]
    return gzip.compress("\n".join(lines).encode(), _COMPRESSION, mtime=0)


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


def _fields(known: Event | Capture, without: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in asdict(known).items() if value is not None and name not in without}


def _line(kind: str, record: dict[str, Any]) -> str:
    return json.dumps({kind: record}, separators=(",", ":"), ensure_ascii=False)


def decode(body: bytes) -> dict[str, list[Row]]:
    """Return a segment's rows by kind; raises SegmentError when any of it is not as it should be."""
    found: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    try:
        with gzip.open(io.BytesIO(body)) as lines:
            _check_version(lines.readline(_LONGEST_LINE))
            while line := lines.readline(_LONGEST_LINE):
                for kind, record in json.loads(line).items():
                    if kind in KINDS:
                        found[kind].append(row(kind, record))
                if lines.tell() > _LARGEST_UNPACKED:
                    raise SegmentError("it is too large")
    except RowError as err:
        raise SegmentError(f"it tells of {err}") from err
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, OSError, EOFError, zlib.error) as err:
        raise SegmentError("it is cut or damaged") from err
    return found


def _check_version(line: bytes) -> None:
    version = json.loads(line)["v"]
    if version != VERSION:
        raise SegmentError(f"it has format {version!r}; a later CamVault wrote it")

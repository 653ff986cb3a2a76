"""Catalog segments, written and read: gzip of lines of JSON, as docs/format.md specifies them."""

from collections.abc import Iterator, Mapping
import contextlib
from dataclasses import asdict
import gzip
import io
import json
from typing import Any, Final
import zlib

from camvault_gateway.model import Capture, Changes, Event

from .rows import KINDS, Row, RowError, row

type Rows = dict[str, list[Row]]

VERSION: Final = 1
# The most bytes that are read of an object, and the most that it may unpack to.
LARGEST: Final = 32 * 1024 * 1024
_LARGEST_UNPACKED: Final = 256 * 1024 * 1024
_LONGEST_LINE: Final = 64 * 1024
_COMPRESSION: Final = 6
_LOCAL: Final = ("state", "thumbnail", "local")
_COUNTED: Final = ("captures", "unkept", "picture", "unarchived", "content")


class SegmentError(Exception):
    """A segment cannot be read."""


def encode(changes: Changes) -> bytes:
    """Return a segment; equal changes make equal bytes."""
    lines = [json.dumps({"v": VERSION}), *_lines_of(changes)]
    return gzip.compress("\n".join(lines).encode(), _COMPRESSION, mtime=0)


def _lines_of(changes: Changes) -> Iterator[str]:
    for camera in changes.cameras:
        yield _line("camera", {"id": camera.id, "name": camera.name, "created_at": camera.created_at})
    for name, owner in changes.folders:
        yield _line("folder", {"name": name, "camera": owner})
    for gone, target in changes.merged:
        yield _line("merged", {"id": gone, "target": target})
    for event in changes.events:
        yield _line("event", _fields(event, _COUNTED))
    for capture in changes.captures:
        yield _line("capture", _fields(capture, _LOCAL))
    for gone, at in changes.deleted:
        yield _line("deleted", {"id": gone, "deleted_at": at})
    for user in changes.seen:
        yield _line("seen", asdict(user))


def _fields(known: Event | Capture, without: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in asdict(known).items() if value is not None and name not in without}


def _line(kind: str, record: Mapping[str, Any]) -> str:
    return json.dumps({kind: record}, separators=(",", ":"), ensure_ascii=False)


def decode(body: bytes) -> Rows:
    """Return a segment's rows by kind; raises SegmentError when any of it is not as it should be."""
    return _decoded(body)[1]


def decode_day(body: bytes) -> tuple[dict[str, int], Rows]:
    """Return which segments a roll-up covers, by the last part of their keys with their sizes, and its rows."""
    head, found = _decoded(body)
    covers = head.get("covers")
    if not isinstance(covers, dict) or not all(type(size) is int for size in covers.values()):
        raise SegmentError("it does not say what it covers")
    return covers, found


def _decoded(body: bytes) -> tuple[dict[str, Any], Rows]:
    found: Rows = {kind: [] for kind in KINDS}
    with _damage():
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(body))
        head = _head(unpacked.readline(_LONGEST_LINE))
        for line in _rest(unpacked):
            for kind, record in json.loads(line).items():
                if kind in KINDS:
                    found[kind].append(row(kind, record))
    return head, found


def _rest(unpacked: gzip.GzipFile) -> Iterator[bytes]:
    while line := unpacked.readline(_LONGEST_LINE):
        yield line
        if unpacked.tell() > _LARGEST_UNPACKED:
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

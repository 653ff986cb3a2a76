"""The metadata of objects: written from a capture, and read back as its row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
import itertools
from typing import Any, Final
from urllib.parse import quote, unquote

from camvault_gateway.model import Capture, Millis, rfc3339, to_millis

from .keys import CaptureKey
from .rows import Row, RowError, row

# All metadata of an object may have 2 KB, names included.
_PATH_LENGTH: Final = 1000
_LABELS_LENGTH: Final = 200
_TIMES: Final = ("captured-at", "started-at", "received-at", "camera-time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The answer to HEAD: size in bytes, SHA-256 in hex if the store knows one, and the metadata of the put."""

    size: int
    content_type: str | None = None
    sha256: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


def metadata(capture: Capture) -> dict[str, str]:
    """Return an object's metadata: ASCII without blanks, which some servers do not keep as they are."""
    values = {
        "capture": capture.id,
        "event": capture.event,
        "camera": capture.camera,
        "kind": capture.kind,
        "sha256": capture.sha256,
        "size": str(capture.size),
        "original-path": _path(capture.original_path),
        "captured-at": rfc3339(capture.captured_at),
        "started-at": rfc3339(capture.started_at),
        "received-at": rfc3339(capture.received_at),
        "camera-time": None if capture.camera_time is None else rfc3339(capture.camera_time),
        "labels": _labels(capture.labels),
        "scheduled": "true" if capture.scheduled else None,
        "condition": capture.condition,
        "channel": None if capture.channel is None else str(capture.channel),
    }
    return {name: value for name, value in values.items() if value}


def _path(text: str) -> str:
    """Return a path percent-encoded; of a long one the end, where its name is."""
    return _end_of([quote(letter, safe="/,", errors="replace") for letter in text], _PATH_LENGTH)


def _labels(labels: Iterable[str]) -> str:
    """Return labels percent-encoded, with commas between them."""
    pieces = [[",", *(quote(letter, safe="/", errors="replace") for letter in label)] for label in labels]
    return _end_of(list(itertools.chain(*pieces))[1:], _LABELS_LENGTH)


def _end_of(pieces: Sequence[str], limit: int) -> str:
    """Return the last of some encoded letters: as many whole ones as have a place."""
    kept: list[str] = []
    for piece in reversed(pieces):
        limit -= len(piece)
        if limit < 0:
            break
        kept.append(piece)
    return "".join(reversed(kept))


def capture_row(key: str, head: Head) -> Row:
    """Return the row of a capture from its object's key and metadata; raises RowError when they do not tell enough."""
    if (named := CaptureKey.parse(key)) is None:
        raise RowError("a capture with another key")
    # Some servers write the names of metadata their own way.
    told = {name.lower(): value for name, value in head.metadata.items()}
    if told.get("size") != str(head.size) or head.sha256 not in {None, told.get("sha256")}:
        raise RowError("a capture with other bytes")
    try:
        times = {name.replace("-", "_"): _time(told[name]) for name in _TIMES if name in told}
        channel = int(told["channel"]) if "channel" in told else None
    except ValueError as err:
        raise RowError("a capture with an impossible time or channel") from err
    record: dict[str, Any] = {
        **{name: told.get(name) for name in ("event", "camera", "kind", "sha256", "condition")},
        **times,
        "id": told.get("capture"),
        "original_path": unquote(told.get("original-path", "")),
        "extension": named.extension,
        "content_type": head.content_type,
        "labels": [unquote(label) for label in told.get("labels", "").split(",") if label],
        "scheduled": told.get("scheduled") == "true",
        "size": head.size,
        "archive_key": key,
        "channel": channel,
    }
    return row("capture", record)


def _time(text: str) -> Millis:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return to_millis(moment)

"""Rows of a catalog as a bucket tells them, checked: whoever can write there must not reach beyond the catalog."""

from collections.abc import Callable, Mapping
import json
import re
from typing import Any, Final

from camvault_gateway.model import Condition, Kind, started_at

type Row = dict[str, Any]
type _Check = Callable[[Any], Any]

# The last moment that RFC 3339 can write.
_LATEST: Final = 253_402_300_799_999
_LARGEST: Final = 2**53
_LABELS: Final = 64
_CHANNELS: Final = 1000
# As many as a gateway keeps, and what arrived since.
_SPANS: Final = 100_000
# A capture's id and extension name its file in the vault.
_CAPTURE_ID: Final = re.compile(r"[0-9a-f]{32}")
_EXTENSION: Final = re.compile(r"(?:\.[a-z0-9]{1,16})?")
_ID: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
_USER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_CONTENT_TYPE: Final = re.compile(r"[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}")


class RowError(ValueError):
    """The data from the bucket is no valid row of a catalog."""


def _like(pattern: re.Pattern[str]) -> _Check:
    def check(value: Any) -> str:  # noqa: ANN401 any JSON
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ValueError(value)
        return value

    return check


def _text(longest: int, shortest: int = 0) -> _Check:
    def check(value: Any) -> str:  # noqa: ANN401 any JSON
        if not isinstance(value, str) or not shortest <= len(value) <= longest:
            raise ValueError(value)
        if not value.isascii():
            # A lone surrogate is no text that the catalog could keep.
            value.encode()
        return value

    return check


def _number(most: int) -> _Check:
    def check(value: Any) -> int:  # noqa: ANN401 any JSON
        if type(value) is not int or not 0 <= value <= most:
            raise ValueError(value)
        return value

    return check


def _perhaps(check: _Check) -> _Check:
    return lambda value: None if value is None else check(value)


def _one_of(*words: str) -> _Check:
    known = {str(word): str(word) for word in words}
    return lambda value: known[value]


def _flag(value: Any) -> int:  # noqa: ANN401 any JSON
    if value not in {None, False, True}:
        raise ValueError(value)
    return int(value or 0)


def _capture_id(value: Any) -> str:  # noqa: ANN401 any JSON
    _TIME(started_at(_like(_CAPTURE_ID)(value)))
    return str(value)


def _labels(value: Any) -> str:  # noqa: ANN401 any JSON
    if not isinstance(value, list) or len(value) > _LABELS:
        raise ValueError(value)
    return json.dumps([_LABEL(label) for label in value])


def _unseen(value: Any) -> str:  # noqa: ANN401 any JSON
    if value is not None and (not isinstance(value, dict) or sum(map(len, value.values())) > _SPANS):
        raise ValueError(value)
    return json.dumps({_CAMERA_ID(camera): [_span(span) for span in spans] for camera, spans in (value or {}).items()})


def _span(value: Any) -> list[int]:  # noqa: ANN401 any JSON
    first, last = map(_TIME, value)
    if not isinstance(value, list) or first > last:
        raise ValueError(value)
    return [first, last]


_TIME: Final = _number(_LATEST)
_LABEL: Final = _text(200)
_CAMERA_ID: Final = _like(_ID)
_CAPTURE: Final[dict[str, _Check]] = {
    "id": _capture_id,
    "camera": _like(_ID),
    "event": _perhaps(_like(_ID)),
    "kind": _one_of(*Kind),
    "original_path": _text(4000),
    "extension": _like(_EXTENSION),
    "content_type": _like(_CONTENT_TYPE),
    "captured_at": _TIME,
    "started_at": _TIME,
    "received_at": _TIME,
    "camera_time": _perhaps(_TIME),
    "labels": _labels,
    "scheduled": _flag,
    "size": _number(_LARGEST),
    "sha256": _like(_SHA256),
    "condition": _one_of(*Condition),
    "archive_key": _text(1024, 1),
    "duration_ms": _perhaps(_number(_LARGEST)),
    "archived_at": _perhaps(_TIME),
    "channel": _perhaps(_number(_CHANNELS)),
}
_EVENT: Final[dict[str, _Check]] = {
    "id": _like(_ID),
    "camera": _like(_ID),
    "started_at": _TIME,
    "last_at": _TIME,
    "ended_at": _TIME,
    "labels": _labels,
    "protected": _flag,
    "description": _perhaps(_text(4000)),
}
_CAMERA: Final[dict[str, _Check]] = {"id": _like(_ID), "name": _text(1000, 1), "created_at": _TIME}
_FOLDER: Final[dict[str, _Check]] = {"name": _text(1000), "camera": _like(_ID)}
_MERGED: Final[dict[str, _Check]] = {"id": _like(_ID), "target": _like(_ID)}
_DELETED: Final[dict[str, _Check]] = {"id": _capture_id, "deleted_at": _TIME}
_SEEN: Final[dict[str, _Check]] = {
    "user": _like(_USER),
    "at": _TIME,
    "since": _TIME,
    "forgotten": _flag,
    "unseen": _unseen,
}
KINDS: Final[dict[str, dict[str, _Check]]] = {
    "camera": _CAMERA,
    "folder": _FOLDER,
    "merged": _MERGED,
    "event": _EVENT,
    "capture": _CAPTURE,
    "deleted": _DELETED,
    "seen": _SEEN,
}


def row(kind: str, record: Mapping[str, Any]) -> Row:
    """Return a record as a row of its table, without fields that are not known; raises RowError."""
    name = ""
    try:
        checked = {}
        for name, check in KINDS[kind].items():
            checked[name] = check(record.get(name))
    except (ValueError, TypeError, KeyError, AttributeError) as err:
        raise RowError(f"a {kind} with an impossible {name or 'form'}") from err
    return checked

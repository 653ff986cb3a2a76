"""What an object says of itself: the row of a capture that no segment tells of; the counterpart of `keys`."""

from base64 import b64decode
from collections.abc import Iterable
import contextlib
from datetime import datetime
import hashlib
import mimetypes
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from slugify import slugify

from camvault_gateway.model import to_millis
from camvault_gateway.record.rows import Row, RowError, row

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef

_OURS: Final = re.compile(
    r"(?P<camera>[^/]+)/(?P<day>\d{4}/\d\d/\d\d)/(?P<clock>\d{6}\.\d{3})Z_(?P<kind>clip|snapshot)"
    r"_(?P<label>[^/_]*(?:_[^/_]+)*)_(?P<hash>[0-9a-f]{16})(?:-\d+)?(?P<extension>\.[^/.]+)?"
)
_TYPES: Final = {".mp4": "video/mp4", ".jpg": "image/jpeg"}
_UNKNOWN: Final = "application/octet-stream"
_TIMER: Final = "timer"
_VERSION: Final = "7"
_VARIANT: Final = "8"
_TIMES: Final = ("captured-at", "started-at", "received-at", "camera-time")


def is_capture(below: str) -> bool:
    """Tell whether a key, as it is below a site's prefix, is that of a capture."""
    return _OURS.fullmatch(below) is not None


def capture_row(key: str, below: str, head: HeadObjectOutputTypeDef) -> Row:
    """Return the row of a capture from its object's key, whole and below the site's prefix, and its metadata.

    Raises RowError when they do not tell enough.
    """
    if (named := _OURS.fullmatch(below)) is None:
        raise RowError("a capture with another key")
    # Some servers write the names of metadata their own way.
    said = {name.lower(): value for name, value in head.get("Metadata", {}).items()}
    checksum = head.get("ChecksumSHA256")
    if said.get("size") != str(head["ContentLength"]) or (checksum and _hex(checksum) != said.get("sha256")):
        raise RowError("a capture with other bytes")
    try:
        times = {name.replace("-", "_"): _time(said[name]) for name in _TIMES if name in said}
    except ValueError as err:
        raise RowError("a capture with an impossible time") from err
    record: dict[str, Any] = {
        **{name: said.get(name) for name in ("event", "camera", "kind", "sha256", "condition")},
        **times,
        "id": said.get("capture"),
        "original_path": unquote(said.get("original-path", "")),
        "extension": named["extension"] or "",
        "content_type": head.get("ContentType"),
        "labels": [unquote(label) for label in said.get("labels", "").split(",") if label],
        "scheduled": said.get("scheduled") == "true",
        "size": head["ContentLength"],
        "archive_key": key,
    }
    return row("capture", record)


def bare_row(key: str, below: str, size: int, sha256: str) -> Row:
    """Return the row of a capture from its object's key and bytes alone; raises RowError when they do not fit.

    It has the same id at each time that this is done.
    """
    if (named := _OURS.fullmatch(below)) is None or named["hash"] != sha256[:16]:
        raise RowError("a capture with other bytes")
    try:
        moment = to_millis(datetime.strptime(f"{named['day']} {named['clock']}+0000", "%Y/%m/%d %H%M%S.%f%z"))
    except ValueError as err:
        raise RowError("a capture with an impossible time") from err
    made_up = hashlib.sha256(below.encode()).hexdigest()
    extension = (named["extension"] or "").lower()
    label = named["label"]
    record: dict[str, Any] = {
        "id": f"{moment:012x}{_VERSION}{made_up[:3]}{_VARIANT}{made_up[3:18]}",
        "event": None,
        "camera": named["camera"],
        "kind": named["kind"],
        "original_path": f"{named['camera']}/{below.rpartition('/')[2]}",
        "extension": extension,
        "content_type": _TYPES.get(extension) or mimetypes.guess_type(f"x{extension}")[0] or _UNKNOWN,
        **dict.fromkeys(("captured_at", "started_at", "received_at"), moment),
        "labels": [] if label in {_TIMER, ""} else [label],
        "scheduled": label == _TIMER,
        "size": size,
        "sha256": sha256,
        "condition": "pending",
        "archive_key": key,
    }
    return row("capture", record)


def _hex(checksum: str) -> str | None:
    with contextlib.suppress(ValueError):
        return b64decode(checksum).hex()
    return None


def _time(text: str) -> int:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return to_millis(moment)


def folder_of(camera: str, paths: Iterable[str]) -> str | None:
    """Return the first folder, of some original paths, that must have named a camera."""
    for path in paths:
        folder, _, rest = path.removeprefix("/").partition("/")
        if rest and re.fullmatch(rf"{re.escape(slugify(folder) or 'camera')}(-\d+)?", camera):
            return folder
    return None

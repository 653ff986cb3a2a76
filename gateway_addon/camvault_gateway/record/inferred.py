"""A capture's row inferred without metadata: from its object's key and bytes, and from original paths."""

from collections.abc import Iterable
import hashlib
import re
from typing import Any, Final

from slugify import slugify

from .keys import TIMER, CaptureKey
from .rows import Row, RowError, row

# Of what the recognizer knows by its content.
_TYPES: Final = {
    ".3gp": "video/3gpp",
    ".asf": "video/x-ms-asf",
    ".avi": "video/x-msvideo",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".flv": "video/x-flv",
    ".gif": "image/gif",
    ".h264": "video/h264",
    ".h265": "video/h265",
    ".heic": "image/heic",
    ".jp2": "image/jp2",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mjpeg": "video/x-motion-jpeg",
    ".mkv": "video/x-matroska",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".mpg": "video/mpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".ts": "video/mp2t",
    ".webm": "video/webm",
    ".webp": "image/webp",
}
_UNKNOWN: Final = "application/octet-stream"
_VERSION: Final = "7"
_VARIANT: Final = "8"


def inferred_row(key: str, size: int, sha256: str) -> Row:
    """Return the row of a capture from its object's key and bytes alone; raises RowError when they do not fit.

    It has the same id at each time that this is done.
    """
    named = CaptureKey.parse(key)
    if named is None or named.hash != sha256[: len(named.hash)]:
        raise RowError("a capture with other bytes")
    if (moment := named.captured_at) is None:
        raise RowError("a capture with an impossible time")
    below = "/".join(key.split("/")[-5:])
    made_up = hashlib.sha256(below.encode()).hexdigest()
    extension = named.extension.lower()
    record: dict[str, Any] = {
        "id": f"{moment:012x}{_VERSION}{made_up[:3]}{_VARIANT}{made_up[3:18]}",
        "event": None,
        "camera": named.camera,
        "kind": named.kind,
        "original_path": f"{named.camera}/{below.rpartition('/')[2]}",
        "extension": extension,
        "content_type": _TYPES.get(extension, _UNKNOWN),
        **dict.fromkeys(("captured_at", "started_at", "received_at"), moment),
        "labels": [] if named.label in {TIMER, ""} else [named.label],
        "scheduled": named.label == TIMER,
        "size": size,
        "sha256": sha256,
        "condition": "pending",
        "archive_key": key,
    }
    return row("capture", record)


def folder_of(camera: str, paths: Iterable[str]) -> str | None:
    """Return the first folder, of some original paths, that must have named a camera."""
    for path in paths:
        folder, _, rest = path.removeprefix("/").partition("/")
        if rest and re.fullmatch(rf"{re.escape(slugify(folder) or 'camera')}(-\d+)?", camera):
            return folder
    return None

"""The file name of a downloaded capture: its camera, its time and its labels."""

from pathlib import PurePosixPath
import re
from sqlite3 import Connection
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from camvault_gateway.catalog import cameras, settings
from camvault_gateway.model import Capture, from_millis

_EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{1,8}")
# What some file system does not take in a name.
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST_BYTES: Final = 200
# Time and labels come behind it.
_LONGEST_CAMERA_BYTES: Final = 120


def file_name(db: Connection, capture: Capture, extension: str | None = None) -> str:
    """Return a name that sorts by time within a camera; with the camera's own extension if there is no other."""
    time = from_millis(capture.captured_at).astimezone(ZoneInfo(settings.load(db).time_zone))
    labels = [label.replace("_", " ").capitalize() for label in capture.labels]
    camera = _cut(cameras.get(db, capture.camera).name, _LONGEST_CAMERA_BYTES)
    plain = _FORBIDDEN.sub("_", " ".join([camera, f"{time:%Y-%m-%d %H-%M-%S}", *labels])).strip(" .")
    own = _EXTENSION.fullmatch(PurePosixPath(capture.original_path).suffix)
    return f"{_cut(plain, _LONGEST_BYTES)}{extension or (own[0].lower() if own else '')}"


def wished_name(name: str, capture: Capture) -> str:
    """Return a name that somebody wishes, as every file system takes it, with the camera's own extension.

    What a file is called never makes it a program: another extension stays in front of its own.
    """
    plain = _cut(_FORBIDDEN.sub("_", name), _LONGEST_BYTES).strip(" .")
    own = _EXTENSION.fullmatch(PurePosixPath(capture.original_path).suffix)
    extension = own[0].lower() if own else ""
    return plain if not plain or plain.lower().endswith(extension) else plain + extension


def disposition(how: str, name: str) -> str:
    """Return how a file is shown, and what it is called when it is saved."""
    plain = "".join(letter if " " <= letter <= "~" and letter not in '"\\%' else "_" for letter in name)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"


def _cut(text: str, most: int) -> str:
    """Return as much of a text as so many bytes hold."""
    return text.encode()[:most].decode(errors="ignore")

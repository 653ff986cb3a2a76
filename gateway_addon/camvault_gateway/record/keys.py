"""What an object is called and what it says of itself: enough to rebuild the catalog from the bucket."""

import re
from urllib.parse import quote

from camvault_gateway.model import PROTECTED, Capture, rfc3339

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_NUMBERED = re.compile(r"(_[0-9a-f]{16})(?:-(\d+))?((?:\.[^/]*)?)$")
_LABEL_LENGTH = 40
# All metadata of an object may have 2 KB, names included.
_PATH_LENGTH = 1000
_LABELS_LENGTH = 200


def archive_key(prefix: str, site: str, capture: Capture) -> str:
    """Return the key of a capture's object; no two captures share one, since no two of a camera share a moment."""
    day, _, clock = rfc3339(capture.captured_at).partition("T")
    label = "timer" if capture.scheduled else next(iter(capture.labels), "motion")
    name = "_".join((clock.replace(":", ""), capture.kind, _safe(label)[:_LABEL_LENGTH], (capture.sha256 or "")[:16]))
    return in_site(prefix, site, _safe(capture.camera), *day.split("-"), name + _extension(capture.extension))


def next_key(key: str) -> tuple[str, int]:
    """Return the key for another try at an object, and the try's number: `…_0123456789abcdef-2.mp4` is the second."""
    found = _NUMBERED.search(key)
    start, number, end = found.groups() if found else (key, None, "")
    following = int(number or 1) + 1
    return f"{key[: found.start()] if found else ''}{start}-{following}{end}", following


def in_site(prefix: str, site: str, *parts: str) -> str:
    """Return a key below a site's own prefix."""
    return below(prefix) + "/".join((_safe(site), *parts))


def below(prefix: str) -> str:
    """Return what the keys of all sites begin with."""
    return "".join(f"{_safe(folder)}/" for folder in prefix.split("/") if folder)


def copies_of(prefix: str, site: str, *parts: str) -> str:
    """Return a key below the prefix of a site's copies for protected events; no site is called like that."""
    return in_site(prefix, PROTECTED, _safe(site), *parts)


def is_safe_prefix(prefix: str) -> bool:
    """Tell whether a prefix is used to the letter, and no copy could be taken for something else."""
    folders = prefix.strip("/").split("/")
    return PROTECTED not in folders and all(_safe(folder) == folder for folder in folders if folders != [""])


def _safe(part: str) -> str:
    # A part that is only dots would be a step up, or nothing, to whatever shows the bucket as folders.
    return _UNSAFE.sub("-", part).lstrip(".") or "-"


def _extension(extension: str) -> str:
    letters = _UNSAFE.sub("", extension).replace(".", "")
    return f".{letters.lower()}" if letters else ""


def metadata(capture: Capture) -> dict[str, str]:
    """Return an object's metadata: ASCII without blanks, which some servers do not keep as they are."""
    values = {
        "capture": capture.id,
        "event": capture.event,
        "camera": capture.camera,
        "kind": capture.kind,
        "sha256": capture.sha256,
        "size": str(capture.size),
        "original-path": _cut(capture.original_path, _PATH_LENGTH),
        "captured-at": rfc3339(capture.captured_at),
        "started-at": rfc3339(capture.started_at),
        "received-at": rfc3339(capture.received_at),
        "camera-time": None if capture.camera_time is None else rfc3339(capture.camera_time),
        "labels": _cut(",".join(capture.labels), _LABELS_LENGTH),
        "scheduled": "true" if capture.scheduled else None,
        "condition": capture.condition,
    }
    return {name: value for name, value in values.items() if value}


def _cut(text: str, limit: int) -> str:
    """Percent-encode a text; of one that is too long the end is kept, where a path has its name."""
    kept: list[str] = []
    for letter in reversed(text):
        encoded = quote(letter, safe="/,", errors="replace")
        limit -= len(encoded)
        if limit < 0:
            break
        kept.append(encoded)
    return "".join(reversed(kept))

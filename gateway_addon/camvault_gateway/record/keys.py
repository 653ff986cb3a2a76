"""The keys of objects: made of captures and segments, and parsed."""

from dataclasses import dataclass
from datetime import datetime
import re
from typing import Final, Self

from camvault_gateway.model import PROTECTED, Capture, Millis, is_copy, rfc3339, to_millis

# Below a site's prefix, beside its captures: the catalog's segments, and what is put to try a bucket.
CATALOG: Final = "_catalog"
CHECK: Final = ".check-"
TIMER: Final = "timer"
SEGMENT_SUFFIX: Final = ".ndjson.gz"
# The roll-ups of days, which gateways wrote until segments were few enough to do without.
DAYS: Final = "days"
_MOTION: Final = "motion"
_LABEL_LENGTH: Final = 40
HASH_DIGITS: Final = 16
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_NAME: Final = re.compile(
    r"(?P<clock>\d{6}\.\d{3})Z_(?P<kind>clip|snapshot)_(?P<label>[^/]*)_(?P<hash>[0-9a-f]{16})"
    r"(?:-(?P<attempt>\d{1,9}))?(?P<extension>\.[^/.]+)?",
    re.ASCII,
)
_DAY: Final = re.compile(r"\d{4}/\d\d/\d\d", re.ASCII)
_ATTEMPT: Final = re.compile(r"(_[0-9a-f]{16})(?:-(\d{1,9}))?((?:\.[^/]*)?)$", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureKey:
    """The parts of the key of a capture's object: `{prefix}/{site}/{camera}/{year}/{month}/{day}/{name}`."""

    # What stands before the site, without a slash at its end; of a copy without the folder of all copies.
    prefix: str
    site: str
    copy: bool
    camera: str
    # None when day and time of day are none that there are.
    captured_at: Millis | None
    kind: str
    label: str
    # The first digits of the SHA-256.
    hash: str
    # The first object of a capture is 1; `-2` in its name is the second one.
    attempt: int
    extension: str

    @classmethod
    def parse(cls, key: str) -> Self | None:
        """Return the parts of a key, read from its end; None when it is not that of a capture."""
        *above, camera, year, month, day, name = ["", "", "", "", *key.split("/")]
        above = above[4:]
        date = f"{year}/{month}/{day}"
        if not above or not above[-1] or not camera or not _DAY.fullmatch(date) or not (found := _NAME.fullmatch(name)):
            return None
        copy = is_copy(key)
        return cls(
            prefix="/".join(above[: -2 if copy else -1]),
            site=above[-1],
            copy=copy,
            camera=camera,
            captured_at=_moment(date, found["clock"]),
            kind=found["kind"],
            label=found["label"],
            hash=found["hash"],
            attempt=int(found["attempt"] or 1),
            extension=found["extension"] or "",
        )


def _moment(date: str, clock: str) -> Millis | None:
    try:
        return to_millis(datetime.strptime(f"{date} {clock}+0000", "%Y/%m/%d %H%M%S.%f%z"))
    except ValueError:
        return None


def archive_key(prefix: str, site: str, capture: Capture) -> str:
    """Return the key of a capture's object; no two captures share one, since no two of a camera share a moment."""
    day, _, clock = rfc3339(capture.captured_at).partition("T")
    label = TIMER if capture.scheduled else next(iter(capture.labels), _MOTION)
    parts = (clock.replace(":", ""), capture.kind, _safe(label)[:_LABEL_LENGTH], (capture.sha256 or "")[:HASH_DIGITS])
    name = "_".join(parts) + _extension(capture.extension)
    return in_site(prefix, site, _safe(capture.camera), *day.split("-"), name)


def next_key(key: str) -> tuple[str, int]:
    """Return the key for another try at an object, and the try's number: `…_0123456789abcdef-2.mp4` is the second."""
    found = _ATTEMPT.search(key)
    start, number, end = found.groups() if found else (key, None, "")
    following = int(number or 1) + 1
    return f"{key[: found.start()] if found else ''}{start}-{following}{end}", following


def first_key(key: str) -> str:
    """Return the key of a capture's first object, of that or of any other of its objects."""
    *folders, name = key.split("/")
    if is_copy(key):
        # It comes before the site, the camera, the year, the month and the day.
        del folders[-6]
    return "/".join((*folders, _ATTEMPT.sub(r"\1\3", name)))


def segment_key(prefix: str, site: str, moment: Millis, identity: str) -> str:
    """Return a segment's key; they sort by their time."""
    day, _, clock = rfc3339(moment).partition("T")
    return in_site(prefix, site, CATALOG, *day.split("-"), f"{clock.replace(':', '')}_{identity}{SEGMENT_SUFFIX}")


def in_site(prefix: str, site: str, *parts: str) -> str:
    """Return a key below a site's own prefix."""
    return below(prefix) + "/".join((_safe(site), *parts))


def below(prefix: str) -> str:
    """Return what the keys of all sites begin with."""
    return "".join(f"{_safe(folder)}/" for folder in prefix.split("/") if folder)


def copies_of(prefix: str, site: str, *parts: str) -> str:
    """Return a key below the prefix of a site's copies for protected events; no site is called like that."""
    return in_site(prefix, PROTECTED, _safe(site), *parts)


def is_housekeeping(name: str) -> bool:
    """Tell whether a key, as it is below a site's prefix, is the catalog's or a check's, and no capture's."""
    return name.startswith((CHECK, f"{CATALOG}/"))


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

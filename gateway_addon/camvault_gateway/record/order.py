"""In which order segments count: the newest first, a day's roll-up in the place of those that it covers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
import json
import re
from typing import Final

from camvault_gateway.model import of_cameras

from .keys import DAYS, SEGMENT_SUFFIX
from .segments import Rows, SegmentError

# An object's key and its size in bytes.
type Listed = tuple[str, int]

_OWNED: Final = ("event", "capture")
_DAY: Final = re.compile(rf"{DAYS}/(\d{{4}})-(\d\d)-(\d\d){re.escape(SEGMENT_SUFFIX)}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """Segments, the newest first, and the roll-up of their day; those of days without one are in one span."""

    rolled_up: Listed | None
    segments: list[Listed] = field(default_factory=list)


def spans(objects: Iterable[Listed], folder: str) -> list[Span]:
    """Return what is in the catalog's folder, the newest first."""
    rolled_up: dict[str, Listed] = {}
    by_day: dict[str, list[Listed]] = {}
    for key, size in objects:
        name = key.removeprefix(folder)
        if day := _DAY.fullmatch(name):
            rolled_up["/".join(day.groups())] = (key, size)
        elif name.endswith(SEGMENT_SUFFIX) and not name.startswith(f"{DAYS}/"):
            by_day.setdefault(name.rpartition("/")[0], []).append((key, size))
    found: list[Span] = []
    for date in sorted({*rolled_up, *by_day}, reverse=True):
        if date in rolled_up or not found or found[-1].rolled_up:
            found.append(Span(rolled_up.get(date)))
        found[-1].segments.extend(sorted(by_day.get(date, []), reverse=True))
    return found


def uncovered(segments: Iterable[Listed], covers: Mapping[str, int]) -> list[Listed]:
    """Return the segments that a roll-up does not cover; raises SegmentError when it covers others than there are."""
    left = []
    for key, size in segments:
        covered = covers.get(key.rpartition("/")[2])
        if covered is None:
            left.append((key, size))
        elif covered != size:
            raise SegmentError("it covers other segments than there are")
    return left


def by_owners(rows: Rows, owners: dict[str, str]) -> Rows:
    """Return rows with the cameras that own their folders by now; `owners` learns of folders that are new to it.

    A camera has another id since a gateway with other cameras took over the site. Each segment tells of the folders of
    its cameras, and so whom it speaks of.
    """
    named: dict[str, set[str]] = {}
    for row in rows["folder"]:
        named.setdefault(row["camera"], set()).add(owners.setdefault(row["name"], row["camera"]))
    # One that gave away only some of its folders is what it was; what went along is told anew.
    moved = {camera: next(iter(now)) for camera, now in named.items() if len(now) == 1 and camera not in now}
    if not moved:
        return rows
    told = {kind: [{**row, "camera": moved.get(row["camera"], row["camera"])} for row in rows[kind]] for kind in _OWNED}
    seen = [{**row, "unseen": json.dumps(of_cameras(json.loads(row["unseen"]), moved))} for row in rows["seen"]]
    return {**rows, **told, "seen": seen, "camera": [row for row in rows["camera"] if row["id"] not in moved]}

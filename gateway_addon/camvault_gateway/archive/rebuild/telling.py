"""Reads what the segments tell, and a day's roll-up in the place of those that it covers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
import re
from typing import Final

from botocore.exceptions import ClientError

from camvault_gateway.archive.s3.errors import code
from camvault_gateway.archive.s3.store import Store
from camvault_gateway.archive.segments import DAYS, LARGEST, SUFFIX, SegmentError, decode, decode_day
from camvault_gateway.record.rows import Row

from .reading import Found, Reading

GONE: Final = frozenset({"NoSuchKey", "404"})
_OWNED: Final = ("event", "capture")
_DAY: Final = re.compile(rf"{DAYS}/(\d{{4}})-(\d\d)-(\d\d){re.escape(SUFFIX)}")

type Rows = dict[str, list[Row]]
type Told = tuple[str, Rows | SegmentError]


@dataclass(frozen=True, slots=True)
class Span:
    """Segments, the newest first, and the roll-up of their day; those of days without one are in one span."""

    rolled_up: Found | None
    segments: list[Found] = field(default_factory=list)


def spans(objects: Iterable[Found], folder: str) -> list[Span]:
    """Return what is in the catalog's folder, the newest first."""
    rolled_up: dict[str, Found] = {}
    by_day: dict[str, list[Found]] = {}
    for key, size in objects:
        name = key.removeprefix(folder)
        if day := _DAY.fullmatch(name):
            rolled_up["/".join(day.groups())] = (key, size)
        elif name.endswith(SUFFIX) and not name.startswith(f"{DAYS}/"):
            by_day.setdefault(name.rpartition("/")[0], []).append((key, size))
    found: list[Span] = []
    for date in sorted({*rolled_up, *by_day}, reverse=True):
        if date in rolled_up or not found or found[-1].rolled_up:
            found.append(Span(rolled_up.get(date)))
        found[-1].segments.extend(sorted(by_day.get(date, []), reverse=True))
    return found


class Telling:
    """Segments, as a rebuild reads them."""

    def __init__(self, store: Store, reading: Reading) -> None:
        self._store = store
        self._reading = reading
        self._owners: dict[str, str] = {}

    def told(self, of: list[Span]) -> Iterator[Told]:
        """Yield what each tells, the newest first, or what is wrong with it."""
        for key, found in self._told(of):
            yield key, found if isinstance(found, SegmentError) else _by_owners(found, self._owners)

    def _told(self, of: list[Span]) -> Iterator[Told]:
        rolled_up = self._reading.each(self._body, [span.rolled_up for span in of if span.rolled_up])
        for span in of:
            rows: Rows | None = None
            left = span.segments
            if span.rolled_up:
                (key, _), body = next(rolled_up)
                try:
                    covers, rows = decode_day(body)
                    left = _left(span.segments, covers)
                except SegmentError as err:
                    rows, left = None, span.segments
                    yield key, err
            yield from self._each(left)
            if span.rolled_up and rows is not None:
                yield span.rolled_up[0], rows

    def _each(self, segments: list[Found]) -> Iterator[Told]:
        for (key, _), body in self._reading.each(self._body, segments):
            try:
                yield key, decode(body)
            except SegmentError as err:
                yield key, err

    def _body(self, found: Found) -> bytes:
        key, size = found
        try:
            return self._store.open(key, 0, min(size, LARGEST) or None).read()
        except ClientError as err:
            if code(err) in GONE:
                return b""
            raise


def _by_owners(rows: Rows, owners: dict[str, str]) -> Rows:
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
    return {**rows, **told, "camera": [row for row in rows["camera"] if row["id"] not in moved]}


def _left(segments: list[Found], covers: dict[str, int]) -> list[Found]:
    """Return the segments that a roll-up does not cover; raises SegmentError when it covers others than there are."""
    left = []
    for key, size in segments:
        covered = covers.get(key.rpartition("/")[2])
        if covered is None:
            left.append((key, size))
        elif covered != size:
            raise SegmentError("it covers other segments than there are")
    return left

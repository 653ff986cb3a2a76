"""What the test's cameras upload: every content differs, says which upload it is of, and can be made again."""

from dataclasses import dataclass
from enum import StrEnum
import hashlib
import math
from random import Random
import re
import threading

_MARK = b"CAMVAULT-CRASH-TEST:"
_SMALLEST, _LARGEST = 1024, 400 * 1024
_HUGE = (1024 * 1024, 4 * 1024 * 1024)
# A grey square of 8 by 8; what makes each picture another one goes into its comments.
_PICTURE = bytes.fromhex(
    "ffdb00430050373c463c32504641465a55505f78c882786e6e78f5afb991c8ffffffffffffffffffffffffffffffffffffffffffffffff"
    "ffffffffffffffffffffffffffffffffc0000b080008000801011100ffc40014000100000000000000000000000000000000ffc4001410"
    "0100000000000000000000000000000000ffda0008010100003f003fffd9"
)
_COMMENT = 65_000
_NAME = re.compile(r"/(\d{9})-")


class Way(StrEnum):
    """How an upload goes."""

    WHOLE = "whole"
    RENAMED = "renamed"
    TEMPORARY = "under a temporary name, then renamed"
    CUT = "closed half-way"
    ABORTED = "ABOR half-way"
    RESET = "data connection reset half-way"
    HUNG_UP = "control connection reset half-way"
    EMPTY = "empty"


_CHANCES = {
    Way.WHOLE: 60,
    Way.RENAMED: 9,
    Way.TEMPORARY: 9,
    Way.CUT: 4,
    Way.ABORTED: 6,
    Way.RESET: 5,
    Way.HUNG_UP: 5,
    Way.EMPTY: 2,
}


@dataclass(frozen=True, slots=True)
class Planned:
    """An upload as it is meant to go."""

    number: int
    way: Way
    path: str
    final: str
    data: bytes

    @property
    def half(self) -> bytes:
        """Return what is sent of an upload that breaks off."""
        return self.data[: len(self.data) // 2]


def plan(number: int, pictures: float) -> Planned:
    """Return an upload by its number; `pictures` is the share of JPEGs, which get thumbnails made."""
    chance = Random(number)  # noqa: S311 to be made again
    way = chance.choices(list(_CHANCES), list(_CHANCES.values()))[0]
    extension = "jpg" if chance.random() < pictures else "mp4"
    folder = f"/cam-{chance.randrange(10)}/{number:09d}"
    path = {Way.TEMPORARY: f"{folder}-a.{extension}.tmp"}.get(way, f"{folder}-a.{extension}")
    renamed = way in {Way.RENAMED, Way.TEMPORARY}
    final = f"{folder}-person-{20260101 + number % 28}T101112.{extension}" if renamed else path
    return Planned(number, way, path, final, _content(chance, number, extension, way))


def _content(chance: Random, number: int, extension: str, way: Way) -> bytes:
    if way is Way.EMPTY:
        return b""
    size = int(math.exp(chance.uniform(math.log(_SMALLEST), math.log(_LARGEST))))
    if chance.random() < 0.02:
        size = chance.randint(*_HUGE)
    mark = _MARK + b"%09d:" % number
    if extension == "jpg":
        return _picture(mark + chance.randbytes(size))
    return mark + chance.randbytes(size)


def _picture(data: bytes) -> bytes:
    parts = (data[start : start + _COMMENT] for start in range(0, len(data), _COMMENT))
    comments = (b"\xff\xfe" + (len(part) + 2).to_bytes(2) + part for part in parts)
    return b"\xff\xd8" + b"".join(comments) + _PICTURE


def number_of(path: str, head: bytes) -> int | None:
    """Return which upload a capture is of, by its path or, for one of unknown origin, by its first bytes."""
    if found := _NAME.search(path):
        return int(found[1])
    before, mark, after = head[:64].partition(_MARK)
    return int(after[:9]) if mark and len(before) <= 6 and after[9:10] == b":" else None


def sha256(data: bytes) -> str:
    """Return a hash in hex."""
    return hashlib.sha256(data).hexdigest()


@dataclass(slots=True)
class Told:
    """What the gateway answered to an upload: the oracle."""

    planned_size: int
    way: Way
    acknowledged: int | None = None
    final: str | None = None
    by_http: bool = False


class Record:
    """The cameras' own record of what they were told."""

    def __init__(self) -> None:
        self.told: dict[int, Told] = {}
        self._lock = threading.Lock()
        self._next = 0

    def begin(self, pictures: float) -> Planned:
        """Return the next upload."""
        with self._lock:
            number = self._next
            self._next += 1
        planned = plan(number, pictures)
        self.told[number] = Told(len(planned.data), planned.way)
        return planned

    @property
    def begun(self) -> int:
        """Return how many uploads were begun."""
        return len(self.told)

    @property
    def acknowledged(self) -> int:
        """Return how many were answered with 226 or 201."""
        return sum(told.acknowledged is not None for told in list(self.told.values()))

    @property
    def acknowledged_by_http(self) -> int:
        """Return how many of them were answered with 201."""
        return sum(told.acknowledged is not None and told.by_http for told in list(self.told.values()))

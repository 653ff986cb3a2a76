"""The protocol of the media worker: requests and answers in JSON, files by their descriptors."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
import json
import re

from camvault_gateway.model import Confinement, Kind, Means, Playback, Rendition

_READY = "ready"
# A picture of the largest size, at its worst, is some 800 KiB.
LINE_LIMIT = 2 * 1024 * 1024

_JPEG_MAGIC = b"\xff\xd8\xff"
# Longer is no clip of a camera, but a broken or a malicious header.
_LONGEST_MS = 7 * 24 * 3600 * 1000
_LARGEST_SIDE = 65535
_LONGEST_TEXT = 200
_CODECS = re.compile(r"[A-Za-z0-9.]{1,60}(, [A-Za-z0-9.]{1,20})?")


class Failure(StrEnum):
    """Why there is no answer, each with another consequence."""

    UNREADABLE = "unreadable"
    CUT = "cut"
    TOO_LONG = "too_long"
    UNAVAILABLE = "unavailable"
    NO_MEMORY = "no_memory"


class WorkerError(Exception):
    """The worker did not answer, or not sensibly."""


class FailureError(Exception):
    """The worker answered that it could not do it."""

    def __init__(self, failure: Failure, reason: str) -> None:
        super().__init__(reason)
        self.failure = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRequest:
    """A request to the worker: what is wanted of a file, a rendition or what it is, and what is known of it.

    A clip that has no times of its own is as long as is told; of one that is cut the last picture may be.
    """

    kind: Kind
    patience_s: float
    rendition: Rendition | None = None
    told_ms: int | None = None
    cut: bool = False

    @property
    def told_s(self) -> Fraction | None:
        """Return how long a clip is told to be, in seconds."""
        return Fraction(self.told_ms, 1000) if self.told_ms else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """The findings in a file; `picture` is its thumbnail, a JPEG; `whole`, whether all of it is there."""

    picture: bytes
    codec: str
    width: int
    height: int
    whole: bool = True
    duration_ms: int | None = None
    playback: Playback = Playback.UNKNOWN
    codecs: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """The playability of a file in browsers; a converted one was written."""

    playback: Playback
    codecs: str | None = None


def usable_duration(milliseconds: int | None) -> int | None:
    """Return a duration that a clip can have, or None."""
    return milliseconds if milliseconds is not None and 0 < milliseconds <= _LONGEST_MS else None


def write_greeting(confinement: Confinement) -> str:
    """Return the line that tells that a worker is ready, and by what it is confined."""
    return " ".join([_READY, *confinement.in_order])


def read_greeting(line: bytes) -> Confinement:
    """Return what confines a worker, as it told before it saw a file; raises WorkerError when it is not ready."""
    first, *means = line.decode("ascii", "replace").split() or [""]
    if first != _READY or not line.endswith(b"\n"):
        raise WorkerError("The media worker does not start.")
    return Confinement(frozenset(Means(each) for each in means))


def write_media(number: int, media: Media) -> str:
    """Return the line that tells what a file shows."""
    return json.dumps(
        {
            "id": number,
            "picture": base64.b64encode(media.picture).decode(),
            "codec": media.codec,
            "width": media.width,
            "height": media.height,
            "whole": media.whole,
            "duration_ms": media.duration_ms,
            "playback": media.playback,
            "codecs": media.codecs,
        }
    )


def write_picture(number: int, picture: bytes) -> str:
    """Return the line that brings a picture."""
    return json.dumps({"id": number, "picture": base64.b64encode(picture).decode()})


def write_conversion(number: int, conversion: Conversion) -> str:
    """Return the line that tells what browsers make of a file."""
    return json.dumps({"id": number, "playback": conversion.playback, "codecs": conversion.codecs})


def write_failure(number: int, failure: Failure, reason: str) -> str:
    """Return the line that tells why there is nothing to tell."""
    return json.dumps({"id": number, "error": failure, "reason": reason[:_LONGEST_TEXT]})


def read_media(number: int, line: bytes) -> Media:
    """Return what a line tells of a file; raises as `_read` does."""
    return _read(number, line, _media)


def read_picture(number: int, line: bytes) -> bytes:
    """Return the JPEG that a line brings; raises as `_read` does."""
    return _read(number, line, _picture)


def read_conversion(number: int, line: bytes) -> Conversion:
    """Return what a line tells of a conversion; raises as `_read` does."""
    return _read(
        number, line, lambda answer: Conversion(playback=Playback(str(answer["playback"])), codecs=_codecs(answer))
    )


def _read[T](number: int, line: bytes, told: Callable[[dict[str, object]], T]) -> T:
    """Return what a line tells; it comes from a process that handles hostile files, and is not trusted.

    Raises FailureError when it tells of a failure, and WorkerError when it makes no sense.
    """
    try:
        answer = json.loads(line)
        if answer["id"] != number:
            raise WorkerError("The worker answered another question.")
        if "error" in answer:
            raise FailureError(Failure(answer["error"]), str(answer["reason"])[:_LONGEST_TEXT])
        return told(answer)
    except (ValueError, TypeError, KeyError) as err:
        raise WorkerError("The worker's answer makes no sense.") from err


def _picture(answer: dict[str, object]) -> bytes:
    picture = base64.b64decode(str(answer["picture"]), validate=True)
    if not picture.startswith(_JPEG_MAGIC):
        raise ValueError("not a JPEG")
    return picture


def _media(answer: dict[str, object]) -> Media:
    duration = answer["duration_ms"]
    return Media(
        picture=_picture(answer),
        codec=str(answer["codec"])[:_LONGEST_TEXT],
        width=_side(answer["width"]),
        height=_side(answer["height"]),
        whole=answer["whole"] is True,
        duration_ms=usable_duration(duration) if isinstance(duration, int) else None,
        playback=Playback(str(answer["playback"])),
        codecs=_codecs(answer),
    )


def _codecs(answer: dict[str, object]) -> str | None:
    """Return the codecs' names, which go into a header."""
    names = answer["codecs"]
    if names is not None and (not isinstance(names, str) or not _CODECS.fullmatch(names)):
        raise ValueError("not the names of codecs")
    return names


def _side(value: object) -> int:
    if not isinstance(value, int) or not 0 < value <= _LARGEST_SIDE:
        raise ValueError("not a number of pixels")
    return value

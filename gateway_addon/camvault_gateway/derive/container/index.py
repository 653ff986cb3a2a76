"""An MP4's index: which pictures it has, when they are shown, and where they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any, Self

from av.container import InputContainer
from av.index import IndexEntry
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from camvault_gateway.derive.protocol import Failure, FailureError

from .timestamps import is_step
from .truncation import is_fragmented
from .view import View

# A key picture by itself belongs to no stream.
type Picture = Packet[Any]


def is_indexed(container: InputContainer, stream: VideoStream, view: View) -> bool:
    """Tell whether an MP4's index has all its pictures."""
    is_mp4 = "mp4" in container.format.name.split(",")
    return is_mp4 and len(stream.index_entries) > 0 and not is_fragmented(view.size, view.peek)


def base_of(stream: Stream) -> Fraction:
    """Return what a stream counts its time in."""
    base = stream.time_base
    return Fraction(base.numerator, base.denominator) if base else Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Index:
    """The pictures that are there, when each is shown since the first, and how long all of them take."""

    entries: Sequence[IndexEntry]
    moments: Sequence[Fraction]
    length: Fraction
    # Its clock goes on from each picture to the next.
    steady: bool

    @classmethod
    def of(cls, stream: VideoStream, view: View) -> Self:
        """Read a stream's index; raises FailureError when none of its pictures is there."""
        base = base_of(stream)
        entries = [each for each in stream.index_entries if each.pos + each.size <= view.size]
        if not entries:
            raise FailureError(Failure.UNREADABLE, "None of its pictures is there.")
        steps = [after.timestamp - before.timestamp for before, after in pairwise(entries)]
        good = [step for step in steps if is_step(step * base)]
        tick = good[-1] if good else 0
        # A step that is none counts like the others, and so does the last picture.
        counted = (step if is_step(step * base) else tick for step in steps)
        moments = [at * base for at in accumulate(counted, initial=0)]
        return cls(entries, moments, moments[-1] + tick * base, len(good) == len(steps))

    @property
    def keys(self) -> list[tuple[Fraction, IndexEntry]]:
        """The pictures that show themselves alone, and when."""
        return [each for each in zip(self.moments, self.entries, strict=True) if each[1].is_keyframe]


def read_pictures(view: View, entries: Sequence[IndexEntry]) -> Iterator[Picture]:
    """Yield pictures from where the index says that they are: no seek finds them more exactly."""
    for entry in entries:
        if data := view.peek(entry.pos, entry.size):
            yield Packet(data)

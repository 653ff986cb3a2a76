"""The orientation of a picture, by EXIF or a clip's display matrix."""

from collections.abc import Sequence
from dataclasses import dataclass
import struct
from typing import Final

from av.filter import Graph
from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame

# A filter's name, and its options.
type Step = tuple[str, str | None]

# Nine numbers of 32 bits: a b u c d v x y w.
_MATRIX: Final = struct.Struct("=9i")


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn of a picture: these steps, in this order."""

    transposed: bool = False
    mirrored: bool = False
    flipped: bool = False

    def of(self, width: int, height: int) -> tuple[int, int]:
        """Return a size as it is seen."""
        return (height, width) if self.transposed else (width, height)


def turn_of(frame: VideoFrame) -> Turn:
    """Return how a picture is turned, to the nearest quarter."""
    matrix = frame.side_data.get(Type.DISPLAYMATRIX)
    if matrix is None or len(bytes(matrix)) < _MATRIX.size:
        return Turn()
    right_x, right_y, _, down_x, down_y, *_ = _MATRIX.unpack(bytes(matrix)[: _MATRIX.size])
    if abs(right_y) + abs(down_x) > abs(right_x) + abs(down_y):
        return Turn(transposed=True, mirrored=down_x < 0, flipped=right_y < 0)
    return Turn(mirrored=right_x < 0, flipped=down_y < 0)


def turned(frame: VideoFrame, turn: Turn) -> VideoFrame:
    """Return a picture as it is seen."""
    if not (steps := steps_of(turn)):
        return frame
    graph = filtering(frame, steps)
    graph.push(frame)
    seen = graph.pull()
    assert isinstance(seen, VideoFrame)  # noqa: S101 for the type checker
    return seen


def steps_of(turn: Turn) -> list[Step]:
    """Return the filters that make a picture upright."""
    return [
        *([("transpose", "cclock_flip")] if turn.transposed else []),
        *([("hflip", None)] if turn.mirrored else []),
        # Copied, since a flip alone only has lines read backwards.
        *([("vflip", None), ("copy", None)] if turn.flipped else []),
    ]


def filtering(frame: VideoFrame, steps: Sequence[Step]) -> Graph:
    """Return a graph of filters, one behind the other, for frames like this one."""
    graph = Graph()
    last = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base)
    for name, how in [*steps, ("buffersink", None)]:
        following = graph.add(name, how)
        last.link_to(following)
        last = following
    graph.configure()
    return graph

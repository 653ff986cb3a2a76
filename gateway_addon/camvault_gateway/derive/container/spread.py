"""A clip's key pictures, evenly spread over its length."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
import time
from typing import Final

from av.container import InputContainer
from av.video.stream import VideoStream

from .formats import is_timeless
from .index import Index, Picture, base_of, is_indexed, read_pictures
from .survey import Packets, rate_of, tick_of
from .timestamps import Timestamps
from .view import View

# So many as are wanted are chosen from at most four times as many, which lie in memory.
_SPARE: Final = 4
# How many packets are read between two looks at the time.
_PAUSE: Final = 256


def spread_keys(
    container: InputContainer, stream: VideoStream, view: View, until: float, most: int
) -> Iterator[Picture]:
    """Yield at most so many of a clip's key pictures, in their order.

    Where they lie tells an MP4's index; else packets are read, until a time by the monotonic clock.
    """
    if is_indexed(container, stream, view):
        index = Index.of(stream, view)
        keys = index.keys
        yield from read_pictures(view, [keys[each][1] for each in _evenly([at for at, _ in keys], most)])
        return
    found = _read_keys(container, stream, until, most * _SPARE)
    yield from (found[each][1] for each in _evenly([at for at, _ in found], most))


def _read_keys(
    container: InputContainer, stream: VideoStream, until: float, most: int
) -> Sequence[tuple[Fraction, Picture]]:
    """Return key pictures and when they are shown: of many, those that have some time between them."""
    base, timeless = base_of(stream), is_timeless(container.format)
    clock = Timestamps(base, tick_of(stream, rate_of(stream)))
    found: list[tuple[Fraction, Picture]] = []
    apart = Fraction(0)
    for count, packet in enumerate(Packets(container, stream)):
        if timeless:
            packet.pts = packet.dts = None
        clock.set(packet)
        at = (packet.pts or 0) * base
        if packet.is_keyframe and (not found or at - found[-1][0] >= apart):
            found.append((at, packet))
        if len(found) > most:
            found = found[::2]
            apart = (found[-1][0] - found[0][0]) / len(found)
        if count % _PAUSE == _PAUSE - 1 and time.monotonic() > until:
            break
    return found


def _evenly(moments: Sequence[Fraction], most: int) -> list[int]:
    """Return the numbers of at most so many moments: of the first, of the last, and of those that divide the time."""
    if len(moments) <= most:
        return [*range(len(moments))]
    first, length = moments[0], moments[-1] - moments[0]
    wanted = [first + length * each / (most - 1) for each in range(most)]
    nearest = {min(range(len(moments)), key=lambda number: abs(moments[number] - at)) for at in wanted}
    return sorted(nearest)

"""Which snapshot shows the same moment as a clip; pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final

from .capture import Capture, Condition, Kind
from .times import Millis

# Cameras name a snapshot and the clip of one motion up to so far apart.
_APART_MS: Final = 6_000
_NOTHING_TO_SEE: Final = frozenset({Condition.EMPTY, Condition.UNREADABLE})


def pictures(captures: Iterable[Capture]) -> dict[str, Capture]:
    """Return, by the ids of an event's clips, the snapshot that is each one's picture.

    It is the one nearest to the clip's begin, from 6 s before that until the clip's end. None belongs to two clips.
    """
    ordered = sorted(captures, key=_begin)
    snapshots = [each for each in ordered if each.kind is Kind.SNAPSHOT and each.condition not in _NOTHING_TO_SEE]
    moments = [_begin(each) for each in snapshots]
    found: dict[str, Capture] = {}
    taken: set[str] = set()
    for clip in (each for each in ordered if each.kind is Kind.CLIP):
        begin, end = clip.span
        inside = slice(bisect_left(moments, begin - _APART_MS), bisect_right(moments, max(end, begin + _APART_MS)))
        near = [each for each in snapshots[inside] if each.id not in taken and _same_channel(each, clip)]
        if near:
            found[clip.id] = min(near, key=lambda each: abs(_begin(each) - begin))
            taken.add(found[clip.id].id)
    return found


def _begin(capture: Capture) -> Millis:
    return capture.captured_at if capture.kind is Kind.SNAPSHOT else capture.span[0]


def _same_channel(one: Capture, other: Capture) -> bool:
    return None in {one.channel, other.channel} or one.channel == other.channel

"""The pairing of a snapshot and a clip of the same moment; pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import attrgetter
from typing import Final, NamedTuple

from .time.millis import Millis

# Cameras name a snapshot and the clip of one motion up to so far apart.
_APART_MS: Final = 6_000


class Shot(NamedTuple):
    """A clip or a snapshot, as far as it matters for pairing; `begin` and `end` are when it was recorded."""

    id: str
    is_clip: bool
    # Whether it has a thumbnail of its own.
    thumbnail: bool
    # Of a snapshot, whether it is any picture; a clip is one in any case.
    shows: bool
    channel: int | None
    begin: Millis
    end: Millis


_begin = attrgetter("begin")


def pictures(shots: Iterable[Shot]) -> dict[str, Shot]:
    """Return, by the ids of an event's clips, the snapshot that is each one's picture.

    It is the one nearest to the clip's begin, from 6 s before that until the clip's end. None belongs to two clips.
    """
    ordered = sorted(shots, key=_begin)
    clips = [each for each in ordered if each.is_clip]
    if not clips:
        return {}
    snapshots = [each for each in ordered if each.shows and not each.is_clip]
    moments = [each.begin for each in snapshots]
    found: dict[str, Shot] = {}
    taken: set[str] = set()
    for clip in clips:
        first = bisect_left(moments, clip.begin - _APART_MS)
        inside = slice(first, bisect_right(moments, max(clip.end, clip.begin + _APART_MS), first))
        near = [each for each in snapshots[inside] if each.id not in taken and _same_channel(each, clip)]
        if near:
            found[clip.id] = min(near, key=lambda each: abs(each.begin - clip.begin))
            taken.add(found[clip.id].id)
    return found


def _same_channel(one: Shot, other: Shot) -> bool:
    return None in {one.channel, other.channel} or one.channel == other.channel

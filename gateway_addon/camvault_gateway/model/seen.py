"""What a user has not seen: some of each camera's events, as spans of the times at which they began."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from .time.millis import Millis

# Of more than these the oldest count as seen: nobody looks for a thousand single events of long ago.
MAX_SPANS: Final = 1000
# Who is new here has not seen the last day, and is not shown years as unseen.
NEW_MS: Final = 24 * 3600 * 1000


class Span(NamedTuple):
    """A run of events that belong to a set: when its first and its last one began; no other event is between them."""

    first: Millis
    last: Millis


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring events of a camera, ascending, each with whether it belongs to the set from now on."""

    events: Sequence[tuple[Millis, bool]]
    # When the events beside them began.
    before: Millis | None = None
    after: Millis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a user has not seen, as the archive is told of it.

    All that was received until `at` is seen, except for the events of a span; `since` is when the user was first
    heard of. Of one that is forgotten nothing else counts.
    """

    user: str
    at: Millis
    since: Millis
    forgotten: bool = False
    # By camera.
    unseen: Mapping[str, Sequence[Span]] = field(default_factory=dict)

    def tells_unseen(self, camera: str, begun: Millis, received: Millis | None) -> bool:
        """Tell whether an event is unseen that began at a time, and got its newest capture at another."""
        late = received is None or received > self.at
        return late or any(span.first <= begun <= span.last for span in self.unseen.get(camera, ()))


def of_cameras[T](unseen: Mapping[str, Sequence[T]], now: Mapping[str, str]) -> dict[str, list[T]]:
    """Return spans by camera when some cameras are others by now."""
    found: dict[str, list[T]] = {}
    for camera, spans in unseen.items():
        found.setdefault(now.get(camera, camera), []).extend(spans)
    return found


def rearranged(spans: Iterable[Span], window: Window) -> list[Span]:
    """Return a set's spans of a camera after a change of some events; `spans` are those that touch the window.

    Spans join where nothing that does not belong to the set lies between them.
    """
    known = sorted(spans)
    before, after = window.before, window.after
    head = [Span(span.first, min(span.last, before)) for span in known if before is not None and span.first <= before]
    tail = [Span(max(span.first, after), span.last) for span in known if after is not None and span.last >= after]
    inner = _runs(window.events)
    if head and inner and head[-1].last == before and inner[0].first == window.events[0][0]:
        inner[0] = Span(head.pop().first, inner[0].last)
    if tail and inner and tail[0].first == after and inner[-1].last == window.events[-1][0]:
        inner[-1] = Span(inner[-1].first, tail.pop(0).last)
    return [*head, *inner, *tail]


def _runs(events: Sequence[tuple[Millis, bool]]) -> list[Span]:
    # Of two that began at once neither can be in the set without the other.
    single = [(begin, any(held for _, held in same)) for begin, same in groupby(events, key=itemgetter(0))]
    runs = [[begin for begin, _ in run] for held, run in groupby(single, key=itemgetter(1)) if held]
    return [Span(run[0], run[-1]) for run in runs]

"""A spike, to be drawn: latency, memory, what waits, and in which order it reaches the bucket."""

from collections.abc import Iterator

from tests.bench.figures import Course, Line, percentile

from .seen import Delays, Seen
from .watching import at_times

# Of which a line's point is the worst.
_BUCKET_S = 10.0


def drawn(seen: Seen, delays: Delays) -> Iterator[Course]:
    """Yield what is to be drawn."""
    begin = seen.phases[1].begin
    marks = {"archive gone": 0.0, "archive back": seen.back - begin}
    axis = "seconds since the archive went away"
    looks = seen.looks
    yield Course(
        "latency, ms: the slowest but one in a hundred of each ten seconds",
        axis,
        {
            "226": _worst(delays.kept, begin),
            "motion": _worst(delays.motion, begin),
            "API": _worst(delays.answered, begin),
        },
        marks,
    )
    memory = {
        "gateway": at_times([(look.at, look.own_mb) for look in looks], begin),
        "thumbnails": at_times([(look.at, look.children_mb) for look in looks], begin),
    }
    yield Course("memory, MB", axis, memory, marks)
    waiting = {
        "for the archive": at_times([(look.at, look.to_archive) for look in looks], begin),
        "for a thumbnail": at_times([(look.at, look.thumbnails) for look in looks], begin),
    }
    yield Course("captures that wait", axis, waiting, marks)
    came, verified = seen.waited, seen.heard.verified
    order = [(verified[name], at - begin) for name, at in came.items() if name in verified]
    yield Course("which second's uploads reach the bucket", axis, {"newest first": _middle(order, begin)}, {})


def _worst(delays: list[tuple[float, float]], zero: float) -> Line:
    return at_times([(at, percentile(some, 0.99)) for at, some in _by_time(delays)], zero)


def _middle(points: list[tuple[float, float]], zero: float) -> Line:
    return at_times([(at, percentile(some, 0.5)) for at, some in _by_time(points, 2.0)], zero)


def _by_time(points: list[tuple[float, float]], step: float = _BUCKET_S) -> Iterator[tuple[float, list[float]]]:
    """Yield each while's middle with the values of the points in it."""
    found: dict[int, list[float]] = {}
    for at, value in points:
        found.setdefault(int(at // step), []).append(value)
    return ((place * step + step / 2, values) for place, values in sorted(found.items()))

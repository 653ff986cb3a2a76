"""A spike, to be drawn: latency, memory, what waits, and in which order it reaches the bucket."""

from collections.abc import Callable, Iterator
from statistics import median

from tests.bench.figures import Course, Line, percentile

from .seen import Delays, Seen

# A line has about so many points, whatever it lasted.
_POINTS = 120
_AXIS = "seconds since the archive went away"

type _Values = list[tuple[float, float]]


def drawn(seen: Seen, delays: Delays) -> Iterator[Course]:
    """Yield what is to be drawn."""
    begin, looks = seen.phases[1].begin, seen.looks
    marks = {"archive gone": 0.0, "archive back": seen.back - begin}
    latency = {"226": delays.kept, "motion": delays.motion, "API": delays.answered}
    memory = {
        "gateway": [(look.at, look.own_mb) for look in looks],
        "thumbnails": [(look.at, look.children_mb) for look in looks],
    }
    waiting = {
        "for the archive": [(look.at, float(look.to_archive)) for look in looks],
        "for a thumbnail": [(look.at, float(look.thumbnails)) for look in looks],
    }
    for title, found in (("latency, ms (p99)", latency), ("memory, MB", memory), ("captures that wait", waiting)):
        lines = {name: _line(values, begin, _most) for name, values in found.items()}
        yield Course(title, _AXIS, lines, marks)
    came, verified = seen.waited, seen.heard.verified
    order = [(verified[name], at - begin) for name, at in came.items() if name in verified]
    if order:
        yield Course("which second's uploads reach the bucket", _AXIS, {"newest first": _line(order, begin, median)})


def _most(values: list[float]) -> float:
    return percentile(values, 0.99)


def _line(values: _Values, zero: float, one: Callable[[list[float]], float]) -> Line:
    """Return one point for all values of a while; rounded, since nobody sees more."""
    if not values:
        return []
    moments = [at for at, _ in values]
    step = max(1.0, (max(moments) - min(moments)) / _POINTS)
    found: dict[int, list[float]] = {}
    for at, value in values:
        found.setdefault(int((at - zero) // step), []).append(value)
    return [[round((place + 0.5) * step, 1), round(one(some), 2)] for place, some in sorted(found.items())]

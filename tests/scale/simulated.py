"""Tables of what came of the simulated evenings."""

from collections.abc import Callable
import math
from typing import Final

from tests.bench.figures import number

from . import hosted
from .load import HOUR_S
from .markdown import table
from .outcome import STAGES, Kept, Outcome
from .scenarios import MILLION
from .store import PARTITION_PUTS_S


def evenings(kept: Kept) -> list[str]:
    """Show the simulated evenings."""
    heads = (
        "evening",
        "captures a home",
        "lost",
        "snapshot off-site, p50, p99",
        "clip off-site, p50, p99",
        "just after, p50",
        "fullest gateway GB",
        "caught up after",
    )
    return [_about(kept), "", *table(heads, (_evening(each) for each in kept.outcomes))]


def _about(kept: Kept) -> str:
    receive, put = (" and ".join(f"{value * 1000:.1f}" for value in values) for values in (kept.receive_s, kept.put_s))
    return (
        f"*{kept.homes:,} homes, seed {kept.seed}. For a snapshot and a clip a gateway takes {receive} ms, and a put"
        f" {put} ms besides the way there: measured on {kept.measured}. Its backlog goes over loopback at"
        f" {kept.drained_s[0]:.0f} files a second, and the real one's at {kept.drained_s[1]:.0f}"
        " ([a spike while the bucket is away](performance.md#a-spike-while-the-bucket-is-away)).*"
    )


def _evening(each: Outcome) -> list[str]:
    return [
        each.name,
        number(each.uploads / each.homes),
        number(each.refused + each.waiting),
        f"{_time(each.snapshot_s[0])}, {_time(each.snapshot_s[1])}",
        f"{_time(each.clip_s[0])}, {_time(each.clip_s[1])}",
        _time(each.after_s),
        number(round(each.fullest_gb, 2)),
        "not by the end" if each.caught_up_min < 0 else f"{each.caught_up_min} min" if each.caught_up_min else "-",
    ]


def breaks(kept: Kept) -> list[str]:
    """Show for how many homes together each limit is enough."""
    limits = {
        "the first partition of one bucket": PARTITION_PUTS_S,
        "a new table of a hosted stage": hosted.NEW_TABLE_WRITES_S / hosted.WRITES,
        "a table's default quota": hosted.TABLE_QUOTA_S / hosted.WRITES,
        "the functions of one queue": hosted.MOST_AT_ONCE * hosted.BATCH / hosted.BATCH_S,
    }
    shown = kept.outcomes[:4]
    heads = ("enough for so many homes, in their busiest minute", "captures/s", *(each.name for each in shown))
    return table(
        heads, ([name, number(round(most)), *(_homes(most, each) for each in shown)] for name, most in limits.items())
    )


def _homes(most: float, each: Outcome) -> str:
    """Return a count of homes with two digits that count."""
    found = most / each.peak_puts_s * 1000
    return number(round(found, 1 - math.floor(math.log10(found))))


def variants(kept: Kept) -> list[str]:
    """Show what would be otherwise in another manner."""
    heads = (
        "evening",
        "snapshot off-site, p50, p99",
        "clip off-site, p50, p99",
        "just after, p50",
        "requests for each put",
    )
    return table(heads, (_variant(each) for each in kept.variants))


def _variant(each: Outcome) -> list[str]:
    found = _evening(each)
    return [found[0], *found[3:6], number(round(each.requests_a_put, 2))]


def _time(seconds: float) -> str:
    if seconds >= 2 * HOUR_S:
        return f"{seconds / HOUR_S:.1f} h"
    return f"{seconds / 60:.0f} min" if seconds >= 120 else f"{number(seconds)} s"


def together(kept: Kept) -> list[str]:
    """Show what the evenings are for whoever has all homes in one bucket, or one stage."""
    heads = (
        "evening",
        "requests/s of 1,000 homes, most",
        "requests for each put",
        "puts/s of a million, busiest minute",
        "partitions of one bucket",
        *(f"a stage for {count:,}" for count in STAGES),
    )
    return table(heads, (_together(each) for each in kept.outcomes))


def _together(each: Outcome) -> list[str]:
    puts = each.peak_puts_s * MILLION / 1000
    return [
        each.name,
        number(round(each.peak_requests_s)),
        number(round(each.requests_a_put, 2)),
        f"{number(round(puts, -2))} ± {each.error:.1%}",
        number(-(-puts // PARTITION_PUTS_S)),
        *(_stage(*stage) for stage in each.stages),
    ]


def _stage(waits_s: float, short_of: str) -> str:
    return f"{_time(waits_s)} ({short_of})" if short_of else "at once"


SIMULATED: Final[dict[str, Callable[[Kept], list[str]]]] = {
    each.__name__: each for each in (evenings, together, breaks, variants)
}

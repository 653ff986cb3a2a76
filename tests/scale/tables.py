"""The tables of docs/scale.md, in Markdown: those of money and requests are reckoned anew each time."""

from collections.abc import Callable, Iterable, Iterator
import math
from typing import Final

from tests.bench.figures import number

from . import bill, hosted
from .load import BUSY, DAY_S, HOUR_S, LOADS, USUAL, YEAR_DAYS, Load
from .outcome import STAGES, Kept, Outcome
from .prices import MOVE_PER_1000, OFFERS, Offer
from .requests import requests, rows
from .scenarios import MILLION
from .store import PARTITION_PUTS_S

KEPT_DAYS: Final = (30, 60, 365)
_KEPT: Final = 60
_FLEETS: Final = (1, 1_000, MILLION)
_SIZES: Final = {"thumbnail, 20 KB": 20_000, "snapshot, 150 KB": 150_000, "clip, 1 MB": 10**6, "clip, 8 MB": 8 * 10**6}


def table(heads: Iterable[str], lines: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of a table; all but the first column have numbers."""
    heads = list(heads)
    return [
        f"| {' | '.join(heads)} |",
        f"|---|{'---:|' * (len(heads) - 1)}",
        *(f"| {' | '.join(line)} |" for line in lines),
    ]


def homes(_: Kept) -> list[str]:
    """Show what homes send."""
    heads = ("a home", "cameras", "captures a day", "GB a day", "Mbit/s in the mean", "captures a year", "TB a year")
    return table(heads, ((name, *_home(load)) for name, load in LOADS.items()))


def _home(load: Load) -> Iterator[str]:
    yield str(load.cameras)
    yield number(load.captures)
    yield number(load.bytes / 1e9)
    yield number(load.bytes * 8 / DAY_S / 1e6)
    yield number(load.captures * YEAR_DAYS)
    yield number(load.bytes * YEAR_DAYS / 1e12)


def asked(_: Kept) -> list[str]:
    """Show the requests of the usual home."""
    found = list(rows(requests(USUAL, _KEPT)))
    sums = {kind: sum(count for name, count, _ in found if name.startswith(kind)) for kind in ("PUT", "LIST", "GET")}
    lines = [[name, number(round(count, 1)), number(round(count * YEAR_DAYS)), why] for name, count, why in found]
    total = ", ".join(f"{number(round(count * YEAR_DAYS))} {kind}" for kind, count in sums.items())
    return [*table(("request", "a day", "a year", "why"), lines), "", f"Together, a year: {total}."]


def cost(_: Kept) -> list[str]:
    """Show a year's bill of each home, by provider and class."""
    heads = ("a year, in $", *(f"{name}: {days} days" for name in LOADS for days in KEPT_DAYS))
    return table(
        heads,
        (
            [
                offer.name,
                *(number(round(bill.year(load, offer, days).total)) for load in LOADS.values() for days in KEPT_DAYS),
            ]
            for offer in OFFERS
        ),
    )


def parts(_: Kept) -> list[str]:
    """Show what the usual home's bill is made of."""
    heads = (
        "60 days, in $ a year",
        "clips and snapshots",
        "the catalog's requests",
        "5 GB a month watched",
        "200 GB a month watched",
        "the catalog rebuilt once",
    )
    return table(heads, (_parts(offer) for offer in OFFERS))


def _parts(offer: Offer) -> list[str]:
    found = bill.year(USUAL, offer, _KEPT)
    much = bill.MONTHS * bill.watching_a_month(USUAL, offer.asking, 200)
    once = bill.rebuilding(USUAL, offer, _KEPT)
    return [
        offer.name,
        *(f"{value:,.2f}" for value in (found.keeping, found.catalog, found.watching, much)),
        f"{once:.4f}",
    ]


def classes(_: Kept) -> list[str]:
    """Show when a class pays back what it takes to bring an object there."""
    offers = {offer.name: offer for offer in OFFERS}
    standard = OFFERS[0].clips.per_1000_puts
    ways: dict[str, Callable[[int], float | None]] = {}
    for name, moved in MOVE_PER_1000.items():
        there = offers[name]
        ways[f"put into {name}"] = lambda size, t=there: bill.months_to_repay(size, t, t.clips.per_1000_puts - standard)  # type: ignore[misc]
        ways[f"moved to {name}"] = lambda size, t=there, m=moved: bill.months_to_repay(size, t, m)  # type: ignore[misc]
    lines = [[what, *(_days(way(size)) for way in ways.values())] for what, size in _SIZES.items()]
    return table(("pays back after", *ways), lines)


def _days(months: float | None) -> str:
    return "never" if months is None else f"{number(round(months * 30, 1 if months < 1 else 0))} days"


def fleets(_: Kept) -> list[str]:
    """Show what homes are together."""
    return table(("usual homes, each with its own bucket", *(number(count) for count in _FLEETS)), _fleet_rows())


def _fleet_rows() -> Iterator[list[str]]:
    asked_for, bills = requests(USUAL, _KEPT), {offer.name: bill.year(USUAL, offer, _KEPT) for offer in OFFERS}
    yield ["puts a second, in the mean", *(number(count * asked_for.puts / DAY_S) for count in _FLEETS)]
    yield ["the same, 5.5 x", *(number(count * requests(BUSY, _KEPT).puts / DAY_S) for count in _FLEETS)]
    yield ["Gbit/s, in the mean", *(number(count * USUAL.bytes * 8 / DAY_S / 1e9) for count in _FLEETS)]
    yield ["objects put a year", *(number(round(count * asked_for.puts * YEAR_DAYS)) for count in _FLEETS)]
    yield ["TB kept, 60 days", *(number(count * USUAL.bytes * _KEPT / 1e12) for count in _FLEETS)]
    for name in ("`STANDARD`", "`GLACIER_IR`", "Backblaze B2"):
        yield [f"$ a year, {name}", *(number(round(count * bills[name].total)) for count in _FLEETS)]
    hosting = bill.hosting_a_year(USUAL, _KEPT)
    yield ["$ a year, a hosted stage besides", *(number(round(count * hosting, 2)) for count in _FLEETS)]
    partitions = requests(USUAL, _KEPT).puts / DAY_S / PARTITION_PUTS_S
    yield [
        "share of what a bucket's first partition takes, if all shared one",
        *(f"{count * partitions:.3%}" for count in _FLEETS),
    ]


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


TABLES: Final[dict[str, Callable[[Kept], list[str]]]] = {
    each.__name__: each for each in (homes, asked, cost, parts, classes, fleets, evenings, together, breaks, variants)
}

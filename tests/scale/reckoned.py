"""Tables of what homes ask for and pay: reckoned anew each time."""

from collections.abc import Callable, Iterator
from typing import Final

from tests.bench.figures import number

from . import bill
from .load import BUSY, DAY_S, LOADS, USUAL, YEAR_DAYS, Load
from .markdown import table
from .prices import MOVE_PER_1000, OFFERS, Offer
from .requests import requests, rows
from .scenarios import MILLION
from .store import PARTITION_PUTS_S

KEPT_DAYS: Final = (30, 60, 365)
_KEPT: Final = 60
_FLEETS: Final = (1, 1_000, MILLION)
_SIZES: Final = {"thumbnail, 20 KB": 20_000, "snapshot, 150 KB": 150_000, "clip, 1 MB": 10**6, "clip, 8 MB": 8 * 10**6}


def homes() -> list[str]:
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


def asked() -> list[str]:
    """Show the requests of the usual home."""
    found = list(rows(requests(USUAL)))
    sums = {kind: sum(count for name, count, _ in found if name.startswith(kind)) for kind in ("PUT", "LIST", "GET")}
    lines = [[name, number(round(count, 1)), number(round(count * YEAR_DAYS)), why] for name, count, why in found]
    total = ", ".join(f"{number(round(count * YEAR_DAYS))} {kind}" for kind, count in sums.items())
    return [*table(("request", "a day", "a year", "why"), lines), "", f"Together, a year: {total}."]


def cost() -> list[str]:
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


def parts() -> list[str]:
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


def classes() -> list[str]:
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


def fleets() -> list[str]:
    """Show what homes are together."""
    return table(("usual homes, each with its own bucket", *(number(count) for count in _FLEETS)), _fleet_rows())


def _fleet_rows() -> Iterator[list[str]]:
    asked_for, bills = requests(USUAL), {offer.name: bill.year(USUAL, offer, _KEPT) for offer in OFFERS}
    yield ["puts a second, in the mean", *(number(count * asked_for.puts / DAY_S) for count in _FLEETS)]
    yield ["the same, 5.5 x", *(number(count * requests(BUSY).puts / DAY_S) for count in _FLEETS)]
    yield ["Gbit/s, in the mean", *(number(count * USUAL.bytes * 8 / DAY_S / 1e9) for count in _FLEETS)]
    yield ["objects put a year", *(number(round(count * asked_for.puts * YEAR_DAYS)) for count in _FLEETS)]
    yield ["TB kept, 60 days", *(number(count * USUAL.bytes * _KEPT / 1e12) for count in _FLEETS)]
    for name in ("`STANDARD`", "`GLACIER_IR`", "Backblaze B2"):
        yield [f"$ a year, {name}", *(number(round(count * bills[name].total)) for count in _FLEETS)]
    hosting = bill.hosting_a_year(USUAL, _KEPT)
    yield ["$ a year, a hosted stage besides", *(number(round(count * hosting, 2)) for count in _FLEETS)]
    partitions = requests(USUAL).puts / DAY_S / PARTITION_PUTS_S
    yield [
        "share of what a bucket's first partition takes, if all shared one",
        *(f"{count * partitions:.3%}" for count in _FLEETS),
    ]


RECKONED: Final[dict[str, Callable[[], list[str]]]] = {
    each.__name__: each for each in (homes, asked, cost, parts, classes, fleets)
}

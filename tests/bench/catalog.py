"""How a catalog that grows answers, through the API and in bare SQL, and what it costs to keep it."""

from collections.abc import Iterator
import contextlib
from dataclasses import replace
from pathlib import Path
import random
import sqlite3
import subprocess
import time

from camvault_gateway.catalog import Catalog, captures
from camvault_gateway.model import Capture, Kind, State, new_id, now_ms
from tests.gateway.conftest import free_port
from tests.gateway.running import COMMAND, RunningGateway

from .figures import Course, Sample, percentile
from .growth import Growth
from .home import add_long_events, camera_id, fill, remove_long_events
from .processes import Peak
from .queries import LONG_EVENTS, Api, ask_sql, queries
from .size import Bench, Size

_UPKEEP = "keeping it"
# A check goes through all there is: of larger catalogs there is one.
_CHECKED_OFTEN = 100_000
# Captures of a camera that saw something every ten seconds for an hour.
_LONG_EVENT = 360


def _run(size: Size, folder: Path) -> Iterator[Sample | Course]:
    sizes = {Size.TINY: [1000], Size.QUICK: [10_000, 100_000]}.get(size, [10_000, 100_000, 1_000_000])
    rounds, uploads = {Size.TINY: (1, 10), Size.QUICK: (2, 100)}.get(size, (5, 200))
    before, growth = 0, Growth(_UPKEEP)
    for count in [*sizes, *([5_000_000] if size is Size.FULL else [])]:
        data = folder / "data"
        data.mkdir(exist_ok=True)
        with Catalog(data / "catalog.db") as catalog:
            fill(catalog, before, count)
        before = count
        yield from (growth.take(count, sample) for sample in _at(count, folder, rounds, uploads))
    yield from growth.courses()


def _at(count: int, folder: Path, rounds: int, uploads: int) -> Iterator[Sample]:
    named = f"{count:,} captures"
    file = folder / "data/catalog.db"
    yield Sample(_UPKEEP, f"CamVault, {named}", {"bytes a capture": file.stat().st_size / count})
    for number in range(rounds):
        gateway = RunningGateway(folder, free_port(), free_port(), "warning")
        began = time.monotonic()
        gateway.start()
        kept = {"start s": time.monotonic() - began}
        try:
            yield from _asked(gateway, file, count, random.Random(number))  # noqa: S311 equal each time
            assert gateway.process
            with Peak(gateway.process.pid) as peak:
                pass
        finally:
            gateway.end()
        if number == 0 or count <= _CHECKED_OFTEN:
            kept["check s"] = _check(folder)
        kept |= {"cataloged/s": _cataloged(file, uploads), "memory MB": peak.own_mb}
        yield Sample(_UPKEEP, f"CamVault, {named}", kept)
    yield from _of_long_events(count, folder, rounds)


def _of_long_events(count: int, folder: Path, rounds: int) -> Iterator[Sample]:
    """Ask for the newest page when all cameras have been busy for an hour, each in one event."""
    file = folder / "data/catalog.db"
    with Catalog(file) as catalog:
        add_long_events(catalog, _LONG_EVENT)
    for _ in range(rounds):
        gateway = RunningGateway(folder, free_port(), free_port(), "warning")
        gateway.start()
        try:
            with contextlib.closing(Api(gateway)) as api:
                took = api.ask(LONG_EVENTS)
        finally:
            gateway.end()
        figures = {"p50 ms": percentile(took, 0.5) * 1000, "p99 ms": percentile(took, 0.99) * 1000}
        yield Sample(LONG_EVENTS.name, f"CamVault, {count:,} captures", figures)
    with Catalog(file) as catalog:
        remove_long_events(catalog)


def _asked(gateway: RunningGateway, file: Path, count: int, chance: random.Random) -> Iterator[Sample]:
    with contextlib.closing(Api(gateway)) as api, contextlib.closing(sqlite3.connect(file)) as db:
        for query in queries(count, chance):
            for system, took in (("CamVault", api.ask(query)), ("SQL", ask_sql(db, query))):
                figures = {"p50 ms": percentile(took, 0.5) * 1000, "p99 ms": percentile(took, 0.99) * 1000}
                yield Sample(query.name, f"{system}, {count:,} captures", figures)


def _check(folder: Path) -> float:
    began = time.monotonic()
    subprocess.run([COMMAND, "check", "--data", folder / "data"], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def _cataloged(file: Path, uploads: int) -> float:
    """Return how many uploads a second are cataloged, each durable before the next; take them back."""
    made = [_upload(number) for number in range(uploads)]
    with Catalog(file) as catalog:
        began = time.monotonic()
        for capture in made:
            catalog.write(captures.begin, capture).result()
            stored = replace(capture, state=State.STORED, sha256="0" * 64, size=60_000)
            catalog.write(captures.commit, stored).result()
        took = time.monotonic() - began
        for capture in made:
            catalog.write(captures.remove, capture.id).result()
    return uploads / took


def _upload(number: int) -> Capture:
    # No two of one camera share a moment.
    camera, now = camera_id(number), now_ms() + number
    return Capture(
        id=new_id(),
        camera=camera,
        event=None,
        kind=Kind.SNAPSHOT,
        original_path=f"/{camera}/{number}.jpg",
        extension=".jpg",
        content_type="image/jpeg",
        captured_at=now,
        started_at=now,
        received_at=now,
    )


CATALOG = Bench("catalog", "CamVault, 10,000 captures", _run)

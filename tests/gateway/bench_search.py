"""Measures what searching costs: python -m tests.gateway.bench_search [captures]."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
import random
import sqlite3
import sys
import tempfile
import time

from camvault_gateway.catalog import Catalog, cameras, captures
from camvault_gateway.catalog.lists import event_pages

_NAMES = (
    *("Driveway", "Door", "Garden", "Garage", "Yard", "Kitchen", "Pool"),
    *("Hundegarten", "Street", "Gate", "Cellar", "Shed", "Roof", "Hall"),
)
_LABELS = ['["motion"]'] * 6 + ['["person"]', '["vehicle"]']
_INSERT = """
INSERT INTO captures (id, camera, kind, original_path, extension, content_type, captured_at, started_at, received_at,
    labels, scheduled, size, sha256, state, condition, thumbnail, event)
VALUES (?, ?, 'clip', ?, '.mp4', 'video/mp4', ?, ?, ?, ?, 0, 10, ?, 'stored', 'complete', 0, ?)
"""
_SEARCHES = ("driveway", "hunde person", "vehicle", "2026", "20260303", "zebra", "driveway zebra", "mp4")


def _rows(count: int) -> Iterator[tuple[object, ...]]:
    chance, moment = random.Random(1), datetime(2025, 11, 1, tzinfo=UTC)  # noqa: S311 the same each time
    for number in range(count):
        moment += timedelta(milliseconds=chance.randrange(10, 110_000))
        at, name = int(moment.timestamp() * 1000), chance.choice(_NAMES)
        path = f"/{name}/{moment:%Y/%m/%d}/{name}_00_{moment:%Y%m%d%H%M%S}.mp4"
        labels = chance.choice(_LABELS)
        yield f"{number:032x}", name.lower(), path, at, at, at, labels, f"{number:064x}", f"{number // 4}-{name}"


def _insert(db: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO events (id, camera, started_at, last_at, ended_at, labels) VALUES (?, ?, ?, ?, ?, ?)",
        [(row[8], row[1], row[3], row[3], row[3], row[6]) for row in rows],
    )
    db.executemany(_INSERT, rows)


def _without(db: sqlite3.Connection) -> None:
    for trigger in ("words_added", "words_changed"):
        db.execute(f"DROP TRIGGER {trigger}")


def _fill(path: Path, count: int, *, searchable: bool) -> float:
    """Return the seconds of CPU that all captures took."""
    with Catalog(path) as catalog:
        for name in _NAMES:
            catalog.write(cameras.for_folder, name, 0).result()
        if not searchable:
            catalog.write(_without).result()
        since = time.process_time()
        for rows in batched(_rows(count), 20, strict=False):
            catalog.write(_insert, list(rows)).result()
        return time.process_time() - since


def _timed(work: Callable[[], int]) -> str:
    since = time.perf_counter()
    found = work()
    return f"{(time.perf_counter() - since) * 1000:7.1f} ms, {found} on the first page"


def main() -> None:
    """Measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600_000
    with tempfile.TemporaryDirectory() as folder:
        plain, full = Path(folder, "plain.db"), Path(folder, "full.db")
        cost = _fill(full, count, searchable=True) - _fill(plain, count, searchable=False)
        size = full.stat().st_size - plain.stat().st_size
        sys.stdout.write(f"{count} captures: {cost / count * 1e6:.0f} us and {size / count:.0f} bytes more for each\n")
        with Catalog(full) as catalog:
            for q in _SEARCHES:
                told = _timed(lambda q=q: len(catalog.read(captures.list_page, q=q).items))  # type: ignore[misc]
                sys.stdout.write(f"captures, {q!r}: {told}\n")
                told = _timed(lambda q=q: len(catalog.read(event_pages.list_page, q=q).items))  # type: ignore[misc]
                sys.stdout.write(f"events,   {q!r}: {told}\n")


if __name__ == "__main__":
    main()

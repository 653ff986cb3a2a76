"""What is seen costs nothing: only what is above the mark is looked at."""

from collections.abc import Callable
from sqlite3 import Connection

from camvault_gateway.catalog import Catalog, seen
from camvault_gateway.catalog.lists import event_pages

from .catalogs import Filler

_AT = 1_790_000_000_000
_EVENTS = 20_000
# Of SQLite's virtual machine; a look at each event would take many times as many.
_FEW_STEPS = 3000


def _fill(db: Connection) -> None:
    rows = [(f"{number}", _AT + number * 1000) for number in range(_EVENTS)]
    db.executemany("INSERT INTO events (id, camera, started_at, last_at) VALUES (?1, 'yard', ?2, ?2)", rows)


def _steps(catalog: Catalog, query: Callable[[Connection], object]) -> int:
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    def counted(db: Connection) -> None:
        db.set_progress_handler(count, 1)
        query(db)
        db.set_progress_handler(None, 1)

    catalog.read(counted)
    return steps


def _count(db: Connection) -> object:
    known = seen.find(db, "ann")
    assert known is not None
    return seen.count(db, known).total, seen.one(db, known.id)


def test_only_what_is_unseen_is_looked_at(catalog: Catalog) -> None:
    """For counts, lists and what the archive is told, with nothing unseen and with a few events here and there."""
    Filler(catalog).camera("yard")
    catalog.write(_fill).result()
    catalog.write(seen.mark, "ann", seen.Selection(), _AT, seen=True).result()
    queries: list[Callable[[Connection], object]] = [
        _count,
        lambda db: event_pages.list_page(db, unseen_by="ann"),
        lambda db: event_pages.list_page(db, unseen_by="ann", cameras=["yard"]),
        lambda db: seen.unseen_among(db, "ann", [f"{number}" for number in range(9000, 9050)]),
    ]
    assert max(_steps(catalog, query) for query in queries) < _FEW_STEPS
    some = seen.Selection(events=["5", "9000", "19000"])
    catalog.write(seen.mark, "ann", some, _AT, seen=False).result()
    assert [event.id for event in catalog.read(queries[1]).items] == ["19000", "9000", "5"]  # type: ignore[attr-defined]
    assert max(_steps(catalog, query) for query in queries) < _FEW_STEPS

"""Groups: what saved filters find, among all cameras and all times."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from camvault_gateway.catalog import Catalog, cameras, captures, groups
from camvault_gateway.catalog.bulk import moves
from camvault_gateway.catalog.lists import calendar, event_pages
from camvault_gateway.catalog.lists.calendar import Unit
from camvault_gateway.model import Aspect, Group, GroupMatch, Kind, Rule

from .catalogs import Filler

NOON = 1_800_000_000_000
MINUTE = 60_000
UTC = ZoneInfo("UTC")
CAMERA, LABEL, PATH = Aspect.CAMERA, Aspect.LABEL, Aspect.PATH
CONTAINS, NOT_CONTAINS, IN = GroupMatch.CONTAINS, GroupMatch.NOT_CONTAINS, GroupMatch.IN


@pytest.fixture
def filler(catalog: Catalog) -> Filler:
    """Return a catalog in which three cameras saw something in turn."""
    filler = Filler(catalog)
    for name in ("Garage", "Driveway", "Back Yard"):
        filler.camera(name)
    told = [("garage", ("person",)), ("driveway", ("vehicle", "person")), ("back-yard", ()), ("garage", ("motion",))]
    for n, (camera, labels) in enumerate(told * 3):
        at = NOON + n * MINUTE
        event = filler.event(camera, at, labels)
        filler.verified(camera, at, event, labels=labels, original_path=f"/{camera}/{n}_Record.mp4", kind=Kind.CLIP)
    return filler


def _group(filler: Filler, *rules: tuple[Aspect, GroupMatch, str | tuple[str, ...]]) -> str:
    made = tuple(Rule(of, match, (told,) if isinstance(told, str) else told) for of, match, told in rules)
    assert filler.catalog.write(groups.put, Group(id="mine", name="Mine", rules=made)).result()
    return "mine"


def _found(filler: Filler, group: str, **wanted: object) -> list[int]:
    """Return the numbers of a group's captures, newest first, which must be those of its events, too."""
    shown = filler.catalog.read(captures.list_page, group=group, limit=500, **wanted)  # type: ignore[arg-type]
    return [(capture.captured_at - NOON) // MINUTE for capture in shown.items]


def _events(filler: Filler, group: str) -> list[int]:
    shown = filler.catalog.read(event_pages.list_page, group=group, limit=500)
    return [(event.started_at - NOON) // MINUTE for event in shown.items]


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([], [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]),
        ([(CAMERA, IN, ("garage", "driveway"))], [11, 9, 8, 7, 5, 4, 3, 1, 0]),
        ([(CAMERA, IN, "DRIVEWAY")], [9, 5, 1]),
        ([(CAMERA, CONTAINS, "k y")], [10, 6, 2]),
        ([(CAMERA, CONTAINS, ("gar", "drive"))], [11, 9, 8, 7, 5, 4, 3, 1, 0]),
        ([(CAMERA, NOT_CONTAINS, ("gar", "yard"))], [9, 5, 1]),
        ([(CAMERA, IN, "nobody")], []),
        ([(CAMERA, CONTAINS, "gar"), (CAMERA, NOT_CONTAINS, "AGE")], []),
        ([(LABEL, IN, "person")], [9, 8, 5, 4, 1, 0]),
        ([(LABEL, IN, "perso")], []),
        ([(LABEL, CONTAINS, "PERSO")], [9, 8, 5, 4, 1, 0]),
        ([(LABEL, NOT_CONTAINS, ("person", "motion"))], [10, 6, 2]),
        ([(LABEL, IN, "person"), (LABEL, NOT_CONTAINS, "vehicle")], [8, 4, 0]),
        ([(PATH, CONTAINS, ("/1", "/2_"))], [11, 10, 2, 1]),
        ([(PATH, NOT_CONTAINS, "record")], []),
        ([(PATH, IN, "/GARAGE/0_record.mp4")], [0]),
        ([(CAMERA, IN, "garage"), (LABEL, IN, "person"), (PATH, CONTAINS, "8")], [8]),
    ],
)
def test_rules(filler: Filler, rules: list[tuple[Aspect, GroupMatch, str]], found: list[int]) -> None:
    """All must be true, for lists of captures and of events, and in the calendar."""
    group = _group(filler, *rules)
    assert _found(filler, group) == found
    assert _events(filler, group) == found
    spans = filler.catalog.read(calendar.spans, UTC, Unit.DAY, group=group)
    assert sum(span.captures for span in spans) == len(found)


@pytest.mark.parametrize("limit", [1, 2, 4, 9, 10])
def test_pages(filler: Filler, limit: int) -> None:
    """Pages of several cameras are in order and complete, whatever their size."""
    group = _group(filler, (CAMERA, IN, ("garage", "driveway")))

    def pages() -> Iterator[list[int]]:
        cursor = None
        while True:
            page = filler.catalog.read(captures.list_page, group=group, limit=limit, cursor=cursor)
            yield [(capture.captured_at - NOON) // MINUTE for capture in page.items]
            if (cursor := page.next) is None:
                return

    found = list(pages())
    assert [number for page in found for number in page] == [11, 9, 8, 7, 5, 4, 3, 1, 0]
    assert {len(page) for page in found[:-1]} <= {limit}
    assert found[-1]


def test_with_other_filters(filler: Filler) -> None:
    """A group and what else is asked for are both true."""
    group = _group(filler, (CAMERA, IN, ("garage", "driveway")))
    assert _found(filler, group, camera="driveway") == [9, 5, 1]
    assert _found(filler, group, camera="back-yard") == []
    assert _found(filler, group, after=NOON + 5 * MINUTE, before=NOON + 9 * MINUTE) == [8, 7, 5]
    assert _found(filler, group, q="vehicle") == [9, 5, 1]
    assert _found(filler, _group(filler, (LABEL, NOT_CONTAINS, "vehicle")), q="person record") == [8, 4, 0]


def test_only_its_cameras_are_looked_at(filler: Filler) -> None:
    """However busy the others are: each of its cameras is looked up in the index."""
    group = _group(filler, (CAMERA, IN, "driveway"))
    asked: list[str] = []

    def look(db: object) -> None:
        db.set_trace_callback(asked.append)  # type: ignore[attr-defined]
        captures.list_page(db, group=group)  # type: ignore[arg-type]
        db.set_trace_callback(None)  # type: ignore[attr-defined]
        (query,) = [each for each in asked if each.startswith("SELECT * FROM captures")]
        plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {query}")]  # type: ignore[attr-defined]
        assert plan == ["SEARCH captures USING INDEX captures_by_camera (camera=?)"]

    filler.catalog.read(look)


def test_renamed_and_merged_cameras(filler: Filler) -> None:
    """A chosen camera stays in its group, whatever becomes of it; a name is what it is now."""
    catalog = filler.catalog
    chosen = _group(filler, (CAMERA, IN, "driveway"))
    catalog.write(cameras.rename, "driveway", "Street").result()
    assert _found(filler, chosen) == [9, 5, 1]
    catalog.write(moves.merge, "driveway", "back-yard").result()
    while catalog.write(moves.step, 100).result():
        pass
    assert _found(filler, chosen) == [10, 9, 6, 5, 2, 1]
    catalog.write(cameras.rename, "back-yard", "Street").result()
    assert _found(filler, _group(filler, (CAMERA, CONTAINS, "street"))) == [10, 9, 6, 5, 2, 1]

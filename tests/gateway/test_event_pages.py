"""Pages of events, in both directions and from any moment, while events are added and go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st
import pytest

from camvault_gateway.catalog import Catalog, CursorError
from camvault_gateway.catalog.lists import event_pages
from camvault_gateway.catalog.lists.event_pages import Filters
from camvault_gateway.catalog.lists.paging import Window, encode
from camvault_gateway.model import State

from .catalogs import Filler

_CAMERAS = ("door", "drive", "garden")
_FROM = 1_700_000_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """An event as far as lists look at it."""

    id: str
    camera: str
    at: int
    clips: int = 0

    @property
    def key(self) -> tuple[int, str]:
        """Its place in lists."""
        return self.at, self.id


def _fill(db: Connection, rows: Sequence[Row]) -> None:
    db.execute("DELETE FROM events")
    _add(db, rows)


def _add(db: Connection, rows: Sequence[Row]) -> None:
    query = "INSERT INTO events (id, camera, started_at, last_at, ended_at, clips) VALUES (?, ?, ?, ?, ?, ?)"
    db.executemany(query, [(row.id, row.camera, _FROM + row.at, _FROM + row.at, None, row.clips) for row in rows])


def _places(catalog: Catalog, window: Window, wanted: Filters) -> tuple[list[str], str | None, str | None]:
    page = catalog.read(event_pages.page, window, wanted)
    assert len(page.items) <= window.limit
    return [event.id for event in page.items], page.next, page.prev


def _walk(
    catalog: Catalog, cursor: str | None, *, back: bool, limit: int, oldest_first: bool, wanted: Filters
) -> Iterator[list[str]]:
    while cursor is not None:
        window = Window(limit=limit, cursor=cursor, oldest_first=oldest_first)
        ids, following, before = _places(catalog, window, wanted)
        yield ids
        cursor = before if back else following


def _all_of(catalog: Catalog, first: Window, wanted: Filters) -> list[str]:
    """Return all that is found from a page on, to both ends."""
    ids, following, before = _places(catalog, first, wanted)
    ways: dict[str, Any] = {"limit": first.limit, "oldest_first": first.oldest_first, "wanted": wanted}
    ahead = [each for some in _walk(catalog, following, back=False, **ways) for each in some]
    behind = list(_walk(catalog, before, back=True, **ways))
    return [each for some in reversed(behind) for each in some] + ids + ahead


# Few moments, so that several events share one; ids in any order.
_ROWS = st.lists(
    st.builds(
        Row,
        id=st.integers(0, 10**6).map(lambda number: f"{number:07x}"),
        camera=st.sampled_from(_CAMERAS),
        at=st.integers(0, 12),
        clips=st.integers(0, 1),
    ),
    max_size=30,
    unique_by=lambda row: row.id,
)
_WANTED = st.fixed_dictionaries(
    {},
    optional={
        "cameras": st.lists(st.sampled_from(_CAMERAS), max_size=3),
        "clips": st.booleans(),
        "after": st.integers(_FROM - 1, _FROM + 13),
        "before": st.integers(_FROM - 1, _FROM + 13),
    },
)
_QUIET = hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def home(catalog: Catalog) -> Catalog:
    """Return a catalog with cameras."""
    for camera in _CAMERAS:
        Filler(catalog).camera(camera)
    return catalog


def _expected(rows: Sequence[Row], wanted: Filters, *, oldest_first: bool) -> list[str]:
    found = [
        row
        for row in rows
        if row.camera in (wanted.get("cameras") or _CAMERAS)
        and (not wanted.get("clips") or row.clips)
        and _FROM + row.at >= (wanted.get("after") or 0)
        and _FROM + row.at < (wanted.get("before") or 2**60)
    ]
    return [row.id for row in sorted(found, key=lambda row: row.key, reverse=not oldest_first)]


@_QUIET
@given(
    rows=_ROWS,
    wanted=_WANTED,
    limit=st.integers(1, 7),
    oldest_first=st.booleans(),
    around=st.none() | st.integers(_FROM - 2, _FROM + 14),
)
def test_pages_have_everything_once(
    home: Catalog, *, rows: list[Row], wanted: Filters, limit: int, oldest_first: bool, around: int | None
) -> None:
    """From the first page or from the middle, in either order: both ways together have the whole list in its order."""
    home.write(_fill, rows).result()
    first = Window(limit=limit, oldest_first=oldest_first, around=around)
    assert _all_of(home, first, wanted) == _expected(rows, wanted, oldest_first=oldest_first)


@_QUIET
@given(_ROWS, _WANTED, st.integers(1, 9), st.integers(_FROM - 2, _FROM + 14))
def test_a_moment_is_in_the_middle(home: Catalog, rows: list[Row], wanted: Filters, limit: int, around: int) -> None:
    """As many are newer as are older, unless there are fewer; then the page is filled with what there is."""
    home.write(_fill, rows).result()
    page = home.read(event_pages.page, Window(limit=limit, around=around), wanted)
    whole = _expected(rows, wanted, oldest_first=False)
    assert len(page.items) == min(limit, len(whole))
    newer = sum(event.started_at >= around for event in page.items)
    at = {row.id: _FROM + row.at for row in rows}
    all_newer = sum(at[each] >= around for each in whole)
    assert newer == min(all_newer, max(limit // 2, limit - (len(whole) - all_newer)))


@_QUIET
@given(rows=_ROWS, more=_ROWS, wanted=_WANTED, limit=st.integers(1, 5), oldest_first=st.booleans(), data=st.data())
def test_what_is_added_or_goes_moves_nothing(
    home: Catalog,
    *,
    rows: list[Row],
    more: list[Row],
    wanted: Filters,
    limit: int,
    oldest_first: bool,
    data: st.DataObject,
) -> None:
    """Between two pages events come and go: what was there all the time is told once, in order, both ways."""
    known = {row.id for row in rows}
    more = [row for row in more if row.id not in known]
    gone = set(data.draw(st.lists(st.sampled_from(rows), max_size=3))) if rows else set()
    home.write(_fill, rows).result()
    window = Window(limit=limit, oldest_first=oldest_first)
    ids, cursor, _ = _places(home, window, wanted)
    home.write(_add, more).result()
    home.write(lambda db: db.executemany("DELETE FROM events WHERE id = ?", [(row.id,) for row in gone])).result()
    there = list(ids)
    for some in _walk(home, cursor, back=False, limit=limit, oldest_first=oldest_first, wanted=wanted):
        there += some
    stayed = [row for row in rows if row not in gone]
    order = [each for each in there if each in {row.id for row in stayed}]
    assert order == _expected(stayed, wanted, oldest_first=oldest_first)
    assert len(set(there)) == len(there)
    # From the other end it is all that is there now.
    other = Window(limit=limit, oldest_first=not oldest_first)
    assert _all_of(home, other, wanted) == _expected([*stayed, *more], wanted, oldest_first=not oldest_first)


def test_the_way_back_from_a_page_that_emptied(home: Catalog) -> None:
    """When all behind a page has gone, the empty page behind it still leads back to it."""
    rows = [Row(f"{number:02x}", "door", number) for number in range(4)]
    home.write(_fill, rows).result()
    _, cursor, _ = _places(home, Window(limit=2), {})
    home.write(lambda db: db.execute("DELETE FROM events WHERE started_at < ?", (_FROM + 2,))).result()
    ids, following, before = _places(home, Window(limit=2, cursor=cursor), {})
    assert (ids, following) == ([], None)
    assert _places(home, Window(limit=5, cursor=before), {})[0] == ["03", "02"]


def test_a_way_back_finds_what_came_since(home: Catalog) -> None:
    """The cursor back is good for asking later whether something new is there."""
    home.write(_fill, [Row(f"{number:02x}", "door", number) for number in range(4)]).result()
    _, _, before = _places(home, Window(limit=2, around=_FROM + 1), {})
    assert _places(home, Window(limit=9, cursor=before), {})[0] == ["03", "02"]
    home.write(_add, [Row("0a", "drive", 9)]).result()
    assert _places(home, Window(limit=9, cursor=before), {})[0] == ["0a", "03", "02"]


@pytest.mark.parametrize("side", ["", "=", "older", "<>", None, 1, ["<"]])
def test_a_side_of_somebodys_own_making_is_refused(home: Catalog, side: Any) -> None:  # noqa: ANN401 any JSON
    """As any cursor is that is not ours."""
    with pytest.raises(CursorError):
        home.read(event_pages.page, Window(cursor=encode(1, "a", side)), {})


def test_what_is_not_safe_yet(home: Catalog) -> None:
    """Events of which something is not proven to be in the archive, of the wanted cameras, in pages as any."""
    filler = Filler(home)
    made = []
    for number, camera in enumerate(_CAMERAS * 2):
        event = filler.event(camera, _FROM + number * 60_000)
        capture = filler.verified(camera, _FROM + number * 60_000, event)
        made.append((event, capture))
    query = "UPDATE captures SET state = ? WHERE id = ?"
    for (_, capture), state in zip(made[:4], (State.STORED, State.ARCHIVED) * 2, strict=True):
        home.write(lambda db, one=capture.id, state=state: db.execute(query, (state, one))).result()  # type: ignore[misc]
    wanted = [event.id for event, _ in made[:4]]
    assert _all_of(home, Window(limit=1, oldest_first=True), {"unarchived": True}) == wanted
    assert _all_of(home, Window(limit=3), {"unarchived": True, "cameras": ["door"]}) == [wanted[3], wanted[0]]
    assert _all_of(home, Window(limit=3), {"unarchived": True, "cameras": ["nowhere"]}) == []

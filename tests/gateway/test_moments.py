"""Moments: which events belong together, page by page as in one look."""

from collections.abc import Sequence
from sqlite3 import Connection

from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st
import pytest

from camvault_gateway.catalog import Catalog, CursorError
from camvault_gateway.catalog.lists import moments
from camvault_gateway.catalog.lists.event_pages import Filters
from camvault_gateway.catalog.lists.moments import Episode, Moment, divide
from camvault_gateway.catalog.lists.paging import encode

from .catalogs import Filler

_CAMERAS = ("door", "drive")
_MINUTE = 60_000
_FROM = 1_700_000_000_000 // 3_600_000 * 3_600_000


@pytest.fixture
def home(catalog: Catalog) -> Catalog:
    """Return a catalog with cameras."""
    for camera in _CAMERAS:
        Filler(catalog).camera(camera)
    return catalog


def _fill(db: Connection, episodes: Sequence[Episode]) -> None:
    db.execute("DELETE FROM events")
    query = "INSERT INTO events (id, camera, started_at, last_at, ended_at) VALUES (?, ?, ?, ?, ?)"
    db.executemany(
        query,
        [
            (each.id, _CAMERAS[number % 2], each.start, each.start, each.ended_at)
            for number, each in enumerate(episodes)
        ],
    )


def _all(catalog: Catalog, limit: int, wanted: Filters | None = None) -> list[Moment]:
    found: list[Moment] = []
    cursor = None
    while True:
        page = catalog.read(moments.list_page, wanted or {}, limit=limit, cursor=cursor)
        assert len(page.items) <= limit
        found += page.items
        if (cursor := page.next) is None:
            return found


def _ids(found: Sequence[Moment]) -> list[list[str]]:
    return [[event.id for event in moment.events] for moment in found]


def _episodes(*spans: tuple[float, float]) -> list[Episode]:
    """Return episodes by the minutes of their begin and end."""
    return [
        Episode(_FROM + int(begin * _MINUTE), f"{number:03}", _FROM + int(end * _MINUTE))
        for number, (begin, end) in enumerate(spans)
    ]


@pytest.mark.parametrize(
    ("spans", "sizes"),
    [
        ([], []),
        ([(0, 1), (2, 2.5)], [2]),
        ([(0, 1), (2.01, 2.5)], [1, 1]),
        ([(0, 5), (1, 1.1), (5.5, 6)], [3]),
        # Whoever is within a minute of any of them belongs to them, but for ten minutes at most.
        ([(number, number + 0.5) for number in range(20)], [10, 10]),
        ([(0, 90), (9, 9.1), (10, 10.1), (80, 80.1)], [2, 1, 1]),
        # The last minute of an hour is no border.
        ([(59.9, 59.95), (60.1, 60.2)], [2]),
    ],
)
def test_what_belongs_together(spans: list[tuple[float, float]], sizes: list[int]) -> None:
    """Events that overlap, or are a minute apart at most; cut after ten minutes."""
    assert [len(moment) for moment in divide(_episodes(*spans))] == sizes


def test_a_home_without_a_pause_is_cut_at_hours() -> None:
    """So what belongs together follows from a few hours."""
    busy = _episodes(*((7 + number * 0.9, 7.1 + number * 0.9) for number in range(300)))
    starts = [(moment[0].start - _FROM) / _MINUTE for moment in divide(busy)]
    assert [start for start in starts if start % 60 < 0.9 and start >= 60] == [
        min(each for each in starts if each >= hour) for hour in (120, 180, 240)
    ]


_STEPS = st.lists(
    st.tuples(st.sampled_from([0, 1000, 30_000, 59_000, 60_000, 61_000, 300_000, 4_000_000]), st.integers(0, 900_000)),
    max_size=120,
)


@hypothesis_settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, limit=st.integers(1, 6), looked_at=st.integers(1, 8))
def test_pages_are_as_one_look(
    home: Catalog, monkeypatch: pytest.MonkeyPatch, *, steps: list[tuple[int, int]], limit: int, looked_at: int
) -> None:
    """However little is looked at in one go, each event is in one moment, the very one that all together give."""
    monkeypatch.setattr(moments, "_LOOKED_AT", looked_at)
    at, episodes = _FROM, []
    for number, (pause, length) in enumerate(steps):
        at += pause
        episodes.append(Episode(at, f"{number:04}", None if length > 890_000 else at + length))
    home.write(_fill, episodes).result()
    wanted = [[each.id for each in moment] for moment in reversed(divide(episodes))]
    assert _ids(_all(home, limit)) == wanted


def test_of_some_cameras_only(home: Catalog) -> None:
    """What other cameras saw neither is in moments nor joins them."""
    home.write(_fill, _episodes((0, 0.1), (0.9, 1), (1.8, 1.9))).result()
    assert _ids(_all(home, 5)) == [["000", "001", "002"]]
    assert _ids(_all(home, 5, {"cameras": ["door"]})) == [["002"], ["000"]]
    assert _ids(_all(home, 1, {"before": _FROM + _MINUTE})) == [["000", "001"]]


def test_it_is_over_when_all_are(home: Catalog) -> None:
    """While one of its events goes on, a moment has no end."""
    first, second = _episodes((0, 3), (1, 2))
    home.write(_fill, [first, second]).result()
    (moment,) = _all(home, 5)
    assert (moment.started_at, moment.ended_at) == (_FROM, _FROM + 3 * _MINUTE)
    home.write(_fill, [first, second._replace(ended_at=None)]).result()
    assert _all(home, 5)[0].ended_at is None


def test_very_large_ones_come_a_few_at_a_time(home: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer has so many events at most, or one moment; nothing is left out."""
    monkeypatch.setattr(moments, "_MOST_EVENTS", 5)
    home.write(_fill, _episodes(*((number * 0.1, number * 0.1) for number in range(250)))).result()
    found = _all(home, 50)
    assert sorted(each for some in _ids(found) for each in some) == [f"{number:03}" for number in range(250)]


def test_a_cursor_of_another_list_is_refused(home: Catalog) -> None:
    """Moments go on to older ones only."""
    with pytest.raises(CursorError):
        home.read(moments.list_page, {}, limit=1, cursor=encode(1, "a", ">"))

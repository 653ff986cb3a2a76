"""The calendar's counts of captures and events: by day, hour and quarter, camera by camera, in any time zone."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st
import pytest

from camvault_gateway.catalog import Catalog
from camvault_gateway.catalog.lists import calendar
from camvault_gateway.catalog.lists.calendar import Span, Unit
from camvault_gateway.catalog.seen import users
from camvault_gateway.model import NEW_MS, Capture, Kind, State, from_millis, to_millis

from .catalogs import Filler

_CAMERAS = ("door", "drive", "garden")
_QUARTER = 900_000
# Around the night in which the clocks of Berlin go back.
_FROM = to_millis(datetime(2026, 10, 24, 20, tzinfo=UTC))

type Seen = tuple[str, int, tuple[str, ...]]


@pytest.fixture
def home(catalog: Catalog) -> Catalog:
    """Return a catalog with cameras."""
    for camera in _CAMERAS:
        Filler(catalog).camera(camera)
    return catalog


def _fill(db: Connection, shots: Sequence[tuple[str, int]], episodes: Sequence[Seen]) -> None:
    db.execute("DELETE FROM captures")
    db.execute("DELETE FROM events")
    db.execute("DELETE FROM quarters")
    db.executemany(
        "INSERT INTO events (id, camera, started_at, last_at, labels) VALUES (?, ?, ?, ?, ?)",
        [
            (f"{number:03}", camera, at, at, str(list(labels)).replace("'", '"'))
            for number, (camera, at, labels) in enumerate(episodes)
        ],
    )
    db.executemany(
        "INSERT INTO captures (id, camera, event, kind, original_path, extension, content_type, captured_at,"
        " started_at, received_at, labels, scheduled, size, sha256, state, condition, thumbnail)"
        " VALUES (?1, ?2, ?4, 'clip', '', '', '', ?3, ?3, ?3, '[]', 0, 1, '', 'stored', 'complete', 0)",
        [(f"{number:03}", camera, at, _event_of(camera, episodes)) for number, (camera, at) in enumerate(shots)],
    )


def _event_of(camera: str, episodes: Sequence[Seen]) -> str | None:
    return next((f"{number:03}" for number, each in enumerate(episodes) if each[0] == camera), None)


_MOMENTS = st.integers(_FROM, _FROM + 30 * 3_600_000)
_SHOTS = st.lists(st.tuples(st.sampled_from(_CAMERAS), _MOMENTS), max_size=25, unique=True)
_EPISODES = st.lists(
    st.tuples(
        st.sampled_from(_CAMERAS), _MOMENTS, st.lists(st.sampled_from(["person", "vehicle"]), unique=True).map(tuple)
    ),
    max_size=15,
)
_ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"])


def _start(at: int, zone: ZoneInfo, unit: Unit) -> int:
    local = from_millis(at).astimezone(zone)
    if unit is Unit.DAY:
        return to_millis(datetime(local.year, local.month, local.day, tzinfo=zone))
    step = _QUARTER if unit is Unit.QUARTER else 4 * _QUARTER
    offset = int((local.utcoffset() or timedelta()).total_seconds() * 1000)
    return (at + offset) // step * step - offset


def _told(spans: Sequence[Span]) -> dict[tuple[int, str | None], tuple[int, int]]:
    assert [span.start for span in spans] == sorted((span.start for span in spans), reverse=True)
    return {(span.start, span.camera): (span.captures, span.events) for span in spans}


@hypothesis_settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    shots=_SHOTS,
    episodes=_EPISODES,
    zone_name=_ZONES,
    unit=st.sampled_from(list(Unit)),
    split=st.booleans(),
    cameras=st.lists(st.sampled_from([*_CAMERAS, "nobody"]), max_size=3),
    labels=st.lists(st.sampled_from(["person", "vehicle", "cat"]), max_size=2),
    bounds=st.none() | st.tuples(_MOMENTS, _MOMENTS),
)
def test_counts_are_those_of_a_fresh_look(
    home: Catalog,
    *,
    shots: list[tuple[str, int]],
    episodes: list[Seen],
    zone_name: str,
    unit: Unit,
    split: bool,
    cameras: list[str],
    labels: list[str],
    bounds: tuple[int, int] | None,
) -> None:
    """Whatever is asked, the spans have what began or was taken in them, and none is empty."""
    home.write(_fill, shots, episodes).result()
    zone = ZoneInfo(zone_name)
    after, before = bounds or (None, None)
    first = (after or 0) // _QUARTER * _QUARTER
    last = 2**60 if before is None else -(-before // _QUARTER) * _QUARTER
    counts: tuple[Counter[tuple[int, str | None]], Counter[tuple[int, str | None]]] = (Counter(), Counter())
    for kind, camera, at, told, number in (
        *((0, camera, at, (), 1) for camera, at in (() if labels else shots)),
        *((1, camera, at, told, 1) for camera, at, told in episodes),
        *(
            (0, camera, at, told, sum(_event_of(each, episodes) == f"{place:03}" for each, _ in shots))
            for place, (camera, at, told) in enumerate(episodes if labels else ())
        ),
    ):
        if camera in (cameras or _CAMERAS) and first <= at < last and (not labels or set(told) & set(labels)):
            counts[kind][_start(at, zone, unit), camera if split else None] += number
    wanted = {key: (counts[0][key], counts[1][key]) for key in counts[0].keys() | counts[1].keys()}
    found = home.read(
        calendar.spans, zone, unit, split=split, cameras=cameras, labels=labels, after=after, before=before
    )
    assert _told(found) == {key: both for key, both in wanted.items() if any(both)}


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_quarters_of_a_day_that_sets_the_clocks(home: Catalog, day: str, hours: int) -> None:
    """Each quarter is one, the hour that comes twice has eight, and together they are the day."""
    zone = ZoneInfo("Europe/Berlin")
    midnight = to_millis(datetime.fromisoformat(day).replace(tzinfo=zone))
    moments = [midnight + number * _QUARTER for number in range(hours * 4)]
    home.write(_fill, [("door", at) for at in moments], [("drive", at, ()) for at in moments]).result()
    (whole,) = home.read(calendar.spans, zone, Unit.DAY)
    assert (whole.end - whole.start, whole.captures, whole.events) == (hours * 4 * _QUARTER, hours * 4, hours * 4)
    quarters = home.read(calendar.spans, zone, Unit.QUARTER, after=whole.start, before=whole.end)
    assert [span.start for span in reversed(quarters)] == moments
    assert {(span.end - span.start, span.captures, span.events) for span in quarters} == {(_QUARTER, 1, 1)}
    split = home.read(calendar.spans, zone, Unit.DAY, split=True)
    assert [(span.camera, span.captures, span.events) for span in split] == [
        ("door", hours * 4, 0),
        ("drive", 0, hours * 4),
    ]


def test_unseen_are_counted_beside(home: Catalog) -> None:
    """Of the same events, those that a user has not seen; without a user there is no count."""
    home.write(_fill, [], [("door", _FROM, ()), ("drive", _FROM + 2, ())]).result()
    utc = ZoneInfo("UTC")
    home.write(users.know, "anna", _FROM + 1 + NEW_MS).result()
    (span,) = home.read(calendar.spans, utc, Unit.QUARTER, unseen_of="anna")
    assert (span.events, span.unseen) == (2, 1)
    (span,) = home.read(calendar.spans, utc, Unit.DAY)
    assert span.unseen is None


def test_a_capture_that_left_leaves_no_empty_day(home: Catalog) -> None:
    """A quarter that has nothing any more is none."""
    filler = Filler(home)
    capture: Capture = filler.verified("door", _FROM, kind=Kind.SNAPSHOT)
    assert capture.state is State.VERIFIED
    home.write(lambda db: db.execute("DELETE FROM captures")).result()
    for unit in Unit:
        assert home.read(calendar.spans, ZoneInfo("UTC"), unit) == []

"""What people type into a search, read into words and a time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings, strategies as st
import pytest

from camvault_gateway.model import Millis, to_millis
from camvault_gateway.search import Wanted, understand

_ZONE = ZoneInfo("Europe/Berlin")
# A Monday.
_NOW = datetime(2026, 11, 23, 15, 0, tzinfo=_ZONE)


def _at(text: str) -> Millis | None:
    return to_millis(datetime.fromisoformat(text).replace(tzinfo=_ZONE)) if text else None


def _shown(moment: Millis | None, zone: ZoneInfo = _ZONE) -> str:
    return "" if moment is None else f"{datetime.fromtimestamp(moment / 1000, zone):%Y-%m-%d %H:%M}"


def _read(text: str, now: datetime = _NOW) -> tuple[str, str, str]:
    """Return the words, and from when until when by the clocks there."""
    wanted = understand(text, now)
    return wanted.words, _shown(wanted.after), _shown(wanted.before)


@pytest.mark.parametrize(
    ("text", "words", "after", "before"),
    [
        ("Yesterday evening driveway person", "driveway person", "2026-11-22 17:00", "2026-11-23 00:00"),
        ("driveway, yesterday", "driveway", "2026-11-22 00:00", "2026-11-23 00:00"),
        ("evening of yesterday", "", "2026-11-22 17:00", "2026-11-23 00:00"),
        ("the day before yesterday", "", "2026-11-21 00:00", "2026-11-22 00:00"),
        ("last friday", "", "2026-11-20 00:00", "2026-11-21 00:00"),
        ("friday night", "", "2026-11-20 21:00", "2026-11-21 06:00"),
        ("monday", "", "2026-11-23 00:00", "2026-11-24 00:00"),
        ("last monday", "", "2026-11-16 00:00", "2026-11-17 00:00"),
        ("14 march", "", "2026-03-14 00:00", "2026-03-15 00:00"),
        ("march 14th 2025 dog", "dog", "2025-03-14 00:00", "2025-03-15 00:00"),
        ("the 2nd of december", "", "2025-12-02 00:00", "2025-12-03 00:00"),
        ("29 february", "", "2024-02-29 00:00", "2024-03-01 00:00"),
        ("march 2025", "", "2025-03-01 00:00", "2025-04-01 00:00"),
        ("december 2025", "", "2025-12-01 00:00", "2026-01-01 00:00"),
        ("2026-10-25", "", "2026-10-25 00:00", "2026-10-26 00:00"),
        ("5.3. vehicles", "vehicle", "2026-03-05 00:00", "2026-03-06 00:00"),
        ("5.3", "", "2026-03-05 00:00", "2026-03-06 00:00"),
        ("from 3 march to 5 march", "", "2026-03-03 00:00", "2026-03-06 00:00"),
        ("this morning", "", "2026-11-23 05:00", "2026-11-23 12:00"),
        ("morning", "", "2026-11-23 05:00", "2026-11-23 12:00"),
        ("last night", "", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("overnight", "", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("tonight", "", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("22/11/2026", "", "2026-11-22 00:00", "2026-11-23 00:00"),
        ("11/22 dog", "dog", "2026-11-22 00:00", "2026-11-23 00:00"),
        ("3/5", "3/5", "", ""),
        ("31/31", "31/31", "", ""),
        ("day before yesterday", "", "2026-11-21 00:00", "2026-11-22 00:00"),
        ("late last night", "", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("this week", "", "2026-11-23 00:00", "2026-11-30 00:00"),
        ("last week", "", "2026-11-16 00:00", "2026-11-23 00:00"),
        ("weekend", "", "2026-11-21 00:00", "2026-11-23 00:00"),
        ("person last weekend", "person", "2026-11-21 00:00", "2026-11-23 00:00"),
        ("last month", "", "2026-10-01 00:00", "2026-11-01 00:00"),
        ("this year", "", "2026-01-01 00:00", "2027-01-01 00:00"),
        ("3 days ago", "", "2026-11-20 00:00", "2026-11-21 00:00"),
        ("a week ago", "", "2026-11-16 00:00", "2026-11-17 00:00"),
        ("the last 3 days", "", "2026-11-20 15:00", "2026-11-23 15:00"),
        ("in the last half an hour", "", "2026-11-23 14:30", "2026-11-23 15:00"),
        ("last 24h", "", "2026-11-22 15:00", "2026-11-23 15:00"),
        ("past two hrs person", "person", "2026-11-23 13:00", "2026-11-23 15:00"),
        ("four days ago", "", "2026-11-19 00:00", "2026-11-20 00:00"),
        ("last hour", "", "2026-11-23 14:00", "2026-11-23 15:00"),
        ("since yesterday", "", "2026-11-22 00:00", "2026-11-23 15:00"),
        ("since 9:00", "", "2026-11-23 09:00", "2026-11-23 15:00"),
        ("person after 22:00", "person", "2026-11-22 22:00", "2026-11-23 15:00"),
        ("since yesterday 22:00", "", "2026-11-22 22:00", "2026-11-23 15:00"),
        ("yesterday after 8 pm", "", "2026-11-22 20:00", "2026-11-23 00:00"),
        ("yesterday evening after 8", "", "2026-11-22 20:00", "2026-11-23 00:00"),
        ("yesterday until noon", "", "2026-11-22 00:00", "2026-11-22 12:00"),
        ("today before 9", "", "2026-11-23 00:00", "2026-11-23 09:00"),
        ("before 22:00", "", "2026-11-22 00:00", "2026-11-22 22:00"),
        ("before march 2025", "", "2000-01-01 01:00", "2025-04-01 00:00"),
        ("22:00-06:00", "", "2026-11-22 22:00", "2026-11-23 06:00"),
        ("between 22:00 and 06:00", "", "2026-11-22 22:00", "2026-11-23 06:00"),
        ("yesterday 22:00 - 06:00", "", "2026-11-22 22:00", "2026-11-23 06:00"),
        ("8-10 am", "", "2026-11-23 08:00", "2026-11-23 10:00"),
        ("8 to 10pm yesterday car", "car", "2026-11-22 20:00", "2026-11-22 22:00"),
        ("10 pm to 6 am", "", "2026-11-22 22:00", "2026-11-23 06:00"),
        ("between 8 and 10 yesterday", "", "2026-11-22 08:00", "2026-11-22 10:00"),
        ("noon to 2:30 pm", "", "2026-11-23 12:00", "2026-11-23 14:30"),
        ("show me all persons at the door", "person door", "", ""),
        ("people", "person", "", ""),
        ("the", "the", "", ""),
        ("show me today", "", "2026-11-23 00:00", "2026-11-24 00:00"),
        ("0001-01-01", "0001-01-01", "", ""),
        ("9999-12-31", "9999-12-31", "", ""),
        ("2026-10-27 23:00 - 24:00", "", "2026-10-27 23:00", "2026-10-28 00:00"),
        ("31 feb", "31 feb", "", ""),
        ("2026-02-30", "2026-02-30", "", ""),
        ("may", "may", "", ""),
        ("sat", "sat", "", ""),
        ("after", "after", "", ""),
        ("since the storm", "since storm", "", ""),
        ("25:00 13 pm", "25:00 13 pm", "", ""),
        ("999999 weeks ago", "999999 weeks ago", "", ""),
        ("last 999999 weeks", "last 999999 weeks", "", ""),
        ("last dog", "last dog", "", ""),
        ("Driveway_00_2026", "driveway_00_2026", "", ""),
        ("front door 10", "front door 10", "", ""),
        ("8-10", "8-10", "", ""),
        ("", "", "", ""),
    ],
)
def test_spans(text: str, words: str, after: str, before: str) -> None:
    """What tells a time is taken for one, and what does not is looked for."""
    assert _read(text) == (words, after, before)
    assert understand(text, _NOW).moment is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("today 14:30", "2026-11-23 14:30"),
        ("yesterday 2:35 pm", "2026-11-22 14:35"),
        ("yesterday 2.35pm", "2026-11-22 14:35"),
        ("yesterday at 2:35 p.m.", "2026-11-22 14:35"),
        ("yesterday 14.35", "2026-11-22 14:35"),
        ("14h35 yesterday", "2026-11-22 14:35"),
        ("yesterday at 9", "2026-11-22 09:00"),
        ("yesterday 9 o'clock", "2026-11-22 09:00"),
        ("8:15 yesterday evening", "2026-11-22 20:15"),
        ("3pm yesterday", "2026-11-22 15:00"),
        ("12 am", "2026-11-23 00:00"),
        ("12:05 pm", "2026-11-23 12:05"),
        ("noon", "2026-11-23 12:00"),
        ("27 oct 14:35", "2026-10-27 14:35"),
        ("2026-10-27 14:35", "2026-10-27 14:35"),
        ("2026-10-27T14:35:12", "2026-10-27 14:35"),
        ("30 minutes ago", "2026-11-23 14:30"),
        ("an hour ago", "2026-11-23 14:00"),
        ("half an hour ago", "2026-11-23 14:30"),
        ("2h ago", "2026-11-23 13:00"),
        ("a couple of hours ago", "2026-11-23 13:00"),
        ("5 mins ago", "2026-11-23 14:55"),
        ("yesterday 22:30h", "2026-11-22 22:30"),
        ("2 hours ago person", "2026-11-23 13:00"),
        ("23:30", "2026-11-22 23:30"),
    ],
)
def test_moments(text: str, moment: str) -> None:
    """A moment lies within the span that is looked at, and is told, so that what is nearest to it can come first."""
    wanted = understand(text, _NOW)
    assert wanted.moment == _at(moment)
    assert wanted.after is not None
    assert wanted.before is not None
    assert wanted.after <= _at(moment) < wanted.before  # type: ignore[operator]
    assert wanted.before - wanted.after <= 75 * 60_000


@pytest.mark.parametrize(
    ("now", "text", "after", "before"),
    [
        ("09:00", "person at night", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("09:00", "evening", "2026-11-22 17:00", "2026-11-23 00:00"),
        ("09:00", "this evening", "2026-11-22 17:00", "2026-11-23 00:00"),
        ("18:00", "this evening", "2026-11-23 17:00", "2026-11-24 00:00"),
        ("09:00", "morning", "2026-11-23 05:00", "2026-11-23 12:00"),
        ("04:59", "morning", "2026-11-22 05:00", "2026-11-22 12:00"),
        ("05:00", "morning", "2026-11-23 05:00", "2026-11-23 12:00"),
        ("09:00", "3 pm", "2026-11-22 14:45", "2026-11-22 16:00"),
        ("14:50", "3 pm", "2026-11-23 14:45", "2026-11-23 16:00"),
        ("09:00", "23:30", "2026-11-22 23:15", "2026-11-23 00:30"),
        ("09:00", "tonight", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("01:00", "tonight", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("22:00", "tonight", "2026-11-23 21:00", "2026-11-24 06:00"),
        ("01:00", "last night", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("01:00", "night", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("22:00", "night", "2026-11-23 21:00", "2026-11-24 06:00"),
        ("01:00", "22:00-06:00", "2026-11-22 22:00", "2026-11-23 06:00"),
        # A weekday is the last one of which that part has come; a day that is named is that day.
        ("09:00", "monday 3 pm", "2026-11-16 14:45", "2026-11-16 16:00"),
        ("15:00", "monday 3 pm", "2026-11-23 14:45", "2026-11-23 16:00"),
        ("09:00", "monday 22:00-23:00", "2026-11-16 22:00", "2026-11-16 23:00"),
        ("09:00", "monday night", "2026-11-16 21:00", "2026-11-17 06:00"),
        ("09:00", "today 3 pm", "2026-11-23 14:45", "2026-11-23 16:00"),
        ("09:00", "yesterday 3 pm", "2026-11-22 14:45", "2026-11-22 16:00"),
        ("09:00", "22 november evening", "2026-11-22 17:00", "2026-11-23 00:00"),
    ],
)
def test_what_has_not_come_yet_is_the_last_one_that_has(now: str, text: str, after: str, before: str) -> None:
    """No capture can be in the future."""
    _, *span = _read(text, datetime.fromisoformat(f"2026-11-23T{now}").replace(tzinfo=_ZONE))
    assert span == [after, before]


@pytest.mark.parametrize(
    ("now", "text", "after"),
    [
        ("2026-11-22 12:00", "weekend", "2026-11-21 00:00"),
        ("2026-11-22 12:00", "last weekend", "2026-11-14 00:00"),
    ],
)
def test_weekends(now: str, text: str, after: str) -> None:
    """The last one is over."""
    assert _read(text, datetime.fromisoformat(now).replace(tzinfo=_ZONE))[1] == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("14:35", "2026-11-20 14:20"),
        ("22:00-06:00", "2026-11-20 22:00"),
        ("evening", "2026-11-20 17:00"),
        ("since 9:00", "2026-11-20 09:00"),
        ("today", "2026-11-23 00:00"),
        ("person", ""),
    ],
)
def test_a_time_of_day_is_that_of_the_day_that_is_looked_at(text: str, after: str) -> None:
    """Who searches in a day's folder means that day; a day that is named is another matter."""
    assert _shown(understand(text, _NOW, datetime(2026, 11, 21, tzinfo=_ZONE)).after) == after


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize(
    "text", ["0001-01-01", "1969-12-31", "9999-12-31", "january 0001", "december 9999", "9999-12-30 night"]
)
def test_times_without_end(text: str, zone: str) -> None:
    """Whoever types a time that no calendar holds gets an answer, wherever that is."""
    assert not understand(text, _NOW.astimezone(ZoneInfo(zone))).is_empty


@pytest.mark.parametrize(
    ("now", "text", "hours"),
    [
        (datetime(2026, 10, 25, 20, 0, tzinfo=_ZONE), "today", 25),
        (datetime(2026, 3, 29, 20, 0, tzinfo=_ZONE), "today", 23),
        (datetime(2026, 3, 29, 8, 0, tzinfo=_ZONE), "last night", 8),
        (datetime(2026, 10, 25, 8, 0, tzinfo=_ZONE), "last 6 hours", 6),
    ],
)
def test_days_that_set_the_clocks(now: datetime, text: str, hours: int) -> None:
    """A day is as long as it is there, and hours are hours."""
    wanted = understand(text, now)
    assert wanted.after is not None
    assert wanted.before is not None
    assert wanted.before - wanted.after == hours * 3_600_000


_ANY_WORD = st.sampled_from(
    [
        *("last", "this", "next", "14", "31", "0", "2026", "march", "feb", "friday", "night", "morning", "weekend"),
        *("ago", "days", "hours", "week", "year", "14:30", "3", "pm", "today", "may", "of", "between", "and", "since"),
        *("22:00-06:00", "before", "at", "to", "half", "an", "2:35", "2.35pm", "overnight", "until"),
    ]
)


@settings(max_examples=500, deadline=None)
@given(
    text=st.lists(_ANY_WORD | st.text(max_size=8), max_size=8).map(" ".join),
    now=st.integers(632_000_000, 3_790_000_000),
    zone=st.timezones(),
)
def test_any_text(text: str, now: int, zone: ZoneInfo) -> None:
    """Whatever is typed has an answer: both ends or none, in order, and words that were typed."""
    wanted = understand(text, datetime.fromtimestamp(now, zone))
    assert (wanted.after is None) == (wanted.before is None)
    if wanted.after is not None and wanted.before is not None:
        assert wanted.after <= wanted.before
    typed = {word.strip(",;!?") for word in text.casefold().split()}
    assert set(wanted.words.split()) <= typed | {word.removesuffix("s") for word in typed}


def test_within() -> None:
    """A place's own time counts, too."""
    noon, one, two = (to_millis(datetime(2026, 11, 23, hour, tzinfo=UTC)) for hour in (12, 13, 14))
    assert Wanted("x").within(None, None) == Wanted("x")
    assert Wanted("x").within(noon, one) == Wanted("x", noon, one)
    assert Wanted("x", noon, two, one).within(one, two) == Wanted("x", one, two, one)

"""Test reading what people search for."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.camvault.search_words import Wanted, understand

_ZONE = ZoneInfo("Europe/Berlin")
# A Monday.
_NOW = datetime(2026, 11, 23, 15, 0, tzinfo=_ZONE)
_LABELS = {"person": "person", "vehicle": "vehicle", "people": "person", "fahrzeug": "vehicle"}


def _read(text: str, now: datetime = _NOW) -> tuple[str, str, str]:
    """Return the words, and from when until when by the clocks there."""
    wanted = understand(text, now, _LABELS)
    times = [moment and f"{moment.astimezone(now.tzinfo):%Y-%m-%d %H:%M}" for moment in (wanted.after, wanted.before)]
    return wanted.words, times[0] or "", times[1] or ""


@pytest.mark.parametrize(
    ("text", "words", "after", "before"),
    [
        ("Yesterday evening driveway person", "driveway person", "2026-11-22 17:00", "2026-11-23 00:00"),
        ("driveway, yesterday", "driveway", "2026-11-22 00:00", "2026-11-23 00:00"),
        ("evening of yesterday", "", "2026-11-22 17:00", "2026-11-23 00:00"),
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
        ("5.3. fahrzeug", "vehicle", "2026-03-05 00:00", "2026-03-06 00:00"),
        ("from 3 march to 5 march", "", "2026-03-03 00:00", "2026-03-06 00:00"),
        ("this morning", "", "2026-11-23 05:00", "2026-11-23 12:00"),
        ("morning", "", "2026-11-23 05:00", "2026-11-23 12:00"),
        ("last night", "", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("tonight", "", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("this week", "", "2026-11-23 00:00", "2026-11-30 00:00"),
        ("last week", "", "2026-11-16 00:00", "2026-11-23 00:00"),
        ("last month", "", "2026-10-01 00:00", "2026-11-01 00:00"),
        ("this year", "", "2026-01-01 00:00", "2027-01-01 00:00"),
        ("2 hours ago", "", "2026-11-23 13:00", "2026-11-23 14:00"),
        ("3 days ago", "", "2026-11-20 00:00", "2026-11-21 00:00"),
        ("the last 3 days", "", "2026-11-20 15:00", "2026-11-23 15:00"),
        ("last hour", "", "2026-11-23 14:00", "2026-11-23 15:00"),
        ("today 14:30", "", "2026-11-23 14:15", "2026-11-23 15:30"),
        ("3pm yesterday", "", "2026-11-22 14:45", "2026-11-22 16:00"),
        ("12 am", "", "2026-11-22 23:45", "2026-11-23 01:00"),
        ("show me all persons at the door", "person door", "", ""),
        ("people", "person", "", ""),
        ("the", "the", "", ""),
        ("show me today", "", "2026-11-23 00:00", "2026-11-24 00:00"),
        ("31 feb", "31 feb", "", ""),
        ("2026-02-30", "2026-02-30", "", ""),
        ("may", "may", "", ""),
        ("sat", "sat", "", ""),
        ("25:00 13 pm", "25:00 13 pm", "", ""),
        ("999999 weeks ago", "999999 weeks ago", "", ""),
        ("last 999999 weeks", "last 999999 weeks", "", ""),
        ("last dog", "last dog", "", ""),
        ("Driveway_00_2026", "driveway_00_2026", "", ""),
        ("front door 10", "front door 10", "", ""),
        ("", "", "", ""),
    ],
)
def test_words(text: str, words: str, after: str, before: str) -> None:
    """What tells a time is taken for one, and what does not is looked for."""
    assert _read(text) == (words, after, before)


@pytest.mark.parametrize(
    ("now", "text", "after", "before"),
    [
        ("09:00", "night", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("09:00", "evening", "2026-11-22 17:00", "2026-11-23 00:00"),
        ("09:00", "this evening", "2026-11-22 17:00", "2026-11-23 00:00"),
        ("09:00", "morning", "2026-11-23 05:00", "2026-11-23 12:00"),
        ("04:59", "morning", "2026-11-22 05:00", "2026-11-22 12:00"),
        ("05:00", "morning", "2026-11-23 05:00", "2026-11-23 12:00"),
        ("09:00", "3 pm", "2026-11-22 14:45", "2026-11-22 16:00"),
        ("14:50", "3 pm", "2026-11-23 14:45", "2026-11-23 16:00"),
        ("09:00", "23:30", "2026-11-22 23:15", "2026-11-23 00:30"),
        ("01:00", "tonight", "2026-11-22 21:00", "2026-11-23 06:00"),
        ("22:00", "tonight", "2026-11-23 21:00", "2026-11-24 06:00"),
        ("01:00", "last night", "2026-11-22 21:00", "2026-11-23 06:00"),
        # A weekday is the last one of which that part has come; a day that is named is that day.
        ("09:00", "monday 3 pm", "2026-11-16 14:45", "2026-11-16 16:00"),
        ("15:00", "monday 3 pm", "2026-11-23 14:45", "2026-11-23 16:00"),
        ("09:00", "monday night", "2026-11-16 21:00", "2026-11-17 06:00"),
        ("09:00", "today 3 pm", "2026-11-23 14:45", "2026-11-23 16:00"),
        ("09:00", "yesterday 3 pm", "2026-11-22 14:45", "2026-11-22 16:00"),
        ("09:00", "22 november evening", "2026-11-22 17:00", "2026-11-23 00:00"),
    ],
)
def test_what_has_not_come_is_what_came_last(now: str, text: str, after: str, before: str) -> None:
    """Nothing was captured in the future, so nobody looks for it there."""
    assert _read(text, datetime.fromisoformat(f"2026-11-23T{now}").replace(tzinfo=_ZONE)) == ("", after, before)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize(
    "text", ["0001-01-01", "1969-12-31", "9999-12-31", "january 0001", "december 9999", "9999-12-30 night"]
)
def test_times_without_end(text: str, zone: str) -> None:
    """Whoever types a time that no calendar holds gets an answer, wherever that is."""
    assert understand(text, _NOW.astimezone(ZoneInfo(zone)), {}).possible


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
    wanted = understand(text, now, {})
    assert wanted.after
    assert wanted.before
    assert (wanted.before - wanted.after).total_seconds() == hours * 3600


_ANY_WORD = st.sampled_from(
    [
        *("last", "this", "next", "14", "31", "0", "2026", "march", "feb", "friday", "night", "morning"),
        *("ago", "days", "hours", "week", "year", "14:30", "3", "pm", "today", "may", "of"),
    ]
)


@settings(max_examples=500, deadline=None)
@given(
    text=st.lists(_ANY_WORD | st.text(max_size=8), max_size=8).map(" ".join),
    now=st.integers(632_000_000, 3_790_000_000),
    zone=st.timezones(),
)
def test_any_text(text: str, now: int, zone: ZoneInfo) -> None:
    """Whatever is typed has an answer: a time that is not empty, and words that were typed."""
    wanted = understand(text, datetime.fromtimestamp(now, zone), {})
    assert (wanted.after is None) == (wanted.before is None)
    assert wanted.possible
    assert set(wanted.words.split()) <= {word.strip(",;!?") for word in text.casefold().split()}


def test_within() -> None:
    """A place's own time counts, too."""
    noon, one, two = (datetime(2026, 11, 23, hour, tzinfo=UTC) for hour in (12, 13, 14))
    assert Wanted("x").within(None) == Wanted("x")
    assert Wanted("x").within((noon, one)) == Wanted("x", noon, one)
    assert Wanted("x", noon, two).within((one, two)) == Wanted("x", one, two)
    assert not Wanted("x", noon, one).within((one, two)).possible

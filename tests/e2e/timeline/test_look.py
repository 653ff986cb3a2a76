"""Jobs of somebody who wants to see something."""

from datetime import datetime, timedelta
import re
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.e2e.browser import Screen, fits
from tests.e2e.running import Running

from .conftest import Sit
from .places import button, player, plays, rows, tile, to_timeline


def test_what_happened_at_the_front_door(sit: Sit, screen: Screen) -> None:
    """One tap on the dashboard's card, and it plays there."""
    person = sit(screen)
    latest = tile(person.page, "Front door")
    expect(latest).to_be_visible()
    with person.does(1, "Front door: see what happened", taps=1):
        person.tap(latest)
        plays(person.page)
    expect(button(player(person.page), "Close")).to_be_visible()
    person.page.keyboard.press("Escape")
    expect(player(person.page)).to_have_count(0)
    assert fits(person.page)


def test_the_night_at_all_cameras(sit: Sit, screen: Screen) -> None:
    """Everything that was not seen plays by itself, oldest first."""
    person = sit(screen)
    with person.does(2, "The night at all cameras", taps=2):
        to_timeline(person)
        person.tap(button(person.page.locator("camvault-chips"), re.compile("Catch up")))
        expect(person.page.locator("camvault-catch-up")).to_be_visible()
        plays(person.page)


def test_yesterday_at_a_time(past: Running, sit: Sit, screen: Screen) -> None:
    """The list opens at that moment, and goes on in both directions."""
    person = sit(screen)
    zone = ZoneInfo(past.home.get("/api/config").json()["time_zone"])
    page = person.page
    with person.does(3, "Yesterday at 14:35", taps=4):
        to_timeline(person)
        person.tap(button(page.locator("camvault-panel-bar"), "Calendar"))
        calendar = page.locator("camvault-calendar")
        person.tap(button(calendar, "Yesterday"))
        person.tap(calendar.get_by_role("textbox", name="Time"))
        person.write("14:35")
        expect(calendar.get_by_role("dialog")).to_have_count(0)
        expect(page.locator("camvault-list h2", has_text="Yesterday")).to_be_visible()
    asked = (datetime.now(zone) - timedelta(days=1)).replace(hour=14, minute=35)
    near = [_minutes(row.get_attribute("aria-label") or "", asked) for row in rows(page).all()]
    assert min(near) < 120


def _minutes(label: str, asked: datetime) -> float:
    """Return how far the time in a row's label is from the one that was asked for."""
    found = re.search(r"(\d+):(\d+)\s*([AP]M)?", label)
    assert found, label
    hour, minute, half = int(found[1]), int(found[2]), found[3]
    if half:
        hour = hour % 12 + (12 if half == "PM" else 0)
    return abs((asked.hour - hour) * 60 + asked.minute - minute)


def test_all_events_with_a_person(sit: Sit, screen: Screen) -> None:
    """One chip, and nothing else is left; the address keeps it."""
    person = sit(screen)
    with person.does(4, "All events with a person", taps=2):
        to_timeline(person)
        person.tap(button(person.page.locator("camvault-chips"), "Person"))
        person.page.wait_for_url("**label=person**")
        other = rows(person.page).filter(has_not_text=re.compile("^$"))
        expect(rows(person.page).first).to_have_attribute("aria-label", re.compile("Person"))
    assert all("Person" in (row.get_attribute("aria-label") or "") for row in other.all())


def test_one_moment_at_two_cameras(sit: Sit, screen: Screen) -> None:
    """The other camera of that moment plays beside the first."""
    person = sit(screen)
    with person.does(5, "One moment at two cameras", taps=2):
        person.tap(tile(person.page, "Front door"))
        also = person.page.locator("camvault-player-also")
        person.tap(also.get_by_role("button", name=re.compile("Driveway")).first)
        plays(person.page, 2)


def test_what_was_not_seen(sit: Sit, screen: Screen) -> None:
    """How many there are is said, and one tap shows them."""
    person = sit(screen)
    with person.does(8, "What have I not seen?", taps=2):
        to_timeline(person)
        chip = button(person.page.locator("camvault-chips"), re.compile(r"^Unseen\s*[\d,]+\+?$"))
        person.tap(chip)
        person.page.wait_for_url("**unseen=1**")
        expect(rows(person.page).first).to_have_attribute("aria-label", re.compile("^New"))


def test_all_is_off_site(sit: Sit, screen: Screen) -> None:
    """The page says so without being asked."""
    person = sit(screen)
    with person.does(9, "Is everything off-site?", taps=1):
        to_timeline(person)
        line = person.page.locator("camvault-safety").get_by_role("status")
        expect(line).to_have_text(re.compile("off-site"))


def test_search_in_words(sit: Sit, screen: Screen) -> None:
    """What somebody wrote of an event is found."""
    person = sit(screen)
    page = person.page
    with person.does(17, "Search for a fox", taps=2):
        to_timeline(person)
        person.tap(button(page.locator("camvault-panel-bar"), "Search"))
        expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
        person.write("fox")
        page.wait_for_url("**q=fox**")
        expect(rows(page).first).to_have_attribute("aria-label", re.compile("fox"))

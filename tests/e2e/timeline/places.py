"""Where things are: what a person looks for on the pages of the timeline, by what it is called."""

import re

from playwright.sync_api import Locator, Page, expect

from .person import Person


def tile(page: Page, camera: str, *, clip: bool = True) -> Locator:
    """Return the latest event of a camera on the dashboard's card."""
    length = r".*\d+s" if clip else ""
    return page.locator("camvault-card-view").get_by_role("button", name=re.compile(f"{camera}{length}")).first


def to_timeline(person: Person) -> None:
    """Tap on the card's title."""
    person.tap(person.page.locator("camvault-card-view a.title"))
    expect(rows(person.page).first).to_be_visible()


def rows(page: Page) -> Locator:
    """Return the events of the list that are on the screen or near."""
    return page.locator("camvault-list camvault-row button")


def player(page: Page) -> Locator:
    """Return the player."""
    return page.locator("camvault-player")


def button(within: Locator, name: str | re.Pattern[str]) -> Locator:
    """Return a button by its name."""
    return within.get_by_role("button", name=name, exact=isinstance(name, str))


def plays(page: Page, number: int = 1) -> None:
    """Wait until so many videos play."""
    looks = """number => {
        const inside = root => [...root.querySelectorAll("*")].flatMap(
            one => one.shadowRoot ? [one, ...inside(one.shadowRoot)] : [one]);
        const videos = inside(document).filter(one => one.tagName === "VIDEO" && one.checkVisibility());
        return videos.filter(video => video.currentTime > 0.3 && !video.error).length >= number;
    }"""
    page.wait_for_function(looks, arg=number)

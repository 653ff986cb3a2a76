"""Two homes in one Home Assistant: their events are one list, and each says where it was."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
import re
import time

from playwright.sync_api import Locator, Page, expect
import pytest

from tests.e2e import media
from tests.e2e.browser import Screen, fits, keep
from tests.e2e.running import Running, wait_for
from tests.e2e.second import Second, second_gateway

from .conftest import SCREENS, Sit
from .places import button, player, plays, rows

CABIN, HOME = "CamVault cabin", "CamVault home"
# One after another, from one home and the other.
ORDER = (f"{CABIN} · Jetty", f"{HOME} · Front door", f"{CABIN} · Porch", f"{HOME} · Driveway")
_NUMBERS = count(1)


@pytest.fixture(scope="module")
def cabin(past: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Second]:
    """Run the other home's gateway; before there is a browser, whose event loop runs."""
    with second_gateway(past, tmp_path_factory.mktemp("cabin"), "cabin") as second:
        second.api.put("/groups/water", json={"name": "At the water", "rules": []}).raise_for_status()
        yield second


def visit(demo: Running, cabin: Second, folder: Path, where: str) -> None:
    """Let something be uploaded there, and wait for its picture."""
    home, _, camera = where.partition(" · ")
    gateway, upload = (cabin.api, cabin.upload) if home == CABIN else (demo.gateway, demo.upload)
    path = f"{camera}/two-homes-{next(_NUMBERS)}.mp4"
    assert upload(media.clip(folder), path).returncode == 0

    def pictured() -> bool:
        items = gateway.get("/captures", params={"limit": "20"}).raise_for_status().json()["items"]
        return any(one["original_path"] == f"/{path}" and one["thumbnail"] for one in items)

    wait_for(f"the picture of {path}", pictured)


@pytest.fixture(scope="module")
def seen_in_turn(past: Running, cabin: Second, tmp_path_factory: pytest.TempPathFactory) -> Second:
    """Let something happen at both, in turn; none of it belongs to what went on before."""

    def over() -> bool:
        latest = past.gateway.get("/events", params={"limit": "10"}).raise_for_status().json()["items"]
        return all(event["ended_at"] for event in latest)

    wait_for("the end of what happens", over)
    folder = tmp_path_factory.mktemp("clips")
    for where in ORDER:
        visit(past, cabin, folder, where)
        # Events begin by the second.
        time.sleep(1.1)
    return cabin


def unseen(page: Page) -> Locator:
    """Return the chip of what was not seen."""
    return button(page.locator("camvault-chips"), re.compile("^Unseen"))


def test_one_list_in_the_order_of_time(seen_in_turn: Second, sit: Sit, screen: Screen) -> None:
    """Newest first, whichever home it was at, and each says which; the player goes from one to the other."""
    person = sit(screen, "/camvault")
    page = person.page
    for row, where in enumerate(reversed(ORDER)):
        expect(rows(page).nth(row)).to_have_attribute("aria-label", re.compile(re.escape(where)))
    assert fits(page)
    keep(page, f"timeline-two-homes-{screen.name}")
    rows(page).first.click()
    for where in reversed(ORDER):
        expect(player(page).get_by_role("heading").first).to_contain_text(where)
        plays(page)
        page.keyboard.press("j")


def test_the_filter_names_the_homes(seen_in_turn: Second, sit: Sit) -> None:
    """A group is of one home, and one tap chooses all cameras of a home."""
    person = sit(SCREENS["phone"], "/camvault")
    page = person.page
    chips = page.locator("camvault-chips")
    expect(button(chips, f"{CABIN} · At the water")).to_be_visible()
    button(chips, "Cameras").click()
    sheet = page.locator("camvault-filter-sheet")
    expect(sheet.get_by_role("checkbox", name=HOME)).to_be_visible()
    sheet.get_by_role("checkbox", name=CABIN).check()
    page.keyboard.press("Escape")
    expect(rows(page)).to_have_count(2)
    for row in rows(page).all():
        expect(row).to_have_attribute("aria-label", re.compile(CABIN))


def test_seen_counts_both(past: Running, seen_in_turn: Second, sit: Sit, files: Path) -> None:
    """The number is of both homes together, and marking all as seen is for both."""
    person = sit(SCREENS["phone"], "/camvault")
    page = person.page
    expect(unseen(page)).to_be_visible()
    button(page.locator("camvault-panel-bar"), "Menu").click()
    page.get_by_role("menuitem", name="Mark all as seen").click()
    expect(unseen(page)).to_have_text(re.compile(r"^\s*Unseen\s*$"))
    for number, where in enumerate(ORDER[:2], start=1):
        visit(past, seen_in_turn, files, where)
        expect(unseen(page)).to_have_text(re.compile(rf"^\s*Unseen\s*{number}\s*$"))
    page.reload()
    expect(unseen(page)).to_have_text(re.compile(r"^\s*Unseen\s*2\s*$"))

"""What goes wrong in a house: the line is slow or gone, Home Assistant starts anew, a camera uploads late."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
import re

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.e2e import media
from tests.e2e.running import Running, wait_for

from .conftest import SCREENS, Sit
from .places import button, player, plays, rows, tile, to_timeline

SLOW: dict[str, object] = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
FIRST_ROWS_S = 6
FIRST_PLAY_S = 8


def line(page: Page, conditions: dict[str, object]) -> None:
    """Make the page's line so slow, or end it."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", conditions)


def test_a_slow_line(sit: Sit) -> None:
    """400 kbit/s and 300 ms: rows and the first pictures come soon, and a clip plays."""
    person = sit(SCREENS["phone"])
    page = person.page
    expect(tile(page, "Front door")).to_be_visible()
    line(page, SLOW)
    with person.does(18, "On a slow line: see the front door's last clip", taps=1):
        person.tap(tile(page, "Front door"))
        plays(page)
    page.keyboard.press("Escape")
    to_timeline(person)
    expect(rows(page).first).to_be_visible(timeout=FIRST_ROWS_S * 1000)


def test_without_a_line_it_says_so(sit: Sit) -> None:
    """A tap is answered in words, and what was asked for comes when the line is back."""
    person = sit(SCREENS["phone"])
    page = person.page
    expect(tile(page, "Front door")).to_be_visible()
    # The player's own code was not loaded before.
    page.context.set_offline(True)
    with person.does(18, "Without a line: a tap is answered in words", taps=1):
        person.tap(tile(page, "Front door"))
        said = page.locator("camvault-card-player").get_by_text(
            re.compile("offline|connection|cannot be loaded", re.IGNORECASE)
        )
        expect(said.first).to_be_visible()
    page.context.set_offline(False)


def test_home_assistant_starts_anew_while_a_clip_plays(past: Running, sit: Sit) -> None:
    """What plays goes on playing, and the next event opens once it is back."""
    person = sit(SCREENS["desktop"], "/camvault", lonely=True)
    page = person.page
    with_clip(page).click()
    plays(page)
    before = player(page).get_by_role("heading").first.inner_text()
    past.home.post("/api/services/homeassistant/restart", json={})
    page.wait_for_timeout(2000)
    wait_for("Home Assistant", lambda: _answers(past), 120)
    page.keyboard.press("j")
    expect(player(page).get_by_role("heading").first).not_to_have_text(before, timeout=60_000)
    expect(page.locator("camvault-list").get_by_role("article").first).to_be_visible()


def with_clip(page: Page) -> Locator:
    """Return the first event of the list with something that plays."""
    return rows(page).filter(has_text=re.compile(r"\d+s")).first


def _answers(demo: Running) -> bool:
    try:
        state: str = demo.home.get("/api/config").json()["state"]
    except httpx.HTTPError, ValueError, KeyError:
        return False
    return state == "RUNNING"


def test_a_late_upload_into_what_was_seen_is_unseen(past: Running, sit: Sit, files: Path) -> None:
    """A camera that was offline brings something of yesterday: nobody has seen that, although all of yesterday was."""
    person = sit(SCREENS["desktop"], "/camvault")
    page = person.page
    chip = button(page.locator("camvault-chips"), re.compile("^Unseen"))
    expect(chip).to_be_visible()
    button(page.locator("camvault-panel-bar"), "Menu").click()
    page.get_by_role("menuitem", name="Mark all as seen").click()
    expect(chip).to_have_text(re.compile(r"^\s*Unseen\s*$"))
    when = datetime.now(UTC) - timedelta(days=1)
    path = f"Garden/{when:%Y-%m-%d}/{when:%H.%M.%S}[M][0@0][0].mp4"
    assert past.upload(media.clip(files), path).returncode == 0
    expect(chip).to_have_text(re.compile(r"Unseen\s*1"))

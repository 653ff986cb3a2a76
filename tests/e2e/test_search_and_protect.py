"""What somebody does who looks for something: search by words, play, seek, and protect it."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, expect

from . import media
from .browser import BOTH_SCREENS, Screen, card, fits, page_of, play_and_seek, shoot
from .pages import event_id_shown, open_camera, press
from .running import Running, wait_for

CAMERAS = {"desktop": "Garden", "phone": "Back garden"}


def visit(demo: Running, folder: Path, camera: str, label: str) -> dict[str, Any]:
    """Upload a clip, and wait until it is ready to be seen and its event is over; return the event."""
    path = f"{camera}/clip_{label}.mp4"
    assert demo.upload(media.visit(folder, "Garden"), path).returncode == 0
    clip = demo.until(demo.capture_of(path)["id"], "the picture", lambda c: c["thumbnail"] and c["duration_s"])
    event = f"/events/{clip['event']}"

    def ended() -> dict[str, Any] | None:
        seen: dict[str, Any] = demo.gateway.get(event).raise_for_status().json()
        return seen if seen["ended_at"] else None

    return wait_for("the end of the event", ended)


def search(page: Page, words: str) -> None:
    """Search in all that the gateway has."""
    page.goto("/media-browser/browser")
    card(page, "CamVault").first.click()
    page.get_by_placeholder("Search CamVault home").fill(words)
    press(page, "Search")


def perform_protect(page: Page, event: str) -> None:
    """Protect an event in the tool for actions."""
    page.goto("/config/tools/action")
    page.locator("ha-service-picker").click()
    page.get_by_placeholder("Search").fill("Protect events")
    page.get_by_text("camvault.protect", exact=True).click()
    press(page, "Add")
    page.locator("ha-selector-text input").fill(event)
    press(page, "Perform action")
    expect(page.locator("ha-progress-button ha-button.success")).to_be_visible()


@BOTH_SCREENS
def test_what_was_searched_plays_and_is_protected(
    demo: Running, browser: Browser, tmp_path: Path, screen: Screen
) -> None:
    """The words find the one clip among two; its event, protected by the id that is shown, is where it belongs."""
    camera = CAMERAS[screen.name]
    visit(demo, tmp_path, camera, "vehicle")
    event = visit(demo, tmp_path, camera, "animal")
    zone = ZoneInfo(demo.home.get("/api/config").raise_for_status().json()["time_zone"])
    when = datetime.fromisoformat(event["started_at"]).astimezone(zone)
    with page_of(browser, demo, screen.size, dark=screen.dark) as page:
        search(page, f"{when:%-I:%M %p} {camera}")
        expect(card(page, camera)).to_have_count(2)
        shoot(page, f"search-moment-{screen.name}")
        search(page, f"today animal {camera}")
        expect(card(page, "Animal")).to_have_count(1)
        expect(card(page, "Vehicle")).to_have_count(0)
        shoot(page, f"search-{screen.name}")
        assert fits(page)
        card(page, "Animal").click()
        play_and_seek(page, 4)
        shoot(page, f"search-plays-{screen.name}")
        open_camera(page, camera)
        page.get_by_role("link", name="Visit").click()
        page.wait_for_url("**/camvault?camera=**")
        expect(page.locator("camvault-panel")).to_be_visible()
        open_camera(page, camera)
        shoot(page, f"device-{screen.name}")
        shown = event_id_shown(page)
        shoot(page, f"event-id-{screen.name}")
        perform_protect(page, shown)
        shoot(page, f"protect-{screen.name}")
        assert fits(page)
        page.goto("/media-browser/browser")
        for words in ("CamVault", "Protected", camera):
            card(page, words).first.click()
        expect(card(page, "Animal")).to_have_count(1)
        page.go_back()
        expect(card(page, camera).first).to_be_visible()
        shoot(page, f"protected-{screen.name}")
    assert shown == event["id"]
    assert demo.gateway.get(f"/events/{shown}").raise_for_status().json()["protected"]

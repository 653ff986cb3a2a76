"""Add camera: clicked through, with a real upload by what the dialog shows."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from . import media
from .browser import BOTH_SCREENS, Screen, fits, page_of, shoot
from .pages import INTEGRATION, dialog_says, entity, login_shown, open_camera, press, type_in
from .running import Running, curl

CAMERAS = {"desktop": "Front door", "phone": "Driveway"}


def name_it(page: Page, name: str, brand: str) -> None:
    """Fill in the first form."""
    page.goto(INTEGRATION)
    press(page, "Add camera")
    type_in(page, Name=name)
    page.locator("ha-dialog").get_by_text("Brand", exact=True).click()
    page.get_by_text(brand, exact=True).click()
    shoot(page, "add-camera-name")
    press(page, "Submit")


@BOTH_SCREENS
def test_camera_is_added_and_tried(demo: Running, browser: Browser, tmp_path: Path, screen: Screen) -> None:
    """It tells what to type in, and what arrived; the camera's device is there in the end."""
    name = CAMERAS[screen.name]
    clip = media.visit(tmp_path, name)
    with page_of(browser, demo, screen.size, dark=screen.dark) as page:
        name_it(page, name, "Reolink")
        login = login_shown(page)
        expect(page.locator("ha-dialog").get_by_text("Surveillance")).to_be_visible()
        shoot(page, f"add-camera-login-{screen.name}")
        assert fits(page)
        press(page, "Next")
        dialog_says(page, "Press the test button")
        shoot(page, f"add-camera-wait-{screen.name}")
        uploaded = curl(clip, login.url("visit.mp4"))
        assert uploaded.returncode == 0, uploaded.stderr
        arrived = page.locator("ha-dialog").get_by_text("arrived from the camera")
        expect(arrived).to_contain_text(f"Clip /visit.mp4 arrived from the camera ({clip.stat().st_size:,} bytes)")
        shoot(page, f"add-camera-arrived-{screen.name}")
        press(page, "Finish")
        dialog_says(page, f"Created configuration for {name}")
        press(page, "Finish")
        open_camera(page, name)
        expect(entity(page, "Activity")).to_contain_text("Motion")
        shoot(page, f"camera-{screen.name}")
    assert demo.capture_of("visit.mp4")["camera"] == name.lower().replace(" ", "-")

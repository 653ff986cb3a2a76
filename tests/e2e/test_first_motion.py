"""From nothing to the first motion, as somebody new does it: add the gateway, tell a camera its login, see it move."""

from collections.abc import Iterator
from pathlib import Path
import subprocess

from playwright.sync_api import Browser, Page, expect
import pytest

from demo.programs import BIN

from . import media
from .browser import BOTH_SCREENS, Screen, fits, page_of, shoot
from .pages import dialog_says, entity, login_shown, open_camera, press, type_in
from .running import Running, curl

LOOKING_S = 120
CAMERAS = {"desktop": "Front door", "phone": "Driveway"}


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a demo of its own, in which motion lasts until somebody has looked."""
    running = Running.start(tmp_path_factory.mktemp("newcomer"))
    running.gateway.patch("/settings", json={"quiet_time_s": LOOKING_S}).raise_for_status()
    yield running
    running.stop()


@pytest.fixture
def untouched(newcomer: Running) -> Running:
    """Return a demo whose Home Assistant has the integration's files and no entry, and whose gateway has no login."""
    entries = "/api/config/config_entries/entry"
    for entry in newcomer.home.get(entries, params={"domain": "camvault"}).raise_for_status().json():
        newcomer.home.delete(f"{entries}/{entry['entry_id']}").raise_for_status()
    for account in newcomer.gateway.get("/accounts").raise_for_status().json()["items"]:
        newcomer.gateway.delete(f"/accounts/{account['username']}").raise_for_status()
    return newcomer


def token(demo: Running) -> str:
    """Ask the gateway's command for the token, as the form says."""
    argv = [BIN / "camvault-gateway", "token", "--data", demo.record["gateway"]["data"]]
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout.strip()


def choose_integration(page: Page) -> None:
    """Click from the integrations to the form for the gateway."""
    page.goto("/config/integrations/dashboard")
    press(page, "Add integration")
    dialog = page.locator("dialog-add-integration")
    dialog.locator("input").first.fill("camvault")
    dialog.get_by_text("CamVault", exact=True).click()


@BOTH_SCREENS
def test_from_nothing_to_the_first_motion(untouched: Running, browser: Browser, tmp_path: Path, screen: Screen) -> None:
    """A wrong token is told; the right one leads to a login; the camera that has it appears with its first upload."""
    camera = CAMERAS[screen.name]
    clip = media.visit(tmp_path, camera)
    with page_of(browser, untouched, screen.size, dark=screen.dark) as page:
        choose_integration(page)
        type_in(page, Address=untouched.record["gateway"]["url"].removeprefix("http://"), Token="mistyped")
        press(page, "Submit")
        dialog_says(page, "The gateway does not accept the token")
        shoot(page, f"add-gateway-{screen.name}")
        type_in(page, Token=token(untouched))
        press(page, "Submit")
        login = login_shown(page)
        shoot(page, f"camera-login-{screen.name}")
        press(page, "Done")
        press(page, "Skip and finish")
        expect(page.locator("ha-dialog[open]")).to_have_count(0)
        uploaded = curl(clip, login.url(f"{camera}/visit.mp4"))
        assert uploaded.returncode == 0, uploaded.stderr
        open_camera(page, camera)
        expect(entity(page, "Motion")).to_contain_text("Detected")
        expect(entity(page, "Activity")).to_contain_text("Motion")
        entity(page, "Motion").evaluate("row => row.scrollIntoView({block: 'center'})")
        shoot(page, f"first-motion-{screen.name}")
        assert fits(page)

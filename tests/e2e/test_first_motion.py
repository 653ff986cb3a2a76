"""From nothing to the first motion, as somebody new does it: add the gateway, tell a camera its login, see it move."""

from collections.abc import Iterator
from pathlib import Path
import subprocess

from playwright.sync_api import Browser, Page, expect
import pytest

from camvault_gateway.announce import address_of
from demo.files import write_text
from demo.options import HOST
from demo.processes import Process
from demo.programs import BIN

from . import media
from .browser import BOTH_SCREENS, Screen, fits, page_of, shoot
from .pages import dialog_says, entity, login_shown, open_camera, press, type_in
from .running import Running, curl, wait_for

LOOKING_S = 120
CAMERAS = {"desktop": "Front door", "phone": "Driveway"}
EVERYWHERE = "0.0.0.0"  # noqa: S104 the gateway announces itself only where others reach it


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a demo of its own, whose gateway can be found, and in which motion lasts until somebody has looked."""
    state = tmp_path_factory.mktemp("newcomer")
    write_text(state / "home-assistant/packages/discovery.yaml", "zeroconf:\n")
    running = Running.start(state)
    running.gateway.patch("/settings", json={"quiet_time_s": LOOKING_S}).raise_for_status()
    open_to_the_network(running)
    yield running
    running.stop()


def open_to_the_network(demo: Running) -> None:
    """Start the gateway again, in the same way but for where it listens; the demo takes it over."""
    script = demo.state / "gateway.sh"
    write_text(script, script.read_text().replace(f"--api-host {HOST}", f"--api-host {EVERYWHERE}"), 0o700)
    hold = demo.state / "no-restart"
    hold.touch()
    before = demo.kill_gateway()
    wait_for("its end", lambda: Process.of(before) is None)
    subprocess.Popen([script], stdin=subprocess.DEVNULL, start_new_session=True)
    demo.wait_for_gateway(not_pid=before)
    hold.unlink()


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


def add_found(page: Page) -> None:
    """Go to the form of the gateway that was found on the network."""
    page.locator("ha-config-flow-card", has_text="CamVault home").get_by_role("button", name="Add", exact=True).click()
    dialog_says(page, "CamVault home was discovered on your network")


def add_by_hand(page: Page, demo: Running, *, found: bool) -> None:
    """Go to the form for any gateway, and type where it is."""
    press(page, "Add integration")
    dialog = page.locator("dialog-add-integration")
    dialog.locator("input").first.fill("camvault")
    dialog.get_by_text("CamVault", exact=True).click()
    if found:
        dialog.get_by_text("Set up another instance of CamVault").click()
    type_in(page, Address=demo.record["gateway"]["url"].removeprefix("http://"))


@BOTH_SCREENS
def test_from_nothing_to_the_first_motion(untouched: Running, browser: Browser, tmp_path: Path, screen: Screen) -> None:
    """A wrong token is told; the right one leads to a login; the camera that has it appears with its first upload."""
    camera = CAMERAS[screen.name]
    clip = media.visit(tmp_path, camera)
    with page_of(browser, untouched, screen.size, dark=screen.dark) as page:
        page.goto("/config/integrations/dashboard")
        # A machine without a network finds nothing.
        if found := address_of(EVERYWHERE) is not None:
            expect(page.locator("ha-config-flow-card", has_text="CamVault home")).to_be_visible()
            shoot(page, f"discovered-{screen.name}")
        if found and screen.name == "desktop":
            add_found(page)
        else:
            add_by_hand(page, untouched, found=found)
        type_in(page, Token="mistyped")
        press(page, "Submit")
        dialog_says(page, "The gateway rejected the token")
        shoot(page, f"add-gateway-{screen.name}")
        type_in(page, Token=token(untouched))
        press(page, "Submit")
        login = login_shown(page)
        shoot(page, f"camera-login-{screen.name}")
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

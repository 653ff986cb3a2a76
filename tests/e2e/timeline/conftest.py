"""A demo with a past, and people in front of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser
import pytest

from demo.history import write_history
from demo.options import Archive
from demo.stack import time_zone
from tests.e2e import media
from tests.e2e.browser import PHONE, Screen, page_of
from tests.e2e.running import Running, wait_for

from .person import LEDGER, Person, table

SCREENS = {"phone": Screen("phone", PHONE), "desktop": Screen("desktop", (1280, 800))}
type Sit = Callable[..., Person]


@pytest.fixture(scope="session")
def past(demo: Running) -> Running:
    """Give the demo twelve days of events, as `scripts/demo` does, and a moment at two cameras just now."""
    if len(demo.gateway.get("/events", params={"limit": 500}).json()["items"]) < 500:
        restore(demo)
    folder = demo.state / "uploads"
    folder.mkdir(exist_ok=True)
    clips = [(media.visit(folder, place), f"{place}/{datetime.now(UTC):%H%M%S}_person.mp4") for place in PLACES]
    for clip, path in clips:
        assert demo.upload(clip, path).returncode == 0
    for _, path in clips:
        demo.until(demo.capture_of(path)["id"], "the picture", lambda capture: capture["thumbnail"])
        demo.verified(path)
    return demo


PLACES = ("Driveway", "Front door")


def restore(demo: Running) -> None:
    """Write a past into the bucket, and have the gateway restore it."""
    archive = Archive(**demo.record["archive"])
    site = demo.gateway.get("/settings").raise_for_status().json()["site"]
    until = datetime.now(UTC) - timedelta(minutes=3)
    write_history(archive, site, demo.state / "media", ZoneInfo(time_zone()), until, lambda: False)
    demo.gateway.post("/archive/rebuild", json={}).raise_for_status()

    def restored() -> bool:
        state: str = demo.gateway.get("/gateway").json()["rebuild"]["state"]
        assert state != "failed"
        return state == "done"

    wait_for("the past", restored, 120)


@pytest.fixture(params=list(SCREENS.values()), ids=lambda screen: screen.name)
def screen(request: pytest.FixtureRequest) -> Screen:
    """Return each screen that a job is done at."""
    chosen: Screen = request.param
    return chosen


@pytest.fixture
def sit(past: Running, browser: Browser) -> Iterator[Sit]:
    """Let somebody sit down at a screen, on Home Assistant's first page or another."""
    with ExitStack() as pages:

        def down(
            screen: Screen, path: str = "/camvault-demo", token: str | None = None, *, lonely: bool = False
        ) -> Person:
            opened = page_of(browser, past, screen.size, dark=screen.dark, token=token, lonely=lonely)
            page = pages.enter_context(opened)
            page.goto(path)
            return Person(page, screen.name)

        yield down


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder for files to upload."""
    return tmp_path


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the jobs took."""
    if LEDGER:
        terminalreporter.section("what the jobs took")
        for line in table():
            terminalreporter.write_line(line)

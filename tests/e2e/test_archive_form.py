"""The archive, set up in the options: a wrong key is refused in the form, the right one is taken."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
import pytest

from . import media
from .browser import BOTH_SCREENS, Screen, fits, page_of, shoot
from .pages import dialog_says, open_settings, press, type_in
from .running import Running, wait_for

WRONG = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY00"


@pytest.fixture
def no_archive(demo: Running) -> Iterator[Running]:
    """Return a demo without an archive, and set its own up again; nothing waits for a new one."""
    wait_for("an empty backlog", lambda: demo.gateway.get("/gateway").json()["backlog"]["files"] == 0, 120)
    demo.gateway.delete("/settings/archive").raise_for_status()
    yield demo
    demo.gateway.put("/settings/archive", json=demo.record["archive"]).raise_for_status()


def fill_in(page: Page, demo: Running, prefix: str) -> None:
    """Type in where the bucket is, and a secret key that is not its own."""
    archive = demo.record["archive"]
    type_in(page, Endpoint_URL=archive["endpoint_url"], Bucket=archive["bucket"], Prefix=prefix)
    type_in(page, Access_key_ID=archive["access_key_id"], Secret_access_key=WRONG)


@BOTH_SCREENS
def test_only_the_right_key_is_taken(no_archive: Running, browser: Browser, tmp_path: Path, screen: Screen) -> None:
    """What is wrong stands in the form, and nothing is set; once it works, what is uploaded goes there."""
    demo, path = no_archive, f"Archive/{screen.name}.mp4"
    with page_of(browser, demo, screen.size, dark=screen.dark) as page:
        open_settings(page, "Archive")
        dialog_says(page, "Create the bucket at your provider first.")
        shoot(page, f"archive-new-{screen.name}")
        fill_in(page, demo, screen.name)
        press(page, "Test and save")
        expect(page.locator("ha-dialog ha-alert")).to_have_text(
            "The server rejected these keys. Check both, and make sure that they are allowed to write to this bucket."
        )
        shoot(page, f"archive-refused-{screen.name}")
        assert fits(page)
        assert demo.gateway.get("/settings").raise_for_status().json()["archive"] is None
        type_in(page, Secret_access_key=demo.record["archive"]["secret_access_key"])
        press(page, "Test and save")
        dialog_says(page, "The archive works. New clips and snapshots are uploaded to it")
        shoot(page, f"archive-works-{screen.name}")
    assert demo.upload(media.clip(tmp_path), path).returncode == 0
    assert demo.verified(path)["archive_key"].startswith(f"{screen.name}/")

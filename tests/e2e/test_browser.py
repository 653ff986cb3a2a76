"""What a person sees: the newest clip two clicks away, with its picture, playing."""

from playwright.sync_api import Browser, Locator, Page, expect
import pytest

from . import media
from .browser import DESKTOP, PHONE, card, fits, page_of, play_and_seek, shoot
from .running import Running
from .timeline.places import plays

CAMERA = "Stage"


@pytest.fixture(scope="module")
def stage(demo: Running, tmp_path_factory: pytest.TempPathFactory) -> Running:
    """Return a demo whose newest capture is a clip with a picture."""
    folder = tmp_path_factory.mktemp("stage")
    for source, name in ((media.snapshot(folder), "one.jpg"), (media.clip(folder, 6), "one.mp4")):
        assert demo.upload(source, f"{CAMERA}/{name}").returncode == 0
        demo.until(demo.capture_of(f"{CAMERA}/{name}")["id"], "the picture", lambda c: c["thumbnail"])
    return demo


def open_day(page: Page) -> Locator:
    """Click through the media browser to a day of the camera."""
    page.goto("/media-browser/browser")
    for words in ("CamVault", CAMERA, "20"):
        card(page, words).first.click()
    clip = card(page, " s").filter(has_not_text="Snapshot").first
    expect(clip).to_be_visible()
    return clip


def width_of_picture(tile: Locator) -> int:
    """Decode a tile's picture in the browser."""
    picture = tile.locator("ha-media-browser-thumbnail .image").first
    script = """async element => {
        const picture = new Image();
        picture.src = /url\\("?(.*?)"?\\)$/.exec(getComputedStyle(element).backgroundImage)[1];
        await picture.decode();
        return picture.naturalWidth;
    }"""
    return int(picture.evaluate(script))


def test_media_browser_shows_the_thumbnail_and_plays_the_clip(stage: Running, browser: Browser) -> None:
    """The clip has a picture, and its time advances."""
    with page_of(browser, stage) as page:
        clip = open_day(page)
        expect(clip.locator("ha-media-browser-thumbnail .image").first).to_be_visible()
        assert width_of_picture(clip) == 320
        shoot(page, "media-browser")
        clip.click()
        video = play_and_seek(page, 5)
        assert 5.5 < video.evaluate("video => video.duration") < 6.5
        shoot(page, "clip-plays")


def test_link_of_a_notification_plays_the_event(stage: Running, browser: Browser) -> None:
    """Its clip plays by itself, the second time, too, and by a link of an earlier version."""
    entry = stage.home.get("/api/config/config_entries/entry", params={"domain": "camvault"}).json()[0]["entry_id"]
    event = stage.capture_of(f"{CAMERA}/one.mp4")["event"]
    with page_of(browser, stage, PHONE) as page:
        for link in (f"/camvault/event/{entry}/{event}",) * 2 + (f"/camvault/media/{entry}/event/{event}",):
            page.goto(link)
            page.wait_for_url(f"**/camvault/event/{entry}/{event}**")
            # The player has two videos, which take turns.
            plays(page)
        assert fits(page)
        shoot(page, "link-of-a-notification")


@pytest.mark.parametrize(("where", "size"), [("desktop", DESKTOP), ("phone", PHONE)])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_dashboard_and_media_browser_fit_every_screen(
    stage: Running, browser: Browser, where: str, size: tuple[int, int], *, dark: bool
) -> None:
    """The first page shows the camera, and nothing sticks out at the side."""
    name = f"{where}-{'dark' if dark else 'light'}"
    with page_of(browser, stage, size, dark=dark) as page:
        page.goto("/")
        heading = page.locator("hui-heading-card", has_text=CAMERA)
        heading.scroll_into_view_if_needed()
        expect(heading).to_be_visible()
        expect(page.locator("hui-tile-card", has_text="Motion").first).to_contain_text("Clear")
        expect(page.locator("hui-tile-card", has_text="Unavailable")).to_have_count(0)
        shoot(page, f"dashboard-{name}")
        assert fits(page)
        open_day(page)
        shoot(page, f"media-browser-{name}")
        assert fits(page)


def test_person_can_log_in_with_what_the_demo_prints(demo: Running, browser: Browser) -> None:
    """The user and the password work, and the first page is CamVault's."""
    home = demo.record["home_assistant"]
    context = browser.new_context(base_url=home["url"])
    page = context.new_page()
    page.goto("/")
    page.locator("input[name=username]").fill(home["username"])
    page.locator("input[name=password]").fill(home["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/camvault-demo/**")
    expect(page.locator("hui-heading-card").first).to_be_visible()
    assert page.locator("ha-dialog[open]").count() == 0
    context.close()

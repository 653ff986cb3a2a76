"""A real browser at Home Assistant, logged in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
import json
from pathlib import Path
import time

from playwright.sync_api import Browser, Locator, Page, expect
import pytest

from .running import Running

SCREENSHOTS = Path(__file__).parent / "screenshots"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
]
DESKTOP = (1400, 900)
PHONE = (390, 844)
expect.set_options(timeout=30_000)
# Home Assistant's page is one tree of shadow roots; each of these draws itself into its own.
DRAWN = """() => {
    const inside = (root) => [...root.querySelectorAll("*")].flatMap(
        (one) => one.shadowRoot ? [one, ...inside(one.shadowRoot)] : [one]);
    const blank = {
        "HA-STATE-ICON": "ha-icon, ha-svg-icon",
        "HA-ICON": "ha-svg-icon",
        "HA-MEDIA-BROWSER-THUMBNAIL": ".image, ha-svg-icon",
    };
    return inside(document).every(
        (one) => !blank[one.tagName] || !one.checkVisibility() || one.shadowRoot?.querySelector(blank[one.tagName]));
}"""


@dataclass(frozen=True, slots=True)
class Screen:
    """What somebody looks at."""

    name: str
    size: tuple[int, int]
    dark: bool = False


# Whatever is clicked through must work on both, and be readable in light and dark.
BOTH_SCREENS = pytest.mark.parametrize(
    "screen", [Screen("desktop", DESKTOP), Screen("phone", PHONE, dark=True)], ids=lambda screen: screen.name
)


@contextmanager
def page_of(
    browser: Browser,
    demo: Running,
    size: tuple[int, int] = DESKTOP,
    *,
    dark: bool = False,
    token: str | None = None,
    lonely: bool = False,
) -> Iterator[Page]:
    """Open a page that is logged in, as the owner or whose token it is; whatever goes wrong in it is a failure.

    While Home Assistant is away, which makes the page `lonely`, its own parts fail to load.
    """
    home = demo.record["home_assistant"]
    tokens = {
        "access_token": token or home["token"],
        "token_type": "Bearer",
        "expires_in": 1800,
        "refresh_token": "",
        "hassUrl": home["url"],
        "clientId": f"{home['url']}/",
        "expires": int(time.time() * 1000) + 10**10,
    }
    context = browser.new_context(
        base_url=home["url"],
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        device_scale_factor=2 if size == PHONE else 1,
        reduced_motion="reduce",
    )
    context.add_init_script(f"localStorage.setItem('hassTokens', {json.dumps(json.dumps(tokens))})")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    try:
        yield page
    except BaseException:
        keep(page, "failure")
        raise
    finally:
        context.close()
    assert lonely or not faults, faults


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page, once every icon and every thumbnail is there."""
    page.mouse.move(0, 0)
    page.wait_for_function(DRAWN)
    keep(page, name)


def keep(page: Page, name: str) -> None:
    """Keep a picture of the page as it is."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")


def card(page: Page, words: str) -> Locator:
    """Find a tile of the media browser."""
    return page.locator("ha-media-player-browse ha-card", has_text=words)


def play_and_seek(page: Page, to: float) -> Locator:
    """Let the video that is shown play for a second, then go to another place of it."""
    video = page.locator("video").first
    expect(video).to_be_visible()
    video.evaluate("video => { video.muted = true; return video.play(); }")
    page.wait_for_function("video => video.currentTime > 1", arg=video.element_handle())
    assert video.evaluate("video => [video.readyState >= 2, video.videoWidth > 0, video.error]") == [True, True, None]
    video.evaluate("(video, to) => { video.currentTime = to; }", to)
    sought = "([video, to]) => !video.seeking && video.currentTime >= to"
    page.wait_for_function(sought, arg=[video.element_handle(), to])
    return video


def fits(page: Page) -> bool:
    """Tell whether nothing sticks out at the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

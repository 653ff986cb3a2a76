"""A real browser at Home Assistant, logged in."""

from collections.abc import Iterator
from contextlib import contextmanager
import json
from pathlib import Path
import time

from playwright.sync_api import Browser, Page

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


@contextmanager
def page_of(browser: Browser, demo: Running, size: tuple[int, int] = DESKTOP, *, dark: bool = False) -> Iterator[Page]:
    """Open a page that is logged in; whatever goes wrong in it is a failure."""
    home = demo.record["home_assistant"]
    tokens = {
        "access_token": home["token"],
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
    )
    context.add_init_script(f"localStorage.setItem('hassTokens', {json.dumps(json.dumps(tokens))})")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert not faults


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")

"""The page and the card are there when a browser that knows nothing of them comes, each time."""

from playwright.sync_api import Browser, expect
import pytest

from tests.e2e.browser import Screen, page_of
from tests.e2e.running import Running

from .places import rows, tile

TIMES = 10


@pytest.mark.parametrize("path", ["/camvault", "/camvault-demo"], ids=["panel", "card"])
def test_cold_loads(past: Running, browser: Browser, path: str) -> None:
    """Ten browsers with empty caches see it, none an error."""
    for _ in range(TIMES):
        with page_of(browser, past, Screen("phone", (390, 844)).size) as page:
            page.goto(path)
            expect(rows(page).first if path == "/camvault" else tile(page, "Front door")).to_be_visible()
            assert page.locator("hui-error-card").count() == 0

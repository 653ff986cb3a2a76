"""Where somebody looks for what the cameras saw: CamVault's own page, and the media browser."""

from dataclasses import asdict, dataclass
import json
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Locator, Page

from tests.e2e.browser import card
from tests.e2e.running import Running

PANEL, MEDIA_BROWSER = "CamVault's page", "the media browser"
_WATCH = (Path(__file__).parent / "watch.js").read_text()


@dataclass(frozen=True, slots=True)
class Place:
    """A page of Home Assistant."""

    system: str
    path: str
    element: str
    # How they are found in the element: selectors, each in the shadow root of the one before.
    rows: tuple[str, ...]
    pictures: tuple[str, ...]

    def clip(self, page: Page) -> Locator:
        """Return what plays the newest clip."""
        if self.system == MEDIA_BROWSER:
            return card(page, " s").first
        return page.locator(" ".join(self.rows)).first


def places(demo: Running) -> tuple[Place, Place]:
    """Return the media browser's newest captures, and CamVault's page."""
    (entry,) = demo.command("config_entries/get", domain="camvault")
    newest = quote(f"app,media-source://camvault/{entry['entry_id']}/newest", safe="")
    browser, thumbnail = "ha-media-player-browse", "ha-media-browser-thumbnail"
    return (
        Place(
            MEDIA_BROWSER,
            f"/media-browser/browser/{newest}",
            "ha-panel-media-browser",
            (browser, thumbnail),
            (browser, thumbnail, ".image"),
        ),
        Place(
            PANEL,
            "/camvault",
            "camvault-panel",
            ("camvault-list", "camvault-row", "button"),
            ("camvault-list", "camvault-row", "img"),
        ),
    )


def watching(places: tuple[Place, ...]) -> str:
    """Return a script that watches whichever of the places is opened."""
    return f"({_WATCH})({json.dumps([asdict(place) for place in places])})"

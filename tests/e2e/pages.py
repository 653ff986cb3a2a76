"""What a person does at Home Assistant's pages: click, type, and copy what is shown."""

from dataclasses import dataclass
import re
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

INTEGRATION = "/config/integrations/integration/camvault"


@dataclass(frozen=True, slots=True)
class Login:
    """What a dialog tells to type into a camera."""

    server: str
    port: str
    user: str
    password: str
    folder: str

    def url(self, path: str) -> str:
        """Return the address that a camera uploads to which was told so."""
        login = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}"
        return f"ftp://{login}@{self.server}:{self.port}/{quote(path)}"


def press(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True).click()


def type_in(page: Page, **fields: str) -> None:
    """Fill in fields by what they are called."""
    for name, text in fields.items():
        page.get_by_role("textbox", name=name.replace("_", " ")).fill(text)


def dialog_says(page: Page, words: str) -> Locator:
    """Wait until the dialog has a text."""
    text = page.locator("ha-dialog").get_by_text(words)
    expect(text.first).to_be_visible()
    return text.first


def login_shown(page: Page) -> Login:
    """Copy the login that the dialog shows."""
    rows = page.locator("ha-dialog table tr")
    expect(rows.first).to_be_visible()
    shown = dict(row.split("\t") for row in rows.all_inner_texts())
    return Login(shown["Server"], shown["Port"], shown["Username"], shown["Password"], shown["Folder"])


def open_camera(page: Page, camera: str) -> None:
    """Go to the page of a camera's device."""
    page.goto(INTEGRATION)
    page.locator("ha-config-entry-device-row", has_text=camera).click()
    page.wait_for_url("**/config/devices/device/*")


def entity(page: Page, name: str) -> Locator:
    """Find an entity, with its state, on the page of a device."""
    rows = page.locator("ha-device-entities-card hui-generic-entity-row")
    return rows.filter(has=page.get_by_text(name, exact=True)).first


def open_settings(page: Page, menu: str) -> None:
    """Go to one of the gateway's settings."""
    page.goto(INTEGRATION)
    page.locator("ha-config-entry-row").get_by_role("button", name="Configure").first.click()
    page.locator("ha-dialog").get_by_text(menu, exact=True).click()


def event_id_shown(page: Page) -> str:
    """Copy the last event's id from the details of a camera's activity."""
    entity(page, "Activity").click()
    page.locator("ha-more-info-dialog").get_by_role("button", name="Menu").first.click()
    page.locator("ha-more-info-dialog").get_by_text("Details", exact=True).click()
    row = page.locator("ha-more-info-dialog ha-list-item-value", has_text="Event ID")
    value = row.locator("ha-attribute-value")
    expect(value).to_have_text(re.compile(r"^\s*[0-9a-f]{32}\s*$"))
    return str(value.evaluate("value => value.shadowRoot.textContent")).strip()

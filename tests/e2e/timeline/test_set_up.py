"""Jobs of somebody who sets it up: on Home Assistant's own pages, from its first one on."""

from collections.abc import Iterator
import re
from typing import Any
import uuid

from playwright.sync_api import expect
import pytest

from tests.e2e.browser import Screen
from tests.e2e.pages import dialog_says, entity, login_shown, type_in
from tests.e2e.running import Running, wait_for

from .conftest import Sit
from .person import Person
from .places import button, tile

# Each of them must be typed; the others have values that fit most buckets.
MUST_TYPE = ["bucket", "access_key_id", "secret_access_key"]
FIELDS = 7
AUTOMATION = "/api/config/automation/config"
ENTRIES = "/api/config/config_entries/entry"


def to_integration(person: Person) -> None:
    """Tap from Home Assistant's first page to the integration's; a phone's sidebar is behind a button."""
    page = person.page
    expect(tile(page, "Front door")).to_be_visible()
    if person.screen == "phone":
        person.tap(button(page.locator("home-assistant"), "Sidebar toggle").first)
    person.tap(page.locator("ha-sidebar").get_by_text("Settings", exact=True))
    person.tap(page.locator("ha-config-navigation").get_by_text("Devices & services", exact=True))
    person.tap(page.locator("ha-integration-card", has_text="CamVault").locator("a").first)
    page.wait_for_url("**/integration/camvault")


def more_on_a_phone(person: Person, taps: int) -> int:
    """Allow the tap that opens a phone's sidebar."""
    return taps + (person.screen == "phone")


def test_add_a_camera(past: Running, sit: Sit, screen: Screen) -> None:
    """What is to be typed into the camera is on the screen after its name."""
    person = sit(screen)
    name = f"Gate {uuid.uuid4().hex[:6]}"
    with person.does(10, "Add a camera: to its login", taps=more_on_a_phone(person, 5)):
        to_integration(person)
        person.tap(button(person.page.locator("home-assistant"), "Add camera"))
        type_in(person.page, Name=name)
        person.typed += len(name)
        person.tap(button(person.page.locator("ha-dialog"), "Submit"))
        login = login_shown(person.page)
    assert login.password
    assert login.port == str(past.ports.ftp)


def test_set_up_the_bucket(past: Running, sit: Sit, screen: Screen) -> None:
    """The form is two taps from the integration, and has few fields."""
    person = sit(screen)
    page = person.page
    with person.does(11, "Set up the bucket: to the form", taps=more_on_a_phone(person, 5)):
        to_integration(person)
        person.tap(button(page.locator("ha-config-entry-row"), "Configure").first)
        person.tap(page.locator("ha-dialog").get_by_text("Archive", exact=True))
        dialog_says(page, "The bucket that gets a copy of everything.")
    fields = page.locator("ha-dialog").get_by_role("textbox")
    expect(fields).to_have_count(FIELDS)
    names = [field.get_attribute("name") for field in fields.all()]
    assert set(MUST_TYPE) <= set(names)
    # What is there is shown; the secret is not.
    archive = past.record["archive"]
    shown = {field.get_attribute("name"): field.input_value() for field in fields.all()}
    assert (shown["bucket"], shown["secret_access_key"]) == (archive["bucket"], "")


@pytest.fixture
def phone(past: Running) -> Iterator[str]:
    """Register a phone as the companion app does, where nothing can be sent to; remove it and its automations."""
    name = f"Phone {uuid.uuid4().hex[:6]}"
    app = {
        "app_id": "io.example.phone",
        "app_name": "Phone",
        "app_version": "1.0",
        "device_id": name,
        "device_name": name,
        "manufacturer": "Example",
        "model": "Example",
        "os_name": "Android",
        "os_version": "17",
        "supports_encryption": False,
    }
    past.home.post("/api/mobile_app/registrations", json=app).raise_for_status()
    yield name
    for automation in automations(past):
        past.home.delete(f"{AUTOMATION}/{automation['id']}").raise_for_status()
    entries = past.home.get(ENTRIES, params={"domain": "mobile_app"}).raise_for_status().json()
    for entry in entries:
        past.home.delete(f"{ENTRIES}/{entry['entry_id']}").raise_for_status()


def automations(demo: Running) -> list[dict[str, Any]]:
    """Return what the automations are made of."""
    states = demo.home.get("/api/states").raise_for_status().json()
    ids = [one["attributes"]["id"] for one in states if one["entity_id"].startswith("automation.")]
    return [demo.home.get(f"{AUTOMATION}/{one}").raise_for_status().json() for one in ids]


def test_notifications_by_blueprint(past: Running, phone: str, sit: Sit, screen: Screen) -> None:
    """The blueprint is in the list; two fields and Save, and the automation runs."""
    person = sit(screen, "/config/blueprint/dashboard")
    page = person.page
    with person.does(12, "Notifications by blueprint: from the list to saved", taps=6):
        person.tap(page.get_by_text("CamVault: motion on the phone").first)
        person.tap(page.get_by_text("Select an entity").first)
        person.tap(page.get_by_text("Front door").last)
        person.tap(page.get_by_text("Select a device").first)
        person.tap(page.get_by_text(phone).last)
        person.tap(button(page.locator("ha-config-automation"), "Save").first)
        made = wait_for("the automation", lambda: automations(past))
    inputs = made[0]["use_blueprint"]["input"]
    assert inputs["cameras"] == ["event.front_door_activity"]
    assert inputs["phone"]


def test_motion_starts_an_automation(sit: Sit, screen: Screen) -> None:
    """Home Assistant's editor offers the camera's own triggers by its device."""
    person = sit(screen, "/config/automation/dashboard")
    page = person.page
    with person.does(13, "Motion in an automation: to its trigger", taps=6):
        person.tap(page.get_by_role("button", name="Create automation").first)
        person.tap(page.get_by_text("Create new automation").first)
        person.tap(page.get_by_role("button", name="Add trigger").first)
        person.tap(page.get_by_text("Devices", exact=True).last)
        person.tap(page.get_by_text("Front door", exact=True).last)
        person.tap(page.get_by_text(re.compile("Motion detected")).last)
        expect(page.locator("ha-automation-trigger-row")).to_have_count(1)


def test_storage_and_cost(sit: Sit, screen: Screen) -> None:
    """The gateway's page says how much there is and what it costs."""
    person = sit(screen)
    page = person.page
    with person.does(16, "Storage and cost", taps=more_on_a_phone(person, 4)):
        to_integration(person)
        person.tap(page.locator("ha-config-entry-device-row", has_text="Gateway").first)
        page.wait_for_url("**/config/devices/device/*")
        expect(entity(page, "Archive size")).to_contain_text(re.compile(r"\d.*(MB|GB)"))
        expect(entity(page, "Archive cost in 30 days")).to_be_visible()

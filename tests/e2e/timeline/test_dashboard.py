"""What the card tells Home Assistant's editor of dashboards."""

from playwright.sync_api import expect

from .conftest import SCREENS, Sit
from .places import tile

SUGGESTED = """entity => window.customCards.find(card => card.type === "camvault-timeline-card").getEntitySuggestion(
    document.querySelector("home-assistant").hass, entity)"""
FORM = """async () => {
    const form = await customElements.get("camvault-timeline-card").getConfigForm();
    return form.schema.map(field => form.computeLabel(field));
}"""


def test_the_editor_is_told_what_fits_an_entity(sit: Sit) -> None:
    """Each camera's own entities suggest the card; the gateway's do not; the form has words for all."""
    page = sit(SCREENS["desktop"]).page
    expect(tile(page, "Front door")).to_be_visible()
    assert page.evaluate(SUGGESTED, "camera.front_door")["config"]["layout"] == "camera"
    assert page.evaluate(SUGGESTED, "event.front_door_activity")["config"]["layout"] == "list"
    assert page.evaluate(SUGGESTED, "binary_sensor.camvault_home_archive") is None
    assert page.evaluate(FORM)[:3] == ["Title", "Layout", "Cameras"]


def test_a_camera_suggests_the_card(sit: Sit) -> None:
    """Who adds a camera to a dashboard sees the card with that camera's own events, ready to be taken."""
    person = sit(SCREENS["desktop"], "/camvault-demo/cameras?edit=1")
    dialog = person.page.locator("hui-dialog-create-card")
    with person.does(14, "A camera and its events on a dashboard: see it offered", taps=2):
        person.tap(person.page.get_by_role("button", name="Add card").first)
        dialog.get_by_placeholder("Search entities").fill("camera.front_door")
        person.tap(dialog.get_by_text("Front door", exact=True).first)
        expect(tile(person.page, "Front door")).to_be_visible()
    expect(dialog.locator("camvault-card-view")).to_be_visible()

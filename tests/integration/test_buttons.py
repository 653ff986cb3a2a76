"""Test the buttons of notifications, and that what a removed user has seen is forgotten."""

from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.core import Context, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.camvault.timeline.buttons import TAPPED

from .allowing import allow
from .fake_gateway import FakeGateway
from .waiting import until

SEEN = "CAMVAULT_SEEN_home_event1"
PROTECT = "CAMVAULT_PROTECT_home_event1"


@pytest.fixture
def resident(loaded: MockConfigEntry, hass_read_only_user: MockUser) -> MockUser:
    """Return a user who may see the front door."""
    hass_read_only_user.groups = []
    allow(hass_read_only_user, front_door={POLICY_READ: True})
    return hass_read_only_user


async def _tap(hass: HomeAssistant, action: object, user_id: str | None) -> None:
    """Tap a button, and wait until whatever it does is done."""
    hass.bus.async_fire(TAPPED, {"action": action, "tag": "x"}, context=Context(user_id=user_id))
    await hass.async_block_till_done()


async def test_seen(hass: HomeAssistant, gateway: FakeGateway, resident: MockUser) -> None:
    """The event is seen by the user who taps."""
    await _tap(hass, SEEN, resident.id)
    assert gateway.marks == [(resident.id, {"seen": True, "events": ["event1"]})]


async def test_protect(
    hass: HomeAssistant, gateway: FakeGateway, resident: MockUser, caplog: pytest.LogCaptureFixture
) -> None:
    """The event is protected by a user who may control the camera, and by no other."""
    await _tap(hass, PROTECT, resident.id)
    assert not gateway.events["event1"]["protected"]
    assert "You can view what Front door saw" in caplog.text
    allow(resident, front_door={POLICY_READ: True, POLICY_CONTROL: True})
    await _tap(hass, PROTECT, resident.id)
    assert gateway.events["event1"]["protected"]


@pytest.mark.parametrize(
    "action",
    [
        "CAMVAULT_DELETE_home_event1",
        "CAMVAULT_SEEN_home_event1/../x",
        "CAMVAULT_SEEN_other_event1",
        "CAMVAULT_SEEN_home_none",
        "CAMVAULT_",
    ],
)
async def test_what_is_no_button(
    hass: HomeAssistant, gateway: FakeGateway, resident: MockUser, action: str, caplog: pytest.LogCaptureFixture
) -> None:
    """What is not there, or makes no sense, does nothing but say so."""
    await _tap(hass, action, resident.id)
    assert not gateway.marks
    assert "The button of a notification did nothing" in caplog.text


@pytest.mark.parametrize("action", ["SOMETHING_ELSE", None, 5, ["CAMVAULT_"]])
async def test_others_buttons(
    hass: HomeAssistant, gateway: FakeGateway, resident: MockUser, action: object, caplog: pytest.LogCaptureFixture
) -> None:
    """Other people's buttons are theirs."""
    await _tap(hass, action, resident.id)
    assert not gateway.marks
    assert "The button" not in caplog.text


@pytest.mark.parametrize("user", [None, "unknown", "inactive"])
async def test_nobody(hass: HomeAssistant, gateway: FakeGateway, resident: MockUser, user: str | None) -> None:
    """Who is no user taps nothing, nor does one who was shut out."""
    resident.is_active = user != "inactive"
    await _tap(hass, SEEN, resident.id if user == "inactive" else user)
    await _tap(hass, PROTECT, resident.id if user == "inactive" else user)
    assert not gateway.marks
    assert not gateway.events["event1"]["protected"]


async def test_hidden(hass: HomeAssistant, gateway: FakeGateway, resident: MockUser) -> None:
    """Nobody taps on what they may not see."""
    resident.mock_policy({})
    await _tap(hass, SEEN, resident.id)
    assert not gateway.marks


async def test_away(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    resident: MockUser,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """While the gateway is away a button says so in the log."""
    await hass.config_entries.async_unload(loaded.entry_id)
    await _tap(hass, SEEN, resident.id)
    assert "Couldn't reach the gateway" in caplog.text


async def test_removed_user(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Nothing stays of a user who is removed."""
    # The first one owns Home Assistant, and stays.
    await hass.auth.async_create_user("Owner")
    user = await hass.auth.async_create_user("Former resident")
    gateway.seen = {user.id: {"event1"}, "another": {"event1"}}
    await hass.auth.async_remove_user(user)
    await until(lambda: gateway.seen == {"another": {"event1"}})

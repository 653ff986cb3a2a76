"""Test the examples of the page about automations, as people copy them."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from .automating import BLUEPRINTS, happen, run
from .fake_gateway import FakeGateway
from .phones import Phone
from .waiting import until

PAGE = BLUEPRINTS.parent / "docs" / "automations.md"


@pytest.fixture
def examples() -> list[dict[str, Any]]:
    """Return the page's examples."""
    return [parse_yaml(block.partition("```")[0]) for block in PAGE.read_text().split("```yaml\n")[1:]]  # type: ignore[misc]


async def test_light(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, examples: list[dict[str, Any]]
) -> None:
    """The light goes on with motion, and off with it."""
    switched_on, switched_off = (async_mock_service(hass, "light", f"turn_{way}") for way in ("on", "off"))
    await run(hass, examples[0] | {"conditions": []})
    await gateway.say_camera("front-door", motion=True)
    await until(lambda: switched_on)
    await gateway.say_camera("front-door", motion=False)
    await until(lambda: switched_off)


async def test_clip(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    phone: Phone,
    examples: list[dict[str, Any]],
    hass_client: ClientSessionGenerator,
) -> None:
    """The phone gets the way to the very clip."""
    await run(hass, examples[1])
    await happen(gateway, "event2", "clip2", "person")
    await until(lambda: phone.told)
    answer = await (await hass_client()).get(phone.told[0]["data"]["video"])
    assert (answer.content_type, await answer.read()) == ("video/mp4", b"bytes")
    assert phone.told[0]["data"]["url"] == f"/camvault/event/{loaded.entry_id}/event2"


async def test_protect(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, examples: list[dict[str, Any]]
) -> None:
    """What shows a person is protected while the alarm is armed."""
    hass.states.async_set("alarm_control_panel.alarm", "armed_away")
    await run(hass, examples[2])
    await happen(gateway, "event2", "clip2", "person")
    await until(lambda: gateway.events["event2"]["protected"])

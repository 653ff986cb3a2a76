"""Automations of the blueprints, as a person makes them after the import."""

from pathlib import Path
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event

BLUEPRINTS: Final = Path(__file__).parents[2] / "blueprints"
CAMERAS: Final = ["event.front_door_activity", "event.garden_activity"]
TIME: Final = "2026-11-23T19:00:00.000Z"


async def automate(hass: HomeAssistant, config_dir: Path, name: str, **inputs: object) -> None:
    """Make an automation of a blueprint that lies where an import puts it."""
    (config_dir / "blueprints").symlink_to(BLUEPRINTS)
    hass.config.config_dir = str(config_dir)
    await run(hass, {"use_blueprint": {"path": f"camvault/{name}.yaml", "input": inputs}})


async def run(hass: HomeAssistant, automation: dict[str, Any]) -> None:
    """Set an automation going."""
    assert await async_setup_component(hass, "automation", {"automation": automation})
    await hass.async_block_till_done()
    assert hass.states.is_state("automation.automation_0", "on")


async def happen(
    gateway: FakeGateway, event: str, capture: str, label: str, *, picture: bool = True, **changes: object
) -> None:
    """Let something happen at the front door."""
    item = make_capture(capture, "front-door", TIME, event=event, labels=[label], thumbnail=False, **changes)
    gateway.add_capture(item, b"bytes", b"jpeg")
    gateway.events[event] = make_event(event, "front-door", TIME, captures=1, labels=[label])
    await gateway.say("event", event=gateway.events[event])
    await gateway.say("capture", new=True, capture=item)
    if picture:
        item["thumbnail"] = True
        gateway.events[event]["picture"] = capture
        await gateway.say("capture", new=False, capture=item)
        await gateway.say_camera("front-door", last_event=gateway.events[event])

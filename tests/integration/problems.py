"""What the gateway says of a broken archive, and what Home Assistant's repairs say then."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from custom_components.camvault.const import DOMAIN

from .fake_gateway import FakeGateway
from .fake_values import make_health
from .waiting import until

CONNECTED = make_health("connected")


def failing(problem: str | None, since: str | None = None) -> dict[str, Any]:
    """Return what the gateway says of an archive with this problem."""
    return {"archive": make_health("failing", problem) | {"failing_since": since}}


def problems(hass: HomeAssistant) -> dict[str, ir.IssueEntry]:
    """Return the issues there are, by problem."""
    issues = ir.async_get(hass).issues.values()
    return {str(issue.translation_key): issue for issue in issues if issue.domain == DOMAIN and issue.active}


async def said(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """Wait until what the gateway said before was heard."""
    count = gateway.cameras["garden"]["events_today"] + 1
    await gateway.say_camera("garden", events_today=count)
    await until(lambda: hass.states.is_state("sensor.garden_events_today", str(count)))

"""Test what is told of wrong passwords at the gateway."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.issue_registry import IssueSeverity
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_gateway import FakeGateway
from .problems import problems
from .waiting import until

SINCE = "2026-11-23T10:00:00.000Z"


async def test_guessing(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Where they come from and how many is a repair, as long as the gateway says so."""
    one = {"address": "10.0.0.66", "guesses": 40, "since": SINCE}
    await gateway.say_gateway(guessing=[one])
    await until(lambda: set(problems(hass)) == {"passwords_guessed"})
    issue = problems(hass)["passwords_guessed"]
    assert issue.translation_placeholders == {"name": "CamVault home", "addresses": "10.0.0.66", "guesses": "40"}
    assert (issue.severity, issue.is_fixable) == (IssueSeverity.WARNING, False)
    others = {"address": None, "guesses": 500, "since": SINCE}
    await gateway.say_gateway(guessing=[one, others])
    await until(lambda: (problems(hass)["passwords_guessed"].translation_placeholders or {})["guesses"] == "540")
    placeholders = problems(hass)["passwords_guessed"].translation_placeholders or {}
    assert placeholders["addresses"] == "10.0.0.66, …"
    await gateway.say_gateway(guessing=[])
    await until(lambda: not problems(hass))

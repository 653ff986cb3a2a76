"""Set the integration up in Home Assistant, through its own config flow like a person would."""

from typing import Any

from .hass_api import HassApi
from .programs import DemoError

DOMAIN = "camvault"
MOST_STEPS = 5


async def entry_of(hass: HassApi) -> dict[str, Any] | None:
    """Find the config entry; none before the first set-up."""
    entries: list[dict[str, Any]] = await hass.call("GET", f"config/config_entries/entry?domain={DOMAIN}")
    return entries[0] if entries else None


async def loaded(hass: HassApi) -> bool:
    """Tell whether the config entry is loaded."""
    entry = await entry_of(hass)
    return entry is not None and entry["state"] == "loaded"


async def set_up(hass: HassApi, url: str, token: str) -> None:
    """Walk through the config flow; a gateway that is set up already gets its address and token updated."""
    step = await hass.call("POST", "config/config_entries/flow", {"handler": DOMAIN, "show_advanced_options": False})
    for _ in range(MOST_STEPS):
        if step["type"] == "create_entry" or step.get("reason") == "already_configured":
            return
        if step["type"] != "form" or step.get("errors"):
            break
        answers = {name: value for name, value in (("url", url), ("token", token)) if name in _fields(step)}
        step = await hass.call("POST", f"config/config_entries/flow/{step['flow_id']}", answers)
    raise DemoError(f"The integration's config flow did not finish: {step.get('errors') or step.get('reason') or step}")


def _fields(step: dict[str, Any]) -> set[str]:
    return {field["name"] for field in step.get("data_schema") or []}

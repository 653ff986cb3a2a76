"""Add a camera, and change it, as people do."""

from typing import Any

from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from pytest_homeassistant_custom_component.common import MockConfigEntry

DRIVE = {"name": " Drive ", "shared": False}


async def begin(hass: HomeAssistant, entry: MockConfigEntry) -> SubentryFlowResult:
    """Press Add camera."""
    flow = hass.config_entries.subentries
    return await flow.async_init((entry.entry_id, "camera"), context={"source": SOURCE_USER})


async def change(hass: HomeAssistant, entry: MockConfigEntry, subentry_id: str, what: str) -> SubentryFlowResult:
    """Press Change camera, and choose what."""
    flow = hass.config_entries.subentries
    context = {"source": SOURCE_RECONFIGURE, "subentry_id": subentry_id}
    result = await flow.async_init((entry.entry_id, "camera"), context=context)  # type: ignore[arg-type]
    assert (result["type"], result["step_id"]) == (FlowResultType.MENU, "reconfigure")
    return await go_on(hass, result, {"next_step_id": what})


async def go_on(
    hass: HomeAssistant, result: SubentryFlowResult, typed: dict[str, Any] | None = None
) -> SubentryFlowResult:
    """Submit what is typed, or look again at what is shown."""
    return await hass.config_entries.subentries.async_configure(result["flow_id"], typed)


async def wait_for(hass: HomeAssistant, result: SubentryFlowResult, step: str) -> SubentryFlowResult:
    """Look until a step is shown."""
    while True:
        shown = await go_on(hass, result)
        if step in {shown.get("step_id"), shown.get("progress_action")}:
            return shown
        await hass.async_block_till_done()

"""Repairs platform for the CamVault integration."""

from typing import Any

from homeassistant.components.repairs import FlowType, RepairsFlow, RepairsFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
import probatio


class ArchiveRepairFlow(RepairsFlow):
    """Say what is wrong with the archive, and go on in the options flow's form for it."""

    def __init__(self, entry_id: str) -> None:
        """Remember whose archive it is."""
        self._entry_id = entry_id

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Begin."""
        return await self.async_step_confirm()

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Say what to do, then open the form; the issue goes when the gateway says that the archive works."""
        if user_input is None:
            issue = ir.async_get(self.hass).async_get_issue(self.handler, self.issue_id)
            placeholders = issue.translation_placeholders if issue else None
            return self.async_show_form(
                step_id="confirm", data_schema=probatio.Schema({}), description_placeholders=placeholders
            )
        if flow_id := await self._async_open_form():
            return self.async_abort(reason="form_opened", next_flow=(FlowType.OPTIONS_FLOW, flow_id))
        return self.async_abort(reason="no_form")

    async def _async_open_form(self) -> str | None:
        """Begin the options flow at the archive; without the gateway there is no form."""
        options = self.hass.config_entries.options
        flow_id = (await options.async_init(self._entry_id))["flow_id"]
        result = await options.async_configure(flow_id, {"next_step_id": "archive"})
        return flow_id if result["type"] is FlowResultType.FORM else None


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return the flow that fixes an issue; all that can be fixed are the archive's."""
    return ArchiveRepairFlow(str((data or {})["entry_id"]))

"""Repairs platform for the CamVault integration."""

from typing import Any, override

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.components.repairs.models import RepairsFlowContext
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import probatio

from .flows.archive import ArchiveSteps
from .flows.moved import MovedRepairFlow


class ArchiveRepairFlow(ArchiveSteps[RepairsFlowContext, RepairsFlowResult], RepairsFlow):
    """Explain the archive's problem, then show the form for it."""

    def __init__(self, entry_id: str) -> None:
        """Remember whose archive it is."""
        self._entry_id = entry_id

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Begin."""
        return await self.async_step_confirm()

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Explain the problem."""
        if user_input is not None:
            return await self.async_step_archive()
        issue = ir.async_get(self.hass).async_get_issue(self.handler, self.issue_id)
        return self.async_show_form(
            step_id="confirm",
            data_schema=probatio.Schema({}),
            description_placeholders=issue.translation_placeholders if issue else None,
        )

    @property
    @override
    def _entry(self) -> ConfigEntry:
        """Return the entry whose archive it is."""
        return self.hass.config_entries.async_get_known_entry(self._entry_id)

    @override
    async def _async_accepted(self) -> RepairsFlowResult:
        """End; the issue comes back if the gateway still has the problem."""
        return self.async_create_entry(data={})


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return the flow that fixes an issue: with an address it is a gateway that moved, all others are the archive's."""
    entry_id, url = str((data or {})["entry_id"]), (data or {}).get(CONF_URL)
    return MovedRepairFlow(entry_id, url) if isinstance(url, str) else ArchiveRepairFlow(entry_id)

"""A gateway at another address: followed after a proof, or when a person confirms it."""

from typing import Any, Final

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.aiohttp_client import async_get_clientsession
import probatio
from yarl import URL

from ..api.connection import knows_token
from ..const import DOMAIN
from .discovery import FoundGateway

MOVED: Final = "gateway_moved"


async def async_is_proven(hass: HomeAssistant, entry: ConfigEntry, found: FoundGateway) -> bool:
    """Return whether the announced gateway proves to know the token; if not, create an issue that asks the owner."""
    if await knows_token(async_get_clientsession(hass), found.url, entry.data[CONF_TOKEN], found.id):
        return True
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{MOVED}_{entry.entry_id}",
        data={"entry_id": entry.entry_id, CONF_URL: found.url},
        is_fixable=True,
        severity=ir.IssueSeverity.ERROR,
        translation_key=MOVED,
        translation_placeholders={"name": entry.title, "address": URL(found.url).authority},
    )
    return False


class MovedRepairFlow(RepairsFlow):
    """Show the gateway's new address, and use it once somebody has confirmed it."""

    def __init__(self, entry_id: str, url: str) -> None:
        """Remember the address that is shown: another announcement does not change it."""
        self._entry_id = entry_id
        self._url = url

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Begin."""
        return await self.async_step_confirm()

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask, then give the entry its new address."""
        entry = self.hass.config_entries.async_get_known_entry(self._entry_id)
        if user_input is not None:
            self.hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_URL: self._url})
            self.hass.config_entries.async_schedule_reload(entry.entry_id)
            return self.async_create_entry(data={})
        return self.async_show_form(
            step_id="confirm",
            data_schema=probatio.Schema({}),
            description_placeholders={"name": entry.title, "address": URL(self._url).authority},
        )

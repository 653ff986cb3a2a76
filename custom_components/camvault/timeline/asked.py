"""How a command is answered: for whom, by which gateway, and with which errors."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection, const
from homeassistant.components.websocket_api.const import WebSocketCommandHandler
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..api.client import CamVaultClient
from ..api.connection import JsonObject
from ..api.errors import CamVaultConnectionError, CamVaultOutdatedError, CamVaultRefusedError
from ..const import DOMAIN
from ..coordinator import CamVaultConfigEntry
from ..failures import gateway_errors, invalid
from ..rights import Rights

UNAVAILABLE: Final = "unavailable"
OUTDATED: Final = "outdated"
# The code of each error by its translation key.
_CODES: Final = {
    "unknown_event": const.ERR_NOT_FOUND,
    "unknown_gateway": const.ERR_NOT_FOUND,
    "expired": const.ERR_NOT_FOUND,
    "nothing_to_play": const.ERR_NOT_FOUND,
    "not_allowed": const.ERR_UNAUTHORIZED,
    "event_protected": const.ERR_INVALID_FORMAT,
    "event_going_on": const.ERR_INVALID_FORMAT,
    "gateway_outdated": OUTDATED,
    "wrong_version": OUTDATED,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A command of a user to a gateway."""

    hass: HomeAssistant
    entry: CamVaultConfigEntry
    rights: Rights
    user_id: str
    message: dict[str, Any]

    @property
    def client(self) -> CamVaultClient:
        """Return the gateway's API."""
        return self.entry.runtime_data.client


type Answer = Callable[[Asked], Awaitable[JsonObject]]


def command(name: str, fields: VolDictType, *, of_timeline: bool = True) -> Callable[[Answer], WebSocketCommandHandler]:
    """Return what makes a function a command to one gateway, which for the timeline must be new enough."""

    def decorate(answer: Answer) -> WebSocketCommandHandler:
        @websocket_api.websocket_command(
            {probatio.Required("type"): f"{DOMAIN}/{name}", probatio.Required("entry_id"): cv.string, **fields}
        )
        @websocket_api.async_response
        async def handle(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
            try:
                with gateway_errors():
                    result = await answer(_asked(hass, connection, msg, of_timeline=of_timeline))
            except HomeAssistantError as err:
                _async_send_error(connection, msg["id"], err)
            else:
                connection.send_result(msg["id"], result)

        return handle

    return decorate


def loaded_entry(hass: HomeAssistant, entry_id: str) -> CamVaultConfigEntry:
    """Return the entry of a gateway that is set up; the id may come from anywhere."""
    entry: CamVaultConfigEntry | None = hass.config_entries.async_get_entry(entry_id)
    if entry is None or entry.domain != DOMAIN:
        raise invalid("unknown_gateway")
    if entry.state is not ConfigEntryState.LOADED:
        raise CamVaultConnectionError("not loaded")
    return entry


def _asked(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any], *, of_timeline: bool) -> Asked:
    """Return the command of a message, if its gateway is there and new enough."""
    entry = loaded_entry(hass, msg["entry_id"])
    if of_timeline and not entry.runtime_data.data.gateway.has_timeline:
        raise CamVaultOutdatedError
    return Asked(hass, entry, Rights(hass, entry.runtime_data, connection.user), connection.user.id, msg)


def _async_send_error(connection: ActiveConnection, msg_id: int, err: HomeAssistantError) -> None:
    """Answer with an error, which the browser finds the user's own words for."""
    connection.send_error(
        msg_id,
        _code(err),
        str(err),
        translation_key=err.translation_key,
        translation_domain=err.translation_domain,
        translation_placeholders=err.translation_placeholders,
    )


def _code(err: HomeAssistantError) -> str:
    """Return the code of an error; what the gateway refuses was asked in the wrong way."""
    if found := _CODES.get(err.translation_key or ""):
        return found
    return const.ERR_INVALID_FORMAT if isinstance(err.__cause__, CamVaultRefusedError) else UNAVAILABLE

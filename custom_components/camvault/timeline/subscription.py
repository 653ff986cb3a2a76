"""The subscription: what changes at all gateways, for one user, at a pace that a phone can follow."""

from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.device_registry import EVENT_DEVICE_REGISTRY_UPDATED
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_registry import EVENT_ENTITY_REGISTRY_UPDATED
import probatio

from ..api.connection import JsonObject
from ..const import DOMAIN
from ..pace import Paced
from .followed import FollowedGateway

# How often a browser hears of one and the same event or capture.
MESSAGE_PAUSE_S: Final = 0.2
# How often it hears of a gateway.
STATE_PAUSE_S: Final = 1.0
# With more at once it is better to ask anew; Home Assistant closes connections that are too far behind.
MOST_MESSAGES: Final = 500


class Subscription:
    """All gateways as one connection follows them."""

    def __init__(self, hass: HomeAssistant, connection: ActiveConnection, msg_id: int) -> None:
        """Keep whom to tell."""
        self._hass = hass
        self._connection = connection
        self._msg_id = msg_id
        self._gateways: dict[str, FollowedGateway] = {}
        self._told: dict[str, JsonObject | None] = {}
        self._waiting: dict[tuple[str, ...], JsonObject] = {}
        self._messages = Paced(hass, MESSAGE_PAUSE_S, self._async_send_messages)
        self._states = Paced(hass, STATE_PAUSE_S, self._async_send_changes)
        self._listening = [
            async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._async_follow_entry),
            hass.bus.async_listen(EVENT_DEVICE_REGISTRY_UPDATED, self._async_follow_registry),
            hass.bus.async_listen(EVENT_ENTITY_REGISTRY_UPDATED, self._async_follow_registry),
        ]

    @callback
    def async_start(self) -> None:
        """Send the state, and follow from now on."""
        self._async_follow_all()
        self.async_renew()

    @callback
    def async_stop(self) -> None:
        """Send nothing more."""
        for stop in self._listening:
            stop()
        for gateway in self._gateways.values():
            gateway.async_stop()
        self._messages.async_stop()
        self._states.async_stop()

    @callback
    def async_tell(self, key: tuple[str, ...], message: JsonObject) -> None:
        """Send a message, in place of one with the same key that is not sent yet."""
        self._waiting.pop(key, None)
        self._waiting[key] = message
        self._messages.async_ask()

    @callback
    def async_renew(self) -> None:
        """Send the state of all gateways: messages may have been missed."""
        self._waiting.clear()
        self._told = {entry_id: gateway.state for entry_id, gateway in self._gateways.items()}
        gateways = [self._with_unseen(entry_id, state) for entry_id, state in self._told.items() if state]
        self._async_send({"type": "state", "gateways": gateways})

    @callback
    def async_change(self) -> None:
        """Send the state of those gateways whose state changed, in a moment."""
        self._states.async_ask()

    @callback
    def _async_follow_all(self) -> None:
        """Follow the gateways that are set up, and no others."""
        entries = self._hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
        current = {entry.entry_id: entry for entry in entries}
        for entry_id in self._gateways.keys() - current.keys():
            self._gateways.pop(entry_id).async_stop()
        for entry_id in current.keys() - self._gateways.keys():
            user = self._connection.user
            self._gateways[entry_id] = FollowedGateway(self._hass, current[entry_id], user, self)

    @callback
    def _async_follow_entry(self, _change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Follow an entry that comes, goes, or is loaded anew."""
        if entry.domain != DOMAIN:
            return
        known = set(self._gateways)
        self._async_follow_all()
        followed = self._gateways.get(entry.entry_id)
        if (followed and followed.async_attach()) or known != set(self._gateways):
            self.async_renew()
        else:
            self.async_change()

    @callback
    def _async_follow_registry(self, _event: Event[Any]) -> None:
        """Follow names, areas and what is disabled."""
        self.async_change()

    @callback
    def _async_send_messages(self) -> None:
        """Send the messages that wait, or the state when they are too many."""
        waiting, self._waiting = self._waiting, {}
        if len(waiting) > MOST_MESSAGES:
            self.async_renew()
            return
        for message in waiting.values():
            self._async_send(message)

    @callback
    def _async_send_changes(self) -> None:
        """Send the gateways that are not as they were last told."""
        for entry_id, gateway in self._gateways.items():
            state = gateway.state
            if state == self._told.get(entry_id):
                continue
            if state is None or self._told.get(entry_id) is None:
                # A gateway came or went for this user.
                self.async_renew()
                return
            self._told[entry_id] = state
            self._async_send({"type": "gateway", "entry_id": entry_id, "gateway": self._with_unseen(entry_id, state)})

    def _with_unseen(self, entry_id: str, state: JsonObject) -> JsonObject:
        """Return a gateway's state with what changes by itself."""
        return state | {"unseen": self._gateways[entry_id].unseen}

    @callback
    def _async_send(self, message: JsonObject) -> None:
        self._connection.send_message(websocket_api.event_message(self._msg_id, message))


@websocket_api.websocket_command({probatio.Required("type"): f"{DOMAIN}/subscribe"})
@callback
def async_subscribe(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Send the state of all gateways, and what changes."""
    subscription = Subscription(hass, connection, msg["id"])
    connection.subscriptions[msg["id"]] = subscription.async_stop
    connection.send_result(msg["id"])
    subscription.async_start()

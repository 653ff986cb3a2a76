"""Follow one gateway for one subscription: its live messages, its availability, its groups, and what is unseen."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Final, Protocol

from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..api.connection import JsonObject
from ..api.errors import CamVaultError
from ..api.live import CaptureChanged, EventChanged, EventRemoved, FullState, LiveMessage, SeenChanged
from ..const import DOMAIN
from ..coordinator import CamVaultConfigEntry, CamVaultCoordinator
from ..pace import Paced
from ..permissions import may_see
from ..rights import Rights
from ..signals import groups_signal, message_signal
from .read import shown_capture
from .state import gateway_state, has_timeline, is_available

# How often the unseen events are counted anew while new ones come.
COUNT_PAUSE_S: Final = 5.0
_GROUPS: Final = "groups"
_UNSEEN: Final = "unseen"


class Subscriber(Protocol):
    """Who is told of a gateway."""

    def async_tell(self, key: tuple[str, ...], message: JsonObject) -> None:
        """Send a message, in place of one with the same key that is not sent yet."""

    def async_renew(self) -> None:
        """Send the state of all gateways: messages may have been missed."""

    def async_change(self) -> None:
        """Send the state of those gateways whose state changed, in a moment."""


class FollowedGateway:
    """A gateway as one subscriber sees it."""

    def __init__(self, hass: HomeAssistant, entry: CamVaultConfigEntry, user: User, subscriber: Subscriber) -> None:
        """Begin to follow."""
        self._hass = hass
        self.entry = entry
        self._user = user
        self._subscriber = subscriber
        self._groups: list[Mapping[str, str]] = []
        # None until it was counted.
        self.unseen: int | None = None
        self._is_anew = False
        self._due: set[str] = set()
        self._asking: asyncio.Task[None] | None = None
        self._coordinator: CamVaultCoordinator | None = None
        self._leave: CALLBACK_TYPE | None = None
        self._counting = Paced(hass, COUNT_PAUSE_S, self._async_recount)
        self._listening = [
            async_dispatcher_connect(hass, message_signal(entry.entry_id), self._async_hear),
            async_dispatcher_connect(hass, groups_signal(entry.entry_id), self._async_regroup),
        ]
        self.async_attach()

    @property
    def state(self) -> JsonObject | None:
        """Return the gateway as the subscriber may see it, if at all."""
        return gateway_state(self._hass, self.entry, self._user, self._groups)

    @callback
    def async_attach(self) -> bool:
        """Listen to the coordinator that the entry has now; return whether it is a new one."""
        coordinator = self.entry.runtime_data if self.entry.state is ConfigEntryState.LOADED else None
        if coordinator is self._coordinator:
            return False
        self._async_detach()
        self._coordinator = coordinator
        if coordinator is not None:
            self._leave = coordinator.async_add_listener(self._async_update)
            self._async_ask(_GROUPS, _UNSEEN)
        return coordinator is not None

    @callback
    def async_stop(self) -> None:
        """Follow no longer."""
        self._async_detach()
        self._counting.async_stop()
        for stop in self._listening:
            stop()
        if self._asking:
            self._asking.cancel()

    @callback
    def _async_detach(self) -> None:
        if self._leave:
            self._leave()
        self._leave = self._coordinator = None

    def _sees(self, camera: str) -> bool:
        return may_see(self._hass, self._user, self.entry.unique_id or "", camera)

    @callback
    def _async_hear(self, message: LiveMessage) -> None:
        """Pass a message on if the subscriber may see its camera."""
        match message:
            case FullState():
                # The coordinator takes it over next, and then tells its listeners.
                self._is_anew = True
            case EventChanged(event=event) if self._sees(event.camera):
                self._async_tell("event", event.id, event=message.wire)
            case EventRemoved(id=event_id, camera=camera) if self._sees(camera):
                self._async_tell("event_removed", event_id, id=event_id, camera=camera)
                self._counting.async_ask()
            case CaptureChanged(capture=capture, new=is_new) if self._sees(capture.camera):
                self._async_tell("capture", capture.id, capture=shown_capture(message.wire))
                if is_new:
                    self._counting.async_ask()
            case SeenChanged(user=user) if user == self._user.id:
                self._async_ask(_UNSEEN)

    @callback
    def _async_update(self) -> None:
        """Follow the coordinator's state; after a new full state, messages before it may have been missed."""
        if not self._is_anew:
            self._subscriber.async_change()
            return
        self._is_anew = False
        self._subscriber.async_renew()
        self._async_ask(_GROUPS, _UNSEEN)

    @callback
    def _async_tell(self, kind: str, identity: str, **fields: object) -> None:
        """Send a message about one thing; that an event is gone replaces all that was said of it."""
        key = (self.entry.entry_id, kind.removesuffix("_removed"), identity)
        self._subscriber.async_tell(key, {"type": kind, "entry_id": self.entry.entry_id, **fields})

    @callback
    def _async_regroup(self) -> None:
        self._async_ask(_GROUPS)

    @callback
    def _async_recount(self) -> None:
        self._async_ask(_UNSEEN)

    @callback
    def _async_ask(self, *parts: str) -> None:
        """Ask the gateway for parts of the state that it does not push."""
        self._due.update(parts)
        if self._asking is None or self._asking.done():
            asking = self._async_answer()
            self._asking = self._hass.async_create_background_task(asking, f"{DOMAIN} timeline", eager_start=False)

    async def _async_answer(self) -> None:
        """Ask for all that is due; what a gateway cannot say now stays as it was."""
        while self._due:
            part = self._due.pop()
            with suppress(CamVaultError):
                await (self._async_list_groups() if part == _GROUPS else self._async_count())

    async def _async_list_groups(self) -> None:
        if not is_available(self.entry):
            return
        self._groups = [{"id": group.id, "name": group.name} for group in await self.entry.runtime_data.client.groups()]
        self._subscriber.async_change()

    async def _async_count(self) -> None:
        if not is_available(self.entry) or not has_timeline(self.entry):
            return
        coordinator = self.entry.runtime_data
        cameras = Rights(self._hass, coordinator, self._user).cameras(None)
        answer = {} if cameras is None else await coordinator.client.seen(self._user.id, cameras)
        if isinstance(unseen := answer.get("unseen", 0), int) and unseen != self.unseen:
            self.unseen = unseen
            self._async_tell("seen", "", unseen=unseen)

"""The coordinator: follows a gateway's WebSocket and keeps the site's state."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
import logging
from random import uniform
from typing import Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed

from .api.client import CamVaultClient
from .api.errors import CamVaultAuthError, CamVaultError, OtherGatewayError
from .api.gateway import Settings
from .api.live import CameraRemoved, CaptureChanged, FullState, LiveMessage, Unreadable
from .api.models import Capture
from .const import DOMAIN
from .failures import translated
from .reservations import Reservations
from .signals import capture_signal, message_signal
from .site import Site

_LOGGER = logging.getLogger(__name__)

MIN_BACKOFF_S: Final = 1.0
MAX_BACKOFF_S: Final = 60.0

type CamVaultConfigEntry = ConfigEntry[CamVaultCoordinator]


class CamVaultCoordinator(DataUpdateCoordinator[Site]):
    """One site's state, pushed by its gateway, and its captures as they come in.

    It never polls: of Home Assistant's coordinator it takes the first refresh, the listeners and their guard.
    """

    config_entry: CamVaultConfigEntry

    def __init__(self, hass: HomeAssistant, entry: CamVaultConfigEntry, client: CamVaultClient) -> None:
        """Initialize the coordinator."""
        super().__init__(hass, _LOGGER, config_entry=entry, name=entry.title, update_interval=None)
        self.client = client
        self.reserved = Reservations(self.async_update_listeners)
        self._cursor: str | None = None
        self._has_begun = False
        self._has_time_zone = False
        self._latest: dict[str, Capture] = {}

    @callback
    def async_take_latest(self, camera_id: str) -> Capture | None:
        """Return a camera's newest capture unless it was taken; the first can be there before the camera's entities."""
        return self._latest.pop(camera_id, None)

    @override
    async def async_request_refresh(self) -> None:
        """Do nothing: the gateway has already said all there is."""

    @override
    async def _async_update_data(self) -> Site:
        """Wait for the first full state; all that follows is pushed."""
        live = self.client.live()
        try:
            site = self._async_begin(await anext(live))
        except CamVaultAuthError as err:
            raise translated(ConfigEntryAuthFailed, err) from err
        except CamVaultError as err:
            await live.aclose()
            raise translated(UpdateFailed, err) from err
        # Not eagerly: what is already in the socket must find this first state in place.
        self.config_entry.async_create_background_task(
            self.hass, self._async_listen(live), f"{DOMAIN} live", eager_start=False
        )
        return site

    async def _async_listen(self, live: AsyncGenerator[LiveMessage]) -> None:
        """Receive messages, and reconnect whenever the connection ends."""
        backoff = 0.0
        while True:
            since = self.hass.loop.time()
            try:
                await self._async_follow(live)
            except CamVaultError as err:
                self._async_lose(err)
            except asyncio.CancelledError as err:
                if (task := asyncio.current_task()) and task.cancelling():
                    raise
                # Something that was waited for was cancelled, not the listening.
                self._async_lose(err)
            except Exception as err:
                _LOGGER.exception("Unexpected error while following the gateway of %s", self.name)
                self._async_lose(err)
            backoff = next_backoff(backoff, self.hass.loop.time() - since)
            await asyncio.sleep(backoff * uniform(0.5, 1))  # noqa: S311
            self._has_begun = False
            live = self.client.live(self._cursor)

    async def _async_follow(self, live: AsyncGenerator[LiveMessage]) -> None:
        """Receive messages; returns when a new full state is due because a message could not be read.

        That is once a minute at most, and makes nothing unavailable.
        """
        since, unread = self.hass.loop.time(), False
        async with aclosing(live):
            async for message in live:
                if isinstance(message, Unreadable) and self._has_begun:
                    _LOGGER.warning("A message of the gateway of %s cannot be read: %s", self.name, message.error)
                    unread = True
                else:
                    self._async_receive(message)
                if unread and self.hass.loop.time() - since > MAX_BACKOFF_S:
                    return
                # Whatever else is in the socket already waits, so that Home Assistant gets its turn.
                await asyncio.sleep(0)

    @callback
    def _async_lose(self, err: BaseException) -> None:
        """Make everything unavailable until the gateway is back."""
        self.async_set_update_error(translated(UpdateFailed, err))
        if isinstance(err, CamVaultAuthError):
            self.config_entry.async_start_reauth(self.hass)

    @callback
    def _async_receive(self, message: LiveMessage) -> None:
        """Update the state from a message, and send it to listeners."""
        is_full = isinstance(message, FullState) or not self._has_begun
        site = self._async_begin(message) if is_full else self.data.after(message)
        async_dispatcher_send(self.hass, message_signal(self.config_entry.entry_id), message)
        if isinstance(message, CaptureChanged):
            if message.new and not message.late:
                self._async_hand_on(message.capture)
            return
        if isinstance(message, CameraRemoved):
            self._latest.pop(message.id, None)
        self.async_set_updated_data(site)

    @callback
    def async_follow_time_zone(self, event: Event) -> None:
        """Have the gateway's days begin when Home Assistant's do; one that is lost hears of it when it is back."""
        if "time_zone" in event.data:
            self._has_time_zone = False
            if self.last_update_success:
                self._async_begin_time_zone(self.data.settings)

    @callback
    def _async_begin_time_zone(self, settings: Settings) -> None:
        """Have the gateway take over the time zone, once: another Home Assistant may have another one."""
        if self._has_time_zone:
            return
        self._has_time_zone = True
        if settings.time_zone != self.hass.config.time_zone:
            setting = self._async_set_time_zone()
            self.config_entry.async_create_background_task(self.hass, setting, f"{DOMAIN} time zone")

    @callback
    def _async_begin(self, state: LiveMessage) -> Site:
        """Return the site of a full state, if it is of the gateway that was set up."""
        if isinstance(state, Unreadable):
            raise state.error
        if not isinstance(state, FullState):
            raise CamVaultError("The first message is not a snapshot")
        if state.gateway.id != self.config_entry.unique_id:
            raise OtherGatewayError(f"Gateway {state.gateway.id} answers")
        if self.data and not self.last_update_success:
            _LOGGER.info("The gateway of %s is back", self.name)
        self._has_begun = True
        self._cursor = state.cursor
        self._latest = {}
        self._async_begin_time_zone(state.settings)
        return Site.from_state(state)

    async def _async_set_time_zone(self) -> None:
        """Let the gateway's days begin when Home Assistant's do; it says its settings anew then."""
        try:
            await self.client.change_settings(time_zone=self.hass.config.time_zone)
        except CamVaultError as err:
            self._has_time_zone = False
            _LOGGER.warning("The gateway of %s keeps its time zone: %s", self.name, err)

    @callback
    def _async_hand_on(self, capture: Capture) -> None:
        """Send a new capture to the listeners of its camera."""
        if self._cursor is not None:
            self._cursor = capture.id
        self._latest[capture.camera] = capture
        async_dispatcher_send(self.hass, capture_signal(self.config_entry.entry_id, capture.camera), capture)


def next_backoff(backoff: float, lasted: float) -> float:
    """Return how long to wait for the next attempt: not at all after a connection that held."""
    return 0.0 if lasted > MAX_BACKOFF_S else min(MAX_BACKOFF_S, max(MIN_BACKOFF_S, backoff * 2))

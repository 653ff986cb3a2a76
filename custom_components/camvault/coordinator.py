"""Keep up with what a CamVault gateway says."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace
import logging
from random import uniform
from typing import Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from .catch_up import EARLIER, MOST, Heard
from .client import CamVaultClient
from .const import DOMAIN
from .devices import async_update_devices
from .errors import (
    CamVaultAuthError,
    CamVaultConnectionError,
    CamVaultError,
    CamVaultOutdatedError,
    CamVaultVersionError,
)
from .messages import CaptureChanged, LiveMessage, Snapshot
from .models import Capture
from .site import Site
from .subentries import CameraSubentries

_LOGGER = logging.getLogger(__name__)

FIRST_SNAPSHOT_TIMEOUT_S: Final = 15
MIN_BACKOFF_S: Final = 1.0
MAX_BACKOFF_S: Final = 60.0

type CamVaultConfigEntry = ConfigEntry[CamVaultCoordinator]
type CaptureListener = Callable[[Capture], None]
type MessageListener = Callable[[LiveMessage], None]


class OtherGatewayError(CamVaultError):
    """Another gateway than the one that was set up answers."""


_ERROR_KEYS: Final[dict[type[Exception], str]] = {
    CamVaultAuthError: "invalid_auth",
    CamVaultConnectionError: "cannot_connect",
    CamVaultOutdatedError: "gateway_outdated",
    CamVaultVersionError: "wrong_version",
    OtherGatewayError: "other_gateway",
    TimeoutError: "cannot_connect",
}


class CamVaultCoordinator(DataUpdateCoordinator[Site]):
    """One site's state, pushed by its gateway, and its captures as they come in."""

    config_entry: CamVaultConfigEntry

    def __init__(self, hass: HomeAssistant, entry: CamVaultConfigEntry, client: CamVaultClient) -> None:
        """Initialize the coordinator."""
        super().__init__(hass, _LOGGER, config_entry=entry, name=entry.title, update_interval=None)
        self.client = client
        self.subentries = CameraSubentries(self)
        self._capture_listeners: defaultdict[str, list[CaptureListener]] = defaultdict(list)
        self._unheard: dict[str, Capture] = {}
        self._message_listeners: set[MessageListener] = set()
        self._heard = Heard(dt_util.utcnow())

    @callback
    def async_subscribe_messages(self, listener: MessageListener) -> CALLBACK_TYPE:
        """Call the listener with whatever the gateway says."""
        self._message_listeners.add(listener)
        return lambda: self._message_listeners.discard(listener)

    @callback
    def async_subscribe_captures(self, camera_id: str, listener: CaptureListener) -> CALLBACK_TYPE:
        """Call the listener with each new capture of a camera."""
        listeners = self._capture_listeners[camera_id]

        @callback
        def unsubscribe() -> None:
            listeners.remove(listener)

        listeners.append(listener)
        if capture := self._unheard.pop(camera_id, None):
            listener(capture)
        return unsubscribe

    @override
    async def async_request_refresh(self) -> None:
        """Do nothing: the gateway has already said all there is."""

    @override
    async def _async_update_data(self) -> Site:
        """Wait for the first snapshot; whatever follows it is pushed."""
        live = self.client.live()
        try:
            async with asyncio.timeout(FIRST_SNAPSHOT_TIMEOUT_S):
                site = self._async_begin(await anext(live))
        except CamVaultAuthError as err:
            raise ConfigEntryAuthFailed(translation_domain=DOMAIN, translation_key="invalid_auth") from err
        except (CamVaultError, TimeoutError) as err:
            await live.aclose()
            raise _update_failed(err) from err
        self._async_keep(site)
        # Not eagerly: what is already in the socket must find this first state in place.
        self.config_entry.async_create_background_task(
            self.hass, self._async_listen(live), f"{DOMAIN} live", eager_start=False
        )
        return site

    async def _async_listen(self, live: AsyncGenerator[LiveMessage]) -> None:
        """Follow the gateway, and find it again whenever it is lost."""
        backoff = 0.0
        while True:
            since = self.hass.loop.time()
            try:
                async with aclosing(live):
                    async for message in live:
                        self._async_receive(message)
                        if isinstance(message, Snapshot):
                            await self._async_catch_up()
                        # Whatever else is in the socket already waits, so that Home Assistant gets its turn.
                        await asyncio.sleep(0)
            except CamVaultError as err:
                self._async_lose(err)
            backoff = next_backoff(backoff, self.hass.loop.time() - since)
            await asyncio.sleep(backoff * uniform(0.5, 1))  # noqa: S311
            live = self.client.live()

    @callback
    def _async_lose(self, err: CamVaultError) -> None:
        """Make everything unavailable until the gateway is back."""
        self.async_set_update_error(_update_failed(err))
        if isinstance(err, CamVaultAuthError):
            self.config_entry.async_start_reauth(self.hass)

    @callback
    def async_settle(self) -> None:
        """Let Home Assistant's cameras be the gateway's."""
        self._async_keep(self.data)
        self.async_update_listeners()

    @callback
    def _async_keep(self, site: Site) -> None:
        """Keep subentries and devices as the gateway has its cameras."""
        self.subentries.async_update(site)
        async_update_devices(self.hass, self.config_entry, site)

    @callback
    def async_take(self, message: LiveMessage) -> None:
        """Take over what an answer said, which the gateway says on the WebSocket in a moment, too."""
        if self.last_update_success:
            self._async_receive(message)

    @callback
    def _async_receive(self, message: LiveMessage) -> None:
        """Take a message into the state, and tell of it."""
        for listener in tuple(self._message_listeners):
            listener(message)
        if isinstance(message, CaptureChanged):
            if message.new:
                self._async_tell(message.capture)
            return
        site = self._async_begin(message) if isinstance(message, Snapshot) else self.data.after(message)
        if site.names != self.data.names:
            self._async_keep(site)
        self.async_set_updated_data(site)

    async def _async_catch_up(self) -> None:
        """Tell of what was captured just now and not heard of; what the gateway says next waits, so all is in order."""
        now = dt_util.utcnow()
        try:
            page = await self.client.captures(after=self._heard.since(now) - EARLIER, limit=MOST)
        except CamVaultError as err:
            _LOGGER.warning("What the gateway of %s captured meanwhile is not known: %s", self.name, err)
            return
        for capture in self._heard.missed(page.items, now):
            self._async_tell(capture)

    @callback
    def async_follow_time_zone(self, event: Event) -> None:
        """Have the gateway's days begin when Home Assistant's do; one that is lost hears of it when it is back."""
        if "time_zone" in event.data and self.last_update_success:
            self._async_begin_time_zone()

    @callback
    def _async_begin_time_zone(self) -> None:
        """Tell the gateway the time zone."""
        self.config_entry.async_create_background_task(self.hass, self._async_set_time_zone(), f"{DOMAIN} time zone")

    @callback
    def _async_begin(self, snapshot: LiveMessage) -> Site:
        """Return the state a snapshot tells, if it is of the gateway that was set up."""
        if not isinstance(snapshot, Snapshot):
            raise CamVaultError("The first message is not a snapshot")
        if snapshot.gateway.id != self.config_entry.unique_id:
            raise OtherGatewayError(f"Gateway {snapshot.gateway.id} answers")
        if self.data and not self.last_update_success:
            _LOGGER.info("The gateway of %s is back", self.name)
        if snapshot.settings.time_zone != self.hass.config.time_zone:
            self._async_begin_time_zone()
        return Site.from_snapshot(snapshot)

    async def _async_set_time_zone(self) -> None:
        """Let the gateway's days begin when Home Assistant's do."""
        try:
            settings = await self.client.change_settings(time_zone=self.hass.config.time_zone)
        except CamVaultError as err:
            _LOGGER.warning("The gateway of %s keeps its time zone: %s", self.name, err)
        else:
            self.data = replace(self.data, settings=settings)

    @callback
    def _async_tell(self, capture: Capture) -> None:
        """Hand a new capture to who listens to its camera."""
        self._heard.note(capture)
        listeners = self._capture_listeners[capture.camera]
        for listener in listeners:
            listener(capture)
        if not listeners:
            # A camera's first capture can be there before the camera's entities are.
            self._unheard[capture.camera] = capture


def next_backoff(backoff: float, lasted: float) -> float:
    """Return how long to wait for the next attempt: not at all after a connection that held."""
    return 0.0 if lasted > MAX_BACKOFF_S else min(MAX_BACKOFF_S, max(MIN_BACKOFF_S, backoff * 2))


def _update_failed(err: Exception) -> UpdateFailed:
    """Return the error in the user's words."""
    return UpdateFailed(
        translation_domain=DOMAIN,
        translation_key=_ERROR_KEYS.get(type(err), "bad_answer"),
        translation_placeholders={"error": str(err)},
    )

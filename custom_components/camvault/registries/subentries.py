"""One subentry for each camera, kept in line both ways: with the gateway, and with changes by people."""

import asyncio
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from dataclasses import replace
import logging
from types import MappingProxyType
from typing import Final

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
    ConfigSubentry,
)
from homeassistant.core import callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..api.errors import CamVaultError, CamVaultNotFoundError
from ..api.live import CameraRemoved, FullState, LiveMessage
from ..const import DOMAIN
from ..coordinator import CamVaultCoordinator
from ..ids import CAMERA, subentry_ids
from ..signals import message_signal
from ..site import Site
from .devices import async_update_devices

_LOGGER = logging.getLogger(__name__)

PUSH_TIMEOUT_S: Final = 10


class CameraSubentries:
    """The cameras' subentries, in line with the gateway's cameras.

    They change without a reload, so that no entity becomes unavailable for it.
    """

    def __init__(self, coordinator: CamVaultCoordinator) -> None:
        """Begin without any."""
        self._coordinator = coordinator
        self._hass = coordinator.hass
        self._entry = coordinator.config_entry
        self._reserved = coordinator.reserved
        # Titles as they were last written here; a different one was typed by a person.
        self._names: dict[str, str] = {}
        # The subentries themselves, so that one that is put back has its data, its device and its entities.
        self._kept: dict[str, ConfigSubentry] = {}
        # What subentries and devices were last brought in line with.
        self._done: tuple[dict[str, str], int] | None = None

    @callback
    def async_start(self) -> None:
        """Bring subentries and devices in line with the gateway's cameras from now on, until the entry is unloaded."""
        self._async_handle_update()
        hass, entry = self._hass, self._entry
        entry.async_on_unload(self._coordinator.async_add_listener(self._async_handle_update))
        messages = message_signal(entry.entry_id)
        entry.async_on_unload(async_dispatcher_connect(hass, messages, self._async_handle_message))
        changes = async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._async_handle_entry_change)
        entry.async_on_unload(changes)

    @callback
    def _async_handle_message(self, message: LiveMessage) -> None:
        """Remove the subentry of a camera that the gateway removed; a full state makes all be checked again."""
        if isinstance(message, CameraRemoved):
            self.async_remove(message.id)
        elif isinstance(message, FullState):
            self._done = None

    @callback
    def _async_handle_update(self) -> None:
        """Bring subentries and devices in line with the gateway's cameras, if these have changed."""
        site = self._coordinator.data
        wanted = site.names, self._reserved.version
        is_current = getattr(self._entry, "runtime_data", None) is self._coordinator
        if wanted == self._done or not is_current or not self._coordinator.last_update_success:
            return
        self._done = wanted
        try:
            self._async_update(site)
            async_update_devices(self._hass, self._entry, site)
        except Exception:
            _LOGGER.exception("The cameras of %s cannot be brought in line with the gateway's", self._coordinator.name)

    @callback
    def _async_update(self, site: Site) -> None:
        """Make and rename subentries until they are the gateway's cameras, and look for those that it lacks."""
        known = {str(subentry.unique_id): subentry for subentry in self._entry.get_subentries_of_type(CAMERA)}
        self._kept |= known
        for camera in site.cameras.values():
            subentry = known.get(camera.id)
            if camera.id in self._reserved or (self._reserved.holds_new and subentry is None):
                continue
            self._names[camera.id] = camera.name
            if subentry is None:
                subentry = self._async_add(camera.id, camera.name)
            self._hass.config_entries.async_update_subentry(self._entry, subentry, title=camera.name)
        if missing := known.keys() - site.cameras.keys():
            self._entry.async_create_background_task(
                self._hass, self._async_look_for(missing), f"{DOMAIN} look for cameras"
            )

    @callback
    def async_remove(self, camera_id: str) -> None:
        """Remove the subentry of a camera that the gateway removed, with all that belongs to it."""
        self._names.pop(camera_id, None)
        self._kept.pop(camera_id, None)
        if (subentry_id := subentry_ids(self._entry).get(camera_id)) is not None:
            self._hass.config_entries.async_remove_subentry(self._entry, subentry_id)

    async def _async_look_for(self, missing: Collection[str]) -> None:
        """Remove the cameras that were removed or merged; others may come back, as when an archive is restored."""
        with suppress(CamVaultError):
            removed = await self._coordinator.client.removed_cameras()
            gone = {*removed.merged, *(camera.id for camera in removed.items)}
            for camera_id in gone.intersection(missing) - self._coordinator.data.cameras.keys():
                self.async_remove(camera_id)

    @callback
    def _async_add(self, camera_id: str, name: str) -> ConfigSubentry:
        """Make a camera's subentry, or put back the one that it had."""
        if kept := self._kept.get(camera_id):
            subentry = replace(kept, title=name)
        else:
            data: MappingProxyType[str, str] = MappingProxyType({})
            subentry = ConfigSubentry(data=data, subentry_type=CAMERA, title=name, unique_id=camera_id)
        self._kept[camera_id] = subentry
        self._hass.config_entries.async_add_subentry(self._entry, subentry)
        return subentry

    @callback
    def _async_handle_entry_change(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Have the gateway remove or rename the cameras that a person removed or renamed."""
        is_ours = entry.entry_id == self._entry.entry_id and entry.state is ConfigEntryState.LOADED
        if not is_ours or change is not ConfigEntryChange.UPDATED:
            return
        titles = {subentry.unique_id: subentry.title for subentry in entry.get_subentries_of_type(CAMERA)}
        for camera_id, name in list(self._names.items()):
            if (title := titles.get(camera_id)) is None:
                del self._names[camera_id]
                self._async_pass_on(camera_id, self._async_remove_camera(camera_id))
                # Its entities are gone: if it is put back, they are added anew.
                self._coordinator.async_update_listeners()
            elif title != name:
                self._names[camera_id] = title
                self._async_pass_on(camera_id, self._async_rename_camera(camera_id, title))
        for camera_id in self._kept.keys() - titles.keys():
            if camera_id not in self._reserved:
                del self._kept[camera_id]

    @callback
    def _async_pass_on(self, camera_id: str, change: Coroutine[None, None, None]) -> None:
        """Start a change at the gateway; the camera is reserved until it ends."""
        self._reserved.async_reserve(camera_id)
        self._entry.async_create_background_task(
            self._hass, self._async_try(camera_id, change), f"{DOMAIN} change of {camera_id}"
        )

    async def _async_try(self, camera_id: str, change: Coroutine[None, None, None]) -> None:
        """Change a camera; if the gateway refuses, its subentry is put back as it was."""
        try:
            await change
        except CamVaultError as err:
            _LOGGER.warning("The gateway keeps camera %s as it is: %s", camera_id, err)
        finally:
            self._reserved.async_release(camera_id)
            # When the entry is being unloaded, no listener does it.
            self._async_handle_update()

    async def _async_remove_camera(self, camera_id: str) -> None:
        """Have the gateway remove a camera."""
        with suppress(CamVaultNotFoundError):
            await self._coordinator.client.remove_camera(camera_id)
        self._kept.pop(camera_id, None)
        await self._async_until(lambda site: camera_id not in site.cameras)

    async def _async_rename_camera(self, camera_id: str, name: str) -> None:
        """Have the gateway rename a camera."""
        renamed = await self._coordinator.client.change_camera(camera_id, name=name)
        await self._async_until(lambda site: site.names.get(camera_id, renamed.name) == renamed.name)

    async def _async_until(self, holds: Callable[[Site], bool]) -> None:
        """Wait until the gateway pushes the change; its answer may be older than the pushed state."""
        coordinator, pushed = self._coordinator, asyncio.Event()
        unsubscribe = coordinator.async_add_listener(pushed.set)
        try:
            async with asyncio.timeout(PUSH_TIMEOUT_S):
                while coordinator.last_update_success and not holds(coordinator.data):
                    pushed.clear()
                    await pushed.wait()
        except TimeoutError:
            _LOGGER.debug("The gateway of %s pushes nothing of a change", coordinator.name)
        finally:
            unsubscribe()

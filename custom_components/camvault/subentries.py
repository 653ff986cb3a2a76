"""Keep one subentry for each camera, whoever made, renamed or removed it: the gateway or a person."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
import logging
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
    ConfigSubentry,
)
from homeassistant.core import callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .const import DOMAIN
from .errors import CamVaultError, CamVaultNotFoundError

if TYPE_CHECKING:
    from .coordinator import CamVaultCoordinator
    from .site import Site

_LOGGER = logging.getLogger(__name__)

CAMERA: Final = "camera"
# Where a camera's live picture is; user and password may stand in it.
STREAM_URL: Final = "stream_url"
PUSH_TIMEOUT_S: Final = 10


def subentry_ids(entry: ConfigEntry) -> dict[str, str]:
    """Return the id of each camera's subentry."""
    found = entry.get_subentries_of_type(CAMERA)
    return {subentry.unique_id: subentry.subentry_id for subentry in found if subentry.unique_id}


def stream_url_of(entry: ConfigEntry, camera_id: str) -> str | None:
    """Return where a camera's live picture is, if anybody said so."""
    cameras = entry.get_subentries_of_type(CAMERA)
    return next((each.data.get(STREAM_URL) for each in cameras if each.unique_id == camera_id), None)


class CameraSubentries:
    """The cameras' subentries; they change without a reload, so that no entity becomes unavailable for it."""

    def __init__(self, coordinator: CamVaultCoordinator) -> None:
        """Begin without knowing any."""
        self._coordinator = coordinator
        self._hass = coordinator.hass
        self._entry = coordinator.config_entry
        # What stands in the subentries because it was put there, so that what people change is noticed.
        self._names: dict[str, str] = {}
        # The subentries themselves, so that one that is put back has its data, and its device and entities.
        self._kept: dict[str, ConfigSubentry] = {}
        self._left_alone: set[str] = set()
        self._holds = 0

    @callback
    def async_watch(self) -> None:
        """Notice what people do to subentries, until the entry is unloaded."""
        signal = async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._async_entry_changed)
        self._entry.async_on_unload(signal)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make none meanwhile: a camera that is being added is only known when the gateway has answered."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
            self._coordinator.async_settle()

    @callback
    def async_claim(self, camera_id: str) -> None:
        """Leave a camera to the flow that adds it."""
        self._left_alone.add(camera_id)

    @callback
    def async_release(self, camera_id: str) -> None:
        """Care for a camera again."""
        self._left_alone.discard(camera_id)
        self._coordinator.async_settle()

    @callback
    def async_update(self, site: Site) -> None:
        """Make and rename subentries until they are the gateway's cameras, and look for those that it lacks."""
        known = {str(subentry.unique_id): subentry for subentry in self._entry.get_subentries_of_type(CAMERA)}
        self._kept |= known
        for camera in site.cameras.values():
            subentry = known.get(camera.id)
            if camera.id in self._left_alone or (self._holds and subentry is None):
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
    def _async_entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Pass on to the gateway what a person removed or renamed."""
        is_ours = entry.entry_id == self._entry.entry_id and entry.state is ConfigEntryState.LOADED
        if not is_ours or change is not ConfigEntryChange.UPDATED:
            return
        titles = {subentry.unique_id: subentry.title for subentry in entry.get_subentries_of_type(CAMERA)}
        for camera_id, name in list(self._names.items()):
            if (title := titles.get(camera_id)) is None:
                del self._names[camera_id]
                # Its entities are gone: if it is put back, they are added anew.
                self._coordinator.async_update_listeners()
                self._async_pass_on(camera_id, self._async_remove_camera(camera_id))
            elif title != name:
                self._names[camera_id] = title
                self._async_pass_on(camera_id, self._async_rename_camera(camera_id, title))
        for camera_id in self._kept.keys() - titles.keys() - self._left_alone:
            del self._kept[camera_id]

    @callback
    def _async_pass_on(self, camera_id: str, change: Coroutine[None, None, None]) -> None:
        """Begin to tell the gateway."""
        self._left_alone.add(camera_id)
        self._entry.async_create_background_task(
            self._hass, self._async_try(camera_id, change), f"{DOMAIN} change of {camera_id}"
        )

    async def _async_try(self, camera_id: str, change: Coroutine[None, None, None]) -> None:
        """Change a camera; when the gateway does not, it is shown as it was."""
        try:
            await change
        except CamVaultError as err:
            _LOGGER.warning("The gateway keeps camera %s as it is: %s", camera_id, err)
        finally:
            self.async_release(camera_id)

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
        """Wait until the gateway pushes what it answered; the answer itself may be older than what was pushed."""
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

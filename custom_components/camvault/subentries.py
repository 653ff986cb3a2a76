"""Keep one subentry for each camera, whoever made, renamed or removed it: the gateway or a person."""

from collections.abc import Iterator
from contextlib import contextmanager
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
from .errors import CamVaultError
from .messages import CameraChanged, CameraRemoved

if TYPE_CHECKING:
    from .coordinator import CamVaultCoordinator
    from .site import Site

_LOGGER = logging.getLogger(__name__)

CAMERA: Final = "camera"
# Where a camera's live picture is; user and password may stand in it.
STREAM_URL: Final = "stream_url"


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
        """Make, rename and remove subentries until they are the gateway's cameras."""
        known = {subentry.unique_id: subentry for subentry in self._entry.get_subentries_of_type(CAMERA)}
        for camera_id in known.keys() - site.cameras.keys():
            self._names.pop(str(camera_id), None)
            self._hass.config_entries.async_remove_subentry(self._entry, known[camera_id].subentry_id)
        for camera in site.cameras.values():
            subentry = known.get(camera.id)
            if camera.id in self._left_alone or (self._holds and subentry is None):
                continue
            self._names[camera.id] = camera.name
            if subentry is None:
                self._async_add(camera.id, camera.name)
            else:
                self._hass.config_entries.async_update_subentry(self._entry, subentry, title=camera.name)

    @callback
    def _async_add(self, camera_id: str, name: str) -> None:
        """Make a camera's subentry."""
        subentry = ConfigSubentry(data=MappingProxyType({}), subentry_type=CAMERA, title=name, unique_id=camera_id)
        self._hass.config_entries.async_add_subentry(self._entry, subentry)

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
                self._async_pass_on(camera_id, None)
            elif title != name:
                self._names[camera_id] = title
                self._async_pass_on(camera_id, title)

    @callback
    def _async_pass_on(self, camera_id: str, name: str | None) -> None:
        """Begin to tell the gateway."""
        self._left_alone.add(camera_id)
        self._entry.async_create_background_task(
            self._hass, self._async_tell(camera_id, name), f"{DOMAIN} change of {camera_id}"
        )

    async def _async_tell(self, camera_id: str, name: str | None) -> None:
        """Rename or remove a camera; when the gateway does not, it is shown as it was."""
        client = self._coordinator.client
        try:
            if name is None:
                await client.remove_camera(camera_id)
                self._coordinator.async_take(CameraRemoved(id=camera_id))
            else:
                renamed = await client.change_camera(camera_id, name=name)
                self._coordinator.async_take(CameraChanged(camera=renamed))
        except CamVaultError as err:
            _LOGGER.warning("The gateway keeps camera %s as it is: %s", camera_id, err)
        finally:
            self.async_release(camera_id)

"""The cameras that a call targets: areas, floors, labels, devices or entities, as in Home Assistant's own actions."""

from collections.abc import Iterator

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.target import TargetSelection, async_extract_referenced_entity_ids

from ..const import DOMAIN
from ..coordinator import CamVaultCoordinator
from ..failures import invalid
from ..ids import CAMERA

# A config entry's id, and the id of one of its cameras.
type TargetedCamera = tuple[str, str]


def targeted_cameras(call: ServiceCall) -> set[TargetedCamera]:
    """Return the cameras that a call targets, of all gateways; whatever else is in an area is left out."""
    return {found for device in _targeted_devices(call) if (found := _camera_of(call.hass, device))}


def targeted_entry_id(call: ServiceCall) -> str | None:
    """Return the config entry of the cameras that a call targets: of the first device that is named, else of all."""
    for device_id in call.data.get(ATTR_DEVICE_ID, []):
        if found := _camera_of(call.hass, device_id):
            return found[0]
    entry_ids = {entry_id for entry_id, _ in targeted_cameras(call)}
    if len(entry_ids) > 1:
        raise invalid("several_gateways")
    return next(iter(entry_ids), None)


def camera_ids_of(call: ServiceCall, coordinator: CamVaultCoordinator) -> list[str]:
    """Return the cameras of a gateway that a call targets; none when it has no target, which means all."""
    if not TargetSelection(call.data).has_any_target:
        return []
    targeted, entry_id = targeted_cameras(call), coordinator.config_entry.entry_id
    for device_id in call.data.get(ATTR_DEVICE_ID, []):
        found = _camera_of(call.hass, device_id)
        if found is None or found[0] != entry_id:
            raise invalid("no_camera_device", device=device_id)
    if camera_ids := sorted(camera_id for each, camera_id in targeted if each == entry_id):
        return camera_ids
    raise invalid("no_camera_target")


def _targeted_devices(call: ServiceCall) -> Iterator[str]:
    """Yield the devices that are targeted, themselves or by an entity."""
    selected = async_extract_referenced_entity_ids(call.hass, TargetSelection(call.data))
    yield from selected.referenced_devices
    registry = er.async_get(call.hass)
    for entity_id in selected.referenced | selected.indirectly_referenced:
        if (entity := registry.async_get(entity_id)) and entity.device_id:
            yield entity.device_id


def _camera_of(hass: HomeAssistant, device_id: str) -> TargetedCamera | None:
    """Return the camera that a device is."""
    if (device := dr.async_get(hass).async_get(device_id)) is None:
        return None
    entry = hass.config_entries.async_get_entry(device.config_entry_id) if device.config_entry_id else None
    if entry is None or entry.domain != DOMAIN:
        return None
    subentry = entry.subentries.get(device.config_subentry_id or "")
    is_camera = subentry is not None and subentry.subentry_type == CAMERA
    return (entry.entry_id, str(subentry.unique_id)) if subentry and is_camera else None

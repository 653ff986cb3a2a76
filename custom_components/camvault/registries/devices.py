"""Keep the device registry in line with the gateway's cameras."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..const import DOMAIN, MANUFACTURER
from ..coordinator import CamVaultConfigEntry
from ..ids import camera_key, subentry_ids
from ..media.identifier import MediaIdentifier
from ..media.paths import panel_path
from ..site import Site


def is_current(site: Site, device: dr.DeviceEntry) -> bool:
    """Return whether a device is the gateway or one of its cameras."""
    gateway_id = site.gateway.id
    current = {gateway_id} | {camera_key(gateway_id, camera_id) for camera_id in site.cameras}
    return any(domain == DOMAIN and key in current for domain, key in device.identifiers)


@callback
def async_update_devices(hass: HomeAssistant, entry: CamVaultConfigEntry, site: Site) -> None:
    """Create, rename and remove devices until they are the gateway and its cameras; one that has a subentry stays."""
    registry = dr.async_get(hass)
    gateway = registry.async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(DOMAIN, site.gateway.id)},
        manufacturer=MANUFACTURER,
        model="Gateway",
        name=entry.title,
        sw_version=site.gateway.version,
        configuration_url=_visit(MediaIdentifier(entry=entry.entry_id)),
    )
    subentries = subentry_ids(entry)
    for camera in site.cameras.values():
        if (subentry_id := subentries.get(camera.id)) is None:
            continue
        identifier = (DOMAIN, camera_key(site.gateway.id, camera.id))
        _async_move(hass, registry.async_get_device_by_identifier(identifier, entry.entry_id), subentry_id)
        registry.async_get_or_create(
            config_entry_id=entry.entry_id,
            config_subentry_id=subentry_id,
            identifiers={identifier},
            manufacturer=MANUFACTURER,
            model="Camera",
            name=camera.name,
            via_device_id=gateway.id,
            configuration_url=_visit(MediaIdentifier(entry=entry.entry_id, camera=camera.id)),
        )
    for device in dr.async_entries_for_config_entry(registry, entry.entry_id):
        if not is_current(site, device) and device.config_subentry_id not in entry.subentries:
            registry.async_remove_device(device.id)


def _visit(place: MediaIdentifier) -> str:
    """Return the link from a device's page to a place in the timeline."""
    return f"homeassistant:/{panel_path(place)}"


@callback
def _async_move(hass: HomeAssistant, device: dr.DeviceEntry | None, subentry_id: str) -> None:
    """Let a device and its entities belong to a subentry; they are from the time before there was one."""
    if device is None or device.config_subentry_id == subentry_id:
        return
    registry = er.async_get(hass)
    # The entities first: those that still belong elsewhere when the device moves are removed.
    for entity in er.async_entries_for_device(registry, device.id, include_disabled_entities=True):
        registry.async_update_entity(entity.entity_id, config_subentry_id=subentry_id)
    dr.async_get(hass).async_update_device(device.id, new_config_subentry_id=subentry_id)

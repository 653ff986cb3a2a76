"""Keep the device registry as the gateway has its cameras."""

from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from .const import DOMAIN, MANUFACTURER

if TYPE_CHECKING:
    from .coordinator import CamVaultConfigEntry
    from .site import Site


def camera_key(gateway_id: str, camera_id: str) -> str:
    """Return the identifier of a camera among those of all gateways."""
    return f"{gateway_id}_{camera_id}"


def is_current(site: Site, device: dr.DeviceEntry) -> bool:
    """Return whether a device is the gateway or one of its cameras."""
    gateway_id = site.gateway.id
    current = {gateway_id} | {camera_key(gateway_id, camera_id) for camera_id in site.cameras}
    return any(domain == DOMAIN and key in current for domain, key in device.identifiers)


@callback
def async_update_devices(hass: HomeAssistant, entry: CamVaultConfigEntry, site: Site) -> None:
    """Create, rename and remove devices until they are the gateway and its cameras."""
    registry = dr.async_get(hass)
    gateway = registry.async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(DOMAIN, site.gateway.id)},
        manufacturer=MANUFACTURER,
        model="Gateway",
        name=entry.title,
        sw_version=site.gateway.version,
    )
    for camera in site.cameras.values():
        registry.async_get_or_create(
            config_entry_id=entry.entry_id,
            identifiers={(DOMAIN, camera_key(site.gateway.id, camera.id))},
            manufacturer=MANUFACTURER,
            model="Camera",
            name=camera.name,
            via_device_id=gateway.id,
        )
    for device in dr.async_entries_for_config_entry(registry, entry.entry_id):
        if not is_current(site, device):
            registry.async_remove_device(device.id)

"""Binary sensor platform for the CamVault integration."""

from typing import Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CamVaultConfigEntry
from .entity import CamVaultCameraEntity, CamVaultGatewayEntity, async_add_camera_entities
from .models import ArchiveState

PARALLEL_UPDATES = 0

MOTION: Final = BinarySensorEntityDescription(key="motion", device_class=BinarySensorDeviceClass.MOTION)
ARCHIVE: Final = BinarySensorEntityDescription(
    key="archive",
    translation_key="archive",
    device_class=BinarySensorDeviceClass.CONNECTIVITY,
    entity_category=EntityCategory.DIAGNOSTIC,
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CamVaultConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the binary sensors."""
    async_add_entities([ArchiveSensor(entry.runtime_data, ARCHIVE)])
    async_add_camera_entities(
        entry, async_add_entities, lambda coordinator, camera_id: [MotionSensor(coordinator, camera_id, MOTION)]
    )


class MotionSensor(CamVaultCameraEntity, BinarySensorEntity):
    """Whether an event is going on at a camera."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether there is motion."""
        return self.camera.motion


class ArchiveSensor(CamVaultGatewayEntity, BinarySensorEntity):
    """Whether captures reach the archive."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the archive is connected."""
        return self.gateway.archive.state is ArchiveState.CONNECTED

"""Binary sensor platform for the CamVault integration."""

from typing import Any, Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.gateway import ArchiveState
from .coordinator import CamVaultConfigEntry
from .entity import CamVaultCameraEntity, CamVaultGatewayEntity, async_add_camera_entities

PARALLEL_UPDATES = 0

MOTION: Final = BinarySensorEntityDescription(key="motion", device_class=BinarySensorDeviceClass.MOTION)
ARCHIVE: Final = BinarySensorEntityDescription(
    key="archive",
    translation_key="archive",
    device_class=BinarySensorDeviceClass.CONNECTIVITY,
    entity_category=EntityCategory.DIAGNOSTIC,
)
UPLOADS_REFUSED: Final = BinarySensorEntityDescription(
    key="uploads_refused",
    translation_key="uploads_refused",
    device_class=BinarySensorDeviceClass.PROBLEM,
    entity_category=EntityCategory.DIAGNOSTIC,
)
SILENT: Final = BinarySensorEntityDescription(
    key="silent",
    translation_key="silent",
    device_class=BinarySensorDeviceClass.PROBLEM,
    entity_category=EntityCategory.DIAGNOSTIC,
)
# Motion itself is told by every event, with or without a label.
LABELS: Final = (
    BinarySensorEntityDescription(
        key="person", translation_key="person", device_class=BinarySensorDeviceClass.OCCUPANCY
    ),
    BinarySensorEntityDescription(
        key="vehicle", translation_key="vehicle", device_class=BinarySensorDeviceClass.OCCUPANCY
    ),
    BinarySensorEntityDescription(
        key="animal", translation_key="animal", device_class=BinarySensorDeviceClass.OCCUPANCY
    ),
    BinarySensorEntityDescription(key="face", translation_key="face", device_class=BinarySensorDeviceClass.OCCUPANCY),
    BinarySensorEntityDescription(
        key="line_crossing", translation_key="line_crossing", device_class=BinarySensorDeviceClass.MOTION
    ),
    BinarySensorEntityDescription(
        key="intrusion", translation_key="intrusion", device_class=BinarySensorDeviceClass.MOTION
    ),
    BinarySensorEntityDescription(key="sound", translation_key="sound", device_class=BinarySensorDeviceClass.SOUND),
    BinarySensorEntityDescription(key="doorbell", translation_key="doorbell"),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CamVaultConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the binary sensors."""
    coordinator = entry.runtime_data
    async_add_entities([ArchiveSensor(coordinator, ARCHIVE), UploadsRefusedSensor(coordinator, UPLOADS_REFUSED)])
    async_add_camera_entities(
        entry,
        async_add_entities,
        lambda coordinator, camera_id: [
            MotionSensor(coordinator, camera_id, MOTION),
            SilentSensor(coordinator, camera_id, SILENT),
        ],
    )
    for label in LABELS:
        _add_label_sensors(entry, async_add_entities, label)


def _add_label_sensors(
    entry: CamVaultConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback, label: BinarySensorEntityDescription
) -> None:
    """Add the sensors of a label, each with its camera's first capture that has it."""
    async_add_camera_entities(
        entry,
        async_add_entities,
        lambda coordinator, camera_id: [LabelSensor(coordinator, camera_id, label)],
        lambda camera: label.key in camera.labels,
    )


class MotionSensor(CamVaultCameraEntity, BinarySensorEntity):
    """Whether an event is going on at a camera."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether there is motion."""
        return self.camera.motion


class LabelSensor(CamVaultCameraEntity, BinarySensorEntity):
    """Whether the event in progress has a label; added once the camera has reported that label."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether the event in progress has the label."""
        event = self.camera.event
        return event is not None and self.entity_description.key in event.labels


class SilentSensor(CamVaultCameraEntity, BinarySensorEntity):
    """Whether a camera has been silent for longer than is usual for it."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether it is silent."""
        return self.camera.silent_since is not None


class ArchiveSensor(CamVaultGatewayEntity, BinarySensorEntity):
    """Whether captures reach the archive."""

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether the archive is connected."""
        state = self.gateway.archive.state
        return None if state is ArchiveState.UNKNOWN else state is ArchiveState.CONNECTED

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Return why the archive takes nothing, and since when."""
        archive = self.gateway.archive
        failing = archive.state is ArchiveState.FAILING
        return {"reason": archive.error, "since": archive.failing_since} if failing else None


class UploadsRefusedSensor(CamVaultGatewayEntity, BinarySensorEntity):
    """Whether the gateway refuses uploads."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether uploads are refused."""
        return self.gateway.refusing is not None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Return why, and since when."""
        refusal = self.gateway.refusing
        return {"reason": refusal.reason, "since": refusal.since} if refusal else None

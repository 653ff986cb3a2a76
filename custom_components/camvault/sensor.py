"""Sensor platform for the CamVault integration."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorEntityDescription, SensorStateClass
from homeassistant.const import EntityCategory, UnitOfInformation, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType

from .coordinator import CamVaultConfigEntry
from .entity import CamVaultCameraEntity, CamVaultGatewayEntity, async_add_camera_entities
from .gateway_models import Gateway
from .models import Camera

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class CameraSensorDescription(SensorEntityDescription):
    """Describes a sensor of a camera."""

    value: Callable[[Camera], StateType | datetime]


@dataclass(frozen=True, kw_only=True)
class GatewaySensorDescription(SensorEntityDescription):
    """Describes a sensor of the gateway."""

    value: Callable[[Gateway], StateType]


CAMERA_SENSORS: Final = (
    CameraSensorDescription(
        key="last_event",
        translation_key="last_event",
        device_class=SensorDeviceClass.TIMESTAMP,
        value=lambda camera: camera.last_event.started_at if camera.last_event else None,
    ),
    CameraSensorDescription(
        key="events_today",
        translation_key="events_today",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value=lambda camera: camera.events_today,
    ),
    CameraSensorDescription(
        key="clock_offset",
        translation_key="clock_offset",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.SECONDS,
        suggested_unit_of_measurement=UnitOfTime.MINUTES,
        suggested_display_precision=1,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=lambda camera: camera.clock_offset_s,
    ),
)

GATEWAY_SENSORS: Final = (
    GatewaySensorDescription(
        key="backlog_files",
        translation_key="backlog_files",
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda gateway: gateway.backlog.files,
    ),
    GatewaySensorDescription(
        key="backlog_size",
        translation_key="backlog_size",
        device_class=SensorDeviceClass.DATA_SIZE,
        state_class=SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfInformation.BYTES,
        suggested_unit_of_measurement=UnitOfInformation.MEGABYTES,
        suggested_display_precision=1,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda gateway: gateway.backlog.bytes,
    ),
    GatewaySensorDescription(
        key="version",
        translation_key="version",
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda gateway: gateway.version,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CamVaultConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the sensors."""
    async_add_entities(GatewaySensor(entry.runtime_data, description) for description in GATEWAY_SENSORS)
    async_add_camera_entities(
        entry,
        async_add_entities,
        lambda coordinator, camera_id: [
            CameraSensor(coordinator, camera_id, description) for description in CAMERA_SENSORS
        ],
    )


class CameraSensor(CamVaultCameraEntity, SensorEntity):
    """A figure of a camera."""

    entity_description: CameraSensorDescription

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """Return the figure."""
        return self.entity_description.value(self.camera)


class GatewaySensor(CamVaultGatewayEntity, SensorEntity):
    """A figure of the gateway."""

    entity_description: GatewaySensorDescription

    @property
    @override
    def native_value(self) -> StateType:
        """Return the figure."""
        return self.entity_description.value(self.gateway)

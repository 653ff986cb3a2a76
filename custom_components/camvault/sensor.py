"""Sensor platform for the CamVault integration."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorEntityDescription, SensorStateClass
from homeassistant.const import PERCENTAGE, EntityCategory, UnitOfInformation, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType

from .api.gateway import Gateway
from .api.models import Camera
from .coordinator import CamVaultConfigEntry
from .entity import CamVaultCameraEntity, CamVaultGatewayEntity, PushedEntity, async_add_camera_entities

PARALLEL_UPDATES = 0

# What changes with every upload is written once a minute.
PACE_S: Final = 60.0


@dataclass(frozen=True, kw_only=True)
class CamVaultSensorDescription[Shown](SensorEntityDescription):
    """Describes a figure of a camera or of the gateway."""

    value: Callable[[Shown], StateType | datetime]
    unit: Callable[[Shown], str | None] | None = None
    pace_s: float = 0
    # Of what is counted anew each day: when that began.
    since: Callable[[Shown], datetime] | None = None


def _size[Shown](
    key: str,
    value: Callable[[Shown], int | None],
    unit: UnitOfInformation,
    *,
    enabled: bool = True,
    since: Callable[[Shown], datetime] | None = None,
) -> CamVaultSensorDescription[Shown]:
    """Describe a number of bytes, shown in a unit that people read."""
    return CamVaultSensorDescription(
        key=key,
        translation_key=key,
        device_class=SensorDeviceClass.DATA_SIZE,
        state_class=SensorStateClass.TOTAL if since else SensorStateClass.MEASUREMENT,
        native_unit_of_measurement=UnitOfInformation.BYTES,
        suggested_unit_of_measurement=unit,
        suggested_display_precision=1,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=enabled,
        value=value,
        pace_s=PACE_S,
        since=since,
    )


CAMERA_SENSORS: Final[tuple[CamVaultSensorDescription[Camera], ...]] = (
    CamVaultSensorDescription(
        key="last_event",
        translation_key="last_event",
        device_class=SensorDeviceClass.TIMESTAMP,
        value=lambda camera: camera.last_event.started_at if camera.last_event else None,
    ),
    CamVaultSensorDescription(
        key="events_today",
        translation_key="events_today",
        state_class=SensorStateClass.TOTAL,
        value=lambda camera: camera.events_today,
        since=lambda camera: camera.day_started_at,
    ),
    CamVaultSensorDescription(
        key="captures_today",
        translation_key="captures_today",
        state_class=SensorStateClass.TOTAL,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=lambda camera: camera.captures_today,
        pace_s=PACE_S,
        since=lambda camera: camera.day_started_at,
    ),
    _size(
        "size_today",
        lambda camera: camera.bytes_today,
        UnitOfInformation.MEGABYTES,
        enabled=False,
        since=lambda camera: camera.day_started_at,
    ),
    _size("storage", lambda camera: camera.bytes, UnitOfInformation.GIGABYTES),
    CamVaultSensorDescription(
        key="last_upload",
        translation_key="last_upload",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda camera: camera.last_upload_at,
        pace_s=PACE_S,
    ),
    CamVaultSensorDescription(
        key="clock_offset",
        translation_key="clock_offset",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.SECONDS,
        suggested_unit_of_measurement=UnitOfTime.MINUTES,
        suggested_display_precision=1,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=lambda camera: camera.clock_offset_s,
        pace_s=PACE_S,
    ),
)

GATEWAY_SENSORS: Final[tuple[CamVaultSensorDescription[Gateway], ...]] = (
    CamVaultSensorDescription(
        key="backlog_files",
        translation_key="backlog_files",
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda gateway: gateway.backlog.files,
        pace_s=PACE_S,
    ),
    _size("backlog_size", lambda gateway: gateway.backlog.bytes, UnitOfInformation.MEGABYTES),
    CamVaultSensorDescription(
        key="backlog_since",
        translation_key="backlog_since",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda gateway: gateway.backlog.oldest_at,
        pace_s=PACE_S,
    ),
    CamVaultSensorDescription(
        key="arrivals",
        translation_key="arrivals",
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=1,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda gateway: gateway.arrivals_per_minute,
        pace_s=PACE_S,
    ),
    _size("disk_free", lambda gateway: gateway.vault.free_bytes, UnitOfInformation.GIGABYTES),
    CamVaultSensorDescription(
        key="disk_used",
        translation_key="disk_used",
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=0,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=lambda gateway: gateway.vault.used_percent,
        pace_s=PACE_S,
    ),
    _size("vault_size", lambda gateway: gateway.vault.bytes, UnitOfInformation.GIGABYTES, enabled=False),
    CamVaultSensorDescription(
        key="archived_today",
        translation_key="archived_today",
        state_class=SensorStateClass.TOTAL,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda gateway: gateway.archive.files_today,
        pace_s=PACE_S,
        since=lambda gateway: gateway.archive.day_started_at,
    ),
    _size(
        "archived_size_today",
        lambda gateway: gateway.archive.bytes_today,
        UnitOfInformation.MEGABYTES,
        since=lambda gateway: gateway.archive.day_started_at,
    ),
    _size("archive_size", lambda gateway: gateway.archive.bytes, UnitOfInformation.GIGABYTES),
    CamVaultSensorDescription(
        key="cost",
        translation_key="cost",
        device_class=SensorDeviceClass.MONETARY,
        suggested_display_precision=2,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda gateway: gateway.archive.cost.a_month if gateway.archive.cost else None,
        unit=lambda gateway: gateway.archive.cost.currency if gateway.archive.cost else None,
        pace_s=PACE_S,
    ),
    CamVaultSensorDescription(
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
        lambda coordinator, camera_id: [CameraSensor(coordinator, camera_id, each) for each in CAMERA_SENSORS],
    )


class CamVaultSensor[Shown](PushedEntity, SensorEntity):
    """A figure of a camera or of the gateway."""

    entity_description: CamVaultSensorDescription[Shown]

    @property
    @override
    def _pace_s(self) -> float:
        """Return how often it is written at most."""
        return self.entity_description.pace_s

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """Return the figure."""
        return self.entity_description.value(self._what)

    @property
    @override
    def native_unit_of_measurement(self) -> str | None:
        """Return the figure's unit, which may come with it."""
        return unit(self._what) if (unit := self.entity_description.unit) else super().native_unit_of_measurement

    @property
    @override
    def last_reset(self) -> datetime | None:
        """Return since when the figure is counted, of one that begins anew each day."""
        return since(self._what) if (since := self.entity_description.since) else None

    @property
    @override
    def _written(self) -> object:
        """Return the figure alone, so that other changes do not start the pause."""
        return self._source and (self.native_value, self.native_unit_of_measurement, self.last_reset)

    @property
    def _what(self) -> Shown:
        """Return the camera or the gateway."""
        return cast("Shown", self._source)


class CameraSensor(CamVaultCameraEntity, CamVaultSensor[Camera]):
    """A figure of a camera."""


class GatewaySensor(CamVaultGatewayEntity, CamVaultSensor[Gateway]):
    """A figure of the gateway."""

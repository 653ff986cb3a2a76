"""Number platform for the CamVault integration."""

from typing import Final, override

from homeassistant.components.number import NumberDeviceClass, NumberEntity, NumberEntityDescription, NumberMode
from homeassistant.const import EntityCategory, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CamVaultConfigEntry
from .entity import CamVaultCameraEntity, async_add_camera_entities

PARALLEL_UPDATES = 0

QUIET_TIME: Final = NumberEntityDescription(
    key="quiet_time",
    translation_key="quiet_time",
    device_class=NumberDeviceClass.DURATION,
    entity_category=EntityCategory.CONFIG,
    native_unit_of_measurement=UnitOfTime.SECONDS,
    native_min_value=1,
    native_max_value=3600,
    native_step=1,
    mode=NumberMode.BOX,
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CamVaultConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the numbers."""
    async_add_camera_entities(
        entry, async_add_entities, lambda coordinator, camera_id: [QuietTime(coordinator, camera_id, QUIET_TIME)]
    )


class QuietTime(CamVaultCameraEntity, NumberEntity):
    """How long after a camera's last upload its event ends."""

    @property
    @override
    def _source(self) -> object:
        """Return the camera and the site's quiet time, which counts for cameras without their own."""
        return super()._source, self.coordinator.data.settings.quiet_time_s

    @property
    @override
    def native_value(self) -> float:
        """Return the camera's own quiet time, or the one of all that have none."""
        own = self.camera.quiet_time_s
        return self.coordinator.data.settings.quiet_time_s if own is None else own

    @override
    async def async_set_native_value(self, value: float) -> None:
        """Give the camera a quiet time of its own."""
        await self.async_change_camera(quiet_time_s=value)

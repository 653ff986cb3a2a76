"""Switch platform for the CamVault integration."""

from typing import Any, Final, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CamVaultConfigEntry
from .entity import CamVaultCameraEntity, async_add_camera_entities

PARALLEL_UPDATES = 0

PICTURES_SCHEDULED: Final = SwitchEntityDescription(
    key="pictures_scheduled", translation_key="pictures_scheduled", entity_category=EntityCategory.CONFIG
)
DETECTION: Final = SwitchEntityDescription(key="detection", translation_key="detection")


async def async_setup_entry(
    hass: HomeAssistant, entry: CamVaultConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the switches."""
    async_add_camera_entities(
        entry,
        async_add_entities,
        lambda coordinator, camera_id: [
            Detection(coordinator, camera_id, DETECTION),
            PicturesScheduled(coordinator, camera_id, PICTURES_SCHEDULED),
        ],
    )


class PicturesScheduled(CamVaultCameraEntity, SwitchEntity):
    """Whether a timer takes a camera's pictures, so that they are no motion."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether a timer takes its pictures."""
        return self.camera.pictures_scheduled

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Let its pictures be kept, and be no motion."""
        await self.async_change_camera(pictures_scheduled=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Let its pictures be motion again."""
        await self.async_change_camera(pictures_scheduled=False)


class Detection(CamVaultCameraEntity, SwitchEntity):
    """Whether a camera's uploads count as motion; they are kept and archived in any case."""

    @property
    @override
    def is_on(self) -> bool:
        """Return whether detection is on."""
        return not self.camera.muted

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Let uploads be motion again."""
        await self.async_change_camera(muted=False)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Let uploads be kept, and be no motion."""
        await self.async_change_camera(muted=True)

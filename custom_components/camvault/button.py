"""Button platform for the CamVault integration."""

from typing import Final, override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CamVaultConfigEntry
from .entity import CamVaultCameraEntity, async_add_camera_entities

PARALLEL_UPDATES = 0

SITE_QUIET_TIME: Final = ButtonEntityDescription(
    key="site_quiet_time", translation_key="site_quiet_time", entity_category=EntityCategory.CONFIG
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CamVaultConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the buttons."""
    async_add_camera_entities(
        entry,
        async_add_entities,
        lambda coordinator, camera_id: [SiteQuietTime(coordinator, camera_id, SITE_QUIET_TIME)],
    )


class SiteQuietTime(CamVaultCameraEntity, ButtonEntity):
    """Take a camera's own quiet time away; a camera that has none cannot be pressed."""

    @property
    @override
    def available(self) -> bool:
        """Return whether the camera has a quiet time of its own."""
        return super().available and self.camera.quiet_time_s is not None

    @override
    async def async_press(self) -> None:
        """Let the camera have the quiet time of all that have none of their own."""
        await self.async_change_camera(quiet_time_s=None)

"""Camera platform for the CamVault integration."""

from typing import Final, override

from homeassistant.components.camera import Camera, CameraEntityDescription, CameraEntityFeature
from homeassistant.components.image import Image
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN
from .coordinator import CamVaultConfigEntry, CamVaultCoordinator
from .entity import CamVaultCameraEntity, async_add_camera_entities
from .errors import CamVaultError
from .pictures import async_best_picture
from .subentries import stream_url_of

PARALLEL_UPDATES = 0

LATEST: Final = CameraEntityDescription(key="latest", name=None)


async def async_setup_entry(
    hass: HomeAssistant, entry: CamVaultConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the cameras."""
    async_add_camera_entities(
        entry, async_add_entities, lambda coordinator, camera_id: [LatestPicture(coordinator, camera_id)]
    )


class LatestPicture(CamVaultCameraEntity, Camera):
    """The latest picture of a camera, and the live one if it is known where that is."""

    def __init__(self, coordinator: CamVaultCoordinator, camera_id: str) -> None:
        """Initialize the entity."""
        CamVaultCameraEntity.__init__(self, coordinator, camera_id, LATEST)
        Camera.__init__(self)
        self._shown: tuple[str, Image] | None = None
        self._stream_url = stream_url_of(coordinator.config_entry, camera_id)
        if self._stream_url:
            self._attr_supported_features = CameraEntityFeature.STREAM

    @override
    async def stream_source(self) -> str | None:
        """Return where the live picture is."""
        return self._stream_url

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        """Return the latest picture, which is asked for once."""
        if (capture := self.camera.latest_picture) is None:
            return None
        if self._shown is None or self._shown[0] != capture.id:
            try:
                self._shown = capture.id, await async_best_picture(self.coordinator.client, capture)
            except CamVaultError as err:
                raise HomeAssistantError(translation_domain=DOMAIN, translation_key="no_picture") from err
            self.content_type = self._shown[1].content_type
        return self._shown[1].content

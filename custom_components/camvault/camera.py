"""Camera platform for the CamVault integration."""

from typing import Final, override

from homeassistant.components.camera import Camera, CameraEntityDescription, CameraEntityFeature
from homeassistant.components.image import Image
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.errors import CamVaultError
from .coordinator import CamVaultConfigEntry, CamVaultCoordinator
from .entity import CamVaultCameraEntity, async_add_camera_entities
from .failures import raised_as
from .ids import stream_url_of
from .media.files import async_best_picture

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
        self._shown: tuple[tuple[str, str | None], Image] | None = None
        self._stream_url = stream_url_of(coordinator.config_entry, camera_id)
        if self._stream_url:
            self._attr_supported_features = CameraEntityFeature.STREAM

    @override
    async def stream_source(self) -> str | None:
        """Return where the live picture is."""
        return self._stream_url

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        """Return the latest picture."""
        if (capture := self.camera.latest_picture) is None:
            return None
        with raised_as(HomeAssistantError, "no_picture"):
            try:
                image = await self._async_picture(capture.id)
            except CamVaultError:
                self._shown = None
                raise
        self.content_type = image.content_type
        return image.content

    async def _async_picture(self, capture_id: str) -> Image:
        """Return a picture, which is fetched once; whether it is still there is asked each time."""
        client = self.coordinator.client
        capture = await client.capture(capture_id)
        key = capture.id, capture.picture
        if (shown := self._shown) and shown[0] == key:
            return shown[1]
        image = await async_best_picture(client, capture)
        self._shown = key, image
        return image

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Forget a picture that is not the latest any more."""
        latest = self.camera.latest_picture if self.available else None
        if self._shown and (latest is None or latest.id != self._shown[0][0]):
            self._shown = None
        super()._handle_coordinator_update()

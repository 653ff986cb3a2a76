"""Camera platform for the CamVault integration."""

from typing import Final, override

from homeassistant.components.camera import DEFAULT_CONTENT_TYPE, Camera, CameraEntityDescription, CameraEntityFeature
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN
from .coordinator import CamVaultConfigEntry, CamVaultCoordinator
from .entity import CamVaultCameraEntity, async_add_camera_entities
from .errors import CamVaultError
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
        self._shown: tuple[str, bytes] | None = None
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
            client = self.coordinator.client
            fetch = client.content if capture.is_picture else client.thumbnail
            try:
                self._shown = capture.id, await fetch(capture.id)
            except CamVaultError as err:
                raise HomeAssistantError(translation_domain=DOMAIN, translation_key="no_picture") from err
            self.content_type = capture.content_type if capture.is_picture else DEFAULT_CONTENT_TYPE
        return self._shown[1]

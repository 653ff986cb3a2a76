"""Image platform for the CamVault integration."""

from typing import Final, override

from homeassistant.components.image import ImageEntity, ImageEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN
from .coordinator import CamVaultConfigEntry, CamVaultCoordinator
from .entity import CamVaultCameraEntity, async_add_camera_entities
from .errors import CamVaultError
from .models import Event
from .pictures import async_best_picture

PARALLEL_UPDATES = 0

LAST_EVENT: Final = ImageEntityDescription(key="last_event", translation_key="last_event")


async def async_setup_entry(
    hass: HomeAssistant, entry: CamVaultConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the images."""
    async_add_camera_entities(
        entry, async_add_entities, lambda coordinator, camera_id: [LastEventImage(coordinator, camera_id)]
    )


class LastEventImage(CamVaultCameraEntity, ImageEntity):
    """The picture of a camera's last event."""

    def __init__(self, coordinator: CamVaultCoordinator, camera_id: str) -> None:
        """Initialize the entity."""
        CamVaultCameraEntity.__init__(self, coordinator, camera_id, LAST_EVENT)
        ImageEntity.__init__(self, coordinator.hass)
        self._event: Event | None = None
        self._update_event()

    @property
    @override
    def extra_state_attributes(self) -> dict[str, str | None]:
        """Return what the picture shows, so that an automation can wait for it."""
        event = self._event
        return {"event_id": event.id, "capture_id": event.picture} if event else {}

    @override
    async def async_image(self) -> bytes | None:
        """Return the picture, as large as there is one, which is asked for once."""
        if self._cached_image:
            return self._cached_image.content
        if (event := self._event) is None or event.picture is None:
            return None
        client = self.coordinator.client
        try:
            image = await async_best_picture(client, await client.capture(event.picture))
        except CamVaultError as err:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="no_picture") from err
        self._attr_content_type = image.content_type
        # Meanwhile there may be another event, whose picture this is not.
        self._cached_image = image if self._event is event else None
        return image.content

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Take over the picture of a newer event."""
        if self.available:
            self._update_event()
        super()._handle_coordinator_update()

    def _update_event(self) -> None:
        """Remember which event to show; one without a picture leaves the one before."""
        event = self.camera.last_event
        if event is None or event.picture is None or (self._event and self._event.picture == event.picture):
            return
        self._event = event
        self._cached_image = None
        self._attr_image_last_updated = event.started_at

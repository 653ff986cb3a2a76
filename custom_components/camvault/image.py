"""Image platform for the CamVault integration."""

from typing import Final, override

from homeassistant.components.image import ImageEntity, ImageEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .api.live import EventRemoved, LiveMessage
from .api.models import Event
from .coordinator import CamVaultConfigEntry, CamVaultCoordinator
from .entity import CamVaultCameraEntity, async_add_camera_entities
from .failures import raised_as
from .media.files import async_best_picture
from .signals import message_signal

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
        # After a start nothing has changed.
        self._attr_image_last_updated = self._event.started_at if self._event else None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, str | None]:
        """Return the ids of the event and the capture in the picture, so that an automation can wait for them."""
        event = self._event
        return {"event_id": event.id, "capture_id": event.picture} if event else {}

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to messages about deleted events."""
        await super().async_added_to_hass()
        signal = message_signal(self.coordinator.config_entry.entry_id)
        self.async_on_remove(async_dispatcher_connect(self.hass, signal, self._async_handle_message))

    @override
    async def async_image(self) -> bytes | None:
        """Return the picture, as large as there is one; it is asked for each time, since it may have been deleted."""
        if (event := self._event) is None or event.picture is None:
            return None
        client = self.coordinator.client
        with raised_as(HomeAssistantError, "no_picture"):
            image = await async_best_picture(client, await client.capture(event.picture))
        # What is shown now may be a newer one; an older one, or none, means that this was deleted meanwhile.
        if (shown := self._event) is None or shown.started_at < event.started_at:
            return None
        self._attr_content_type = image.content_type
        return image.content

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Take over the picture of a newer event."""
        if self.available:
            self._update_event()
        super()._handle_coordinator_update()

    @callback
    def _async_handle_message(self, message: LiveMessage) -> None:
        """Drop the picture of an event that was deleted, also when a newer event has none yet."""
        if isinstance(message, EventRemoved) and self._event and message.id == self._event.id:
            self._show(None)
            self.async_write_ha_state()

    def _update_event(self) -> None:
        """Show the last event; while that has no picture, the one before stays."""
        last, shown = self.camera.last_event, self._event
        if last and not last.picture and shown and last.id != shown.id and last.started_at >= shown.started_at:
            return
        self._show(last if last and last.picture else None)

    def _show(self, event: Event | None) -> None:
        """Show an event's picture; people's browsers ask for it when its time has changed."""
        before, self._event = self._event, event
        if (before and before.picture) != (event and event.picture):
            self._attr_image_last_updated = dt_util.utcnow() if event else None

"""Event platform for the CamVault integration."""

from typing import Final, override

from homeassistant.components.event import EventDeviceClass, EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import ACTIVITY, MOTION, MOTION_TYPES
from .coordinator import CamVaultConfigEntry
from .entity import CamVaultCameraEntity, async_add_camera_entities
from .media_identifier import MediaIdentifier
from .models import Capture

PARALLEL_UPDATES = 0

DESCRIPTION: Final = EventEntityDescription(
    key=ACTIVITY,
    translation_key=ACTIVITY,
    device_class=EventDeviceClass.MOTION,
    event_types=list(MOTION_TYPES),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: CamVaultConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the event entities."""
    async_add_camera_entities(
        entry, async_add_entities, lambda coordinator, camera_id: [ActivityEvent(coordinator, camera_id, DESCRIPTION)]
    )


class ActivityEvent(CamVaultCameraEntity, EventEntity):
    """Each capture of something that happened at a camera."""

    @override
    async def async_added_to_hass(self) -> None:
        """Listen to new captures."""
        await super().async_added_to_hass()
        self.async_on_remove(self.coordinator.async_subscribe_captures(self.camera_id, self._async_handle_capture))

    @callback
    def _async_handle_capture(self, capture: Capture) -> None:
        """Trigger for a capture that belongs to an event."""
        if capture.event is None or capture.scheduled:
            return
        media = MediaIdentifier(entry=self.coordinator.config_entry.entry_id, capture=capture.id)
        self._trigger_event(
            next((label for label in capture.labels if label in MOTION_TYPES and label != MOTION), MOTION),
            {
                "capture_id": capture.id,
                "event_id": capture.event,
                "kind": capture.kind,
                "media_content_id": media.media_content_id,
            },
        )
        self.async_write_ha_state()

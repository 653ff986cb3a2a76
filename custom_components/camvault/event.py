"""Event platform for the CamVault integration."""

from collections.abc import Iterable
from typing import Final, override

from homeassistant.components.event import EventDeviceClass, EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import ACTIVITY, MOTION, MOTION_TYPES
from .coordinator import CamVaultConfigEntry
from .entity import CamVaultCameraEntity, async_add_camera_entities
from .media_identifier import MediaIdentifier
from .models import Capture
from .signals import capture_signal

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
    """What happens at a camera: each label of an event once, with the capture that showed it."""

    _capture: Capture | None = None
    _told: frozenset[str] = frozenset()

    @override
    async def async_added_to_hass(self) -> None:
        """Listen to new captures."""
        await super().async_added_to_hass()
        signal = capture_signal(self.coordinator.config_entry.entry_id, self.camera_id)
        self.async_on_remove(async_dispatcher_connect(self.hass, signal, self._async_handle_capture))
        if capture := self.coordinator.async_take_latest(self.camera_id):
            self._async_handle_capture(capture)

    @callback
    def _async_handle_capture(self, capture: Capture) -> None:
        """Tell of a capture that belongs to an event; one whose label is told already says nothing new."""
        # Heard: an entity that is added anew later must not tell of it.
        self.coordinator.async_take_latest(self.camera_id)
        if capture.event is None or capture.scheduled:
            return
        if self._capture is None or self._capture.event != capture.event:
            self._told = frozenset()
        self._capture = capture
        self._async_tell(capture, _telling(capture.labels))
        if not self._told:
            self._async_tell(capture, [MOTION])

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Tell of what is known of an event only later, as by the final name of a capture."""
        event = self.camera.event if self.available else None
        if event and self._capture and self._capture.event == event.id:
            self._async_tell(self._capture, _telling(event.labels))
        super()._handle_coordinator_update()

    def _async_tell(self, capture: Capture, labels: Iterable[str]) -> None:
        """Trigger for each label that is new."""
        for label in labels:
            if label not in self._told:
                self._told |= {label}
                self._trigger_event(label, self._attributes_of(capture))
                self.async_write_ha_state()

    def _attributes_of(self, capture: Capture) -> dict[str, str | None]:
        """Return what an automation needs to know; one that was late tells it by its time."""
        media = MediaIdentifier(entry=self.coordinator.config_entry.entry_id, capture=capture.id)
        return {
            "capture_id": capture.id,
            "event_id": capture.event,
            "kind": capture.kind,
            "media_content_id": media.media_content_id,
            "received_at": capture.received_at.isoformat(),
        }


def _telling(labels: Iterable[str]) -> list[str]:
    """Return the labels that say more than that something moved."""
    return [label for label in labels if label in MOTION_TYPES and label != MOTION]

"""Event platform for the CamVault integration."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, override

from homeassistant.components.event import EventDeviceClass, EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.models import Capture
from .const import ACTIVITY, MOTION, MOTION_TYPES
from .coordinator import CamVaultConfigEntry, CamVaultCoordinator
from .entity import CamVaultCameraEntity, async_add_camera_entities
from .media.identifier import MediaIdentifier
from .signals import capture_signal

PARALLEL_UPDATES = 0

_REMEMBERED: Final = 8

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
        entry, async_add_entities, lambda coordinator, camera_id: [ActivityEvent(coordinator, camera_id)]
    )


@dataclass(slots=True)
class _Triggered:
    """The labels of an event that were triggered, and its last capture."""

    capture: Capture
    labels: set[str] = field(default_factory=set)


class ActivityEvent(CamVaultCameraEntity, EventEntity):
    """Activity at a camera: triggers once for each label of an event, with the capture that showed it."""

    def __init__(self, coordinator: CamVaultCoordinator, camera_id: str) -> None:
        """Begin with nothing triggered."""
        super().__init__(coordinator, camera_id, DESCRIPTION)
        # Of the last events: uploads of one may still come when the next has begun.
        self._triggered: dict[str, _Triggered] = {}

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
        """Trigger for a new capture of an event, unless its labels were triggered already."""
        # Taken: an entity that is added anew later must not trigger for it again.
        self.coordinator.async_take_latest(self.camera_id)
        if capture.event is None or capture.scheduled:
            return
        triggered = self._triggered.setdefault(capture.event, _Triggered(capture))
        triggered.capture = capture
        for old in list(self._triggered)[:-_REMEMBERED]:
            del self._triggered[old]
        self._async_trigger(triggered, _specific(capture.labels))
        if not triggered.labels:
            self._async_trigger(triggered, [MOTION])

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Trigger for labels that arrive after the capture, e.g. with its final file name."""
        event = self.camera.event if self.available else None
        if event and (triggered := self._triggered.get(event.id)):
            self._async_trigger(triggered, _specific(event.labels))
        super()._handle_coordinator_update()

    def _async_trigger(self, triggered: _Triggered, labels: Iterable[str]) -> None:
        """Trigger for each label that is new."""
        for label in labels:
            if label not in triggered.labels:
                triggered.labels.add(label)
                self._trigger_event(label, self._attributes_of(triggered.capture))
                self.async_write_ha_state()

    def _attributes_of(self, capture: Capture) -> dict[str, str | None]:
        """Return the attributes for automations; `received_at` shows when a capture came late."""
        media = MediaIdentifier(entry=self.coordinator.config_entry.entry_id, capture=capture.id)
        return {
            "capture_id": capture.id,
            "event_id": capture.event,
            "kind": capture.kind,
            "media_content_id": media.media_content_id,
            "received_at": capture.received_at.isoformat(),
        }


def _specific(labels: Iterable[str]) -> list[str]:
    """Return the labels that say more than that something moved."""
    return [label for label in labels if label in MOTION_TYPES and label != MOTION]

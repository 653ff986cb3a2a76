"""The open events."""

from dataclasses import replace

from camvault_gateway.api.shown.views import CameraView
from camvault_gateway.model import Event


class OpenEvents:
    """The open event of each camera, as it was announced: the catalog may not have it yet."""

    def __init__(self) -> None:
        self._events: dict[str, Event] = {}

    def take(self, event: Event) -> None:
        """Note that an event opened, changed or ended."""
        if event.ended_at is None:
            self._events[event.camera] = event
        else:
            self.forget(event)

    def forget(self, event: Event) -> None:
        """Note that an event is over or never was; a later one of its camera goes on."""
        if (known := self._events.get(event.camera)) and known.id == event.id:
            del self._events[event.camera]

    def forget_camera(self, camera: str) -> None:
        """Note that a camera is gone."""
        self._events.pop(camera, None)

    def current(self, view: CameraView) -> CameraView:
        """Return a view that knows of the event which was announced before the catalog had it."""
        event = self._events.get(view.camera.id)
        if event and (view.event is None or view.event.id < event.id):
            return replace(view, event=event)
        return view

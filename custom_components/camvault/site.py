"""The state of one site, and how each message changes it."""

from dataclasses import dataclass, replace
from typing import Self

from .api.gateway import Gateway, Settings
from .api.live import (
    CameraChanged,
    CameraRemoved,
    EventChanged,
    EventRemoved,
    FullState,
    GatewayChanged,
    LiveMessage,
    SettingsChanged,
)
from .api.models import Camera, Event


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """The gateway, its settings and its cameras by id, as last pushed."""

    gateway: Gateway
    settings: Settings
    cameras: dict[str, Camera]

    @classmethod
    def from_state(cls, state: FullState) -> Self:
        """Return the site of a full state."""
        cameras = {camera.id: camera for camera in state.cameras}
        return cls(gateway=state.gateway, settings=state.settings, cameras=cameras)

    @property
    def names(self) -> dict[str, str]:
        """Return the parts that devices show: the gateway's version and the cameras' names."""
        return {"": self.gateway.version} | {camera.id: camera.name for camera in self.cameras.values()}

    def name_of(self, camera_id: str) -> str:
        """Return a camera's name, or the id of one that is gone."""
        camera = self.cameras.get(camera_id)
        return camera.name if camera else camera_id

    def after(self, message: LiveMessage) -> Self:
        """Return the state after a change."""
        if isinstance(message, GatewayChanged):
            return replace(self, gateway=message.gateway)
        if isinstance(message, SettingsChanged):
            return replace(self, settings=message.settings)
        return replace(self, cameras=_cameras_after(self.cameras, message))


def _cameras_after(cameras: dict[str, Camera], message: LiveMessage) -> dict[str, Camera]:
    """Return the cameras after a message about one of them."""
    match message:
        case CameraChanged(camera=camera):
            return {**cameras, camera.id: camera}
        case CameraRemoved(id=camera_id):
            return {key: camera for key, camera in cameras.items() if key != camera_id}
        case EventChanged(event=event) if event.camera in cameras:
            return {**cameras, event.camera: _with_event(cameras[event.camera], event)}
        case EventRemoved(id=event_id, camera=camera_id) if camera_id in cameras:
            return {**cameras, camera_id: _without_event(cameras[camera_id], event_id)}
    return cameras


def _with_event(camera: Camera, event: Event) -> Camera:
    """Return the camera as an event leaves it; the camera's own change comes later, and motion must not wait for it."""
    if event.ended_at is None:
        return replace(camera, motion=True, event=event)
    if camera.event is None or camera.event.id == event.id:
        return replace(camera, motion=False, event=None)
    return camera


def _without_event(camera: Camera, event_id: str) -> Camera:
    """Return the camera without a removed event; the gateway pushes the camera's last event in a moment."""
    if camera.event is not None and camera.event.id == event_id:
        camera = replace(camera, motion=False, event=None)
    if camera.last_event is not None and camera.last_event.id == event_id:
        camera = replace(camera, last_event=None)
    if camera.latest_picture is not None and camera.latest_picture.event == event_id:
        camera = replace(camera, latest_picture=None)
    return camera

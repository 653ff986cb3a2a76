"""Watch a camera's logins and uploads while it is being set up."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ...api.live import CameraChanged, CaptureChanged, LiveMessage, LoginSeen
from ...api.models import Camera, Capture
from ...signals import message_signal


class Stage(StrEnum):
    """The stage that a camera's first upload has reached."""

    NOTHING = "nothing"
    REFUSED = "refused"
    LOGGED_IN = "logged_in"
    TESTED = "tested"
    ARRIVED = "arrived"


_END: Final = {Stage.TESTED, Stage.ARRIVED}


@dataclass(slots=True)
class CameraWatch:
    """The logins and uploads of one camera since the watch began."""

    hass: HomeAssistant
    entry_id: str
    before: Camera
    username: str
    shared: bool = False
    stage: Stage = Stage.NOTHING
    capture: Capture | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    @callback
    def async_begin(self) -> CALLBACK_TYPE:
        """Start to watch; return the function that stops it."""
        return async_dispatcher_connect(self.hass, message_signal(self.entry_id), self._listen)

    async def async_wait(self, patience_s: float) -> bool:
        """Wait for the next stage; return whether there is more to wait for."""
        try:
            async with asyncio.timeout(patience_s):
                await self._changed.wait()
        except TimeoutError:
            return False
        if self.stage in _END:
            return False
        self._changed.clear()
        return True

    @callback
    def _listen(self, message: LiveMessage) -> None:
        """Take the stage from a message."""
        before, self.stage = self.stage, self._after(message)
        if self.stage is not before:
            self._changed.set()

    def _after(self, message: LiveMessage) -> Stage:
        """Return how far the camera is after a message."""
        match message:
            case CaptureChanged(new=True, capture=capture) if capture.camera == self.before.id:
                self.capture = capture
                return Stage.ARRIVED
            case CameraChanged(camera=camera) if self._is_tested(camera):
                return Stage.TESTED if self.stage not in _END else self.stage
            case LoginSeen() if self.shared:
                # It may be any camera's.
                return self.stage
            case LoginSeen(accepted=True, username=name) if name == self.username and self.stage not in _END:
                return Stage.LOGGED_IN
            case LoginSeen(accepted=False, username=name) if name in {None, self.username}:
                return Stage.REFUSED if self.stage is Stage.NOTHING else self.stage
        return self.stage

    def _is_tested(self, camera: Camera) -> bool:
        """Return whether a test upload arrived since the watch began."""
        return camera.id == self.before.id and camera.last_test_at != self.before.last_test_at

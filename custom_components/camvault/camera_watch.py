"""Watch what a camera does while it is being set up."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from homeassistant.core import callback

from .coordinator import CamVaultCoordinator
from .messages import CameraChanged, CaptureChanged, LiveMessage, LoginSeen
from .models import Camera, Capture


class Stage(StrEnum):
    """How far a camera has come."""

    NOTHING = "nothing"
    REFUSED = "refused"
    LOGGED_IN = "logged_in"
    TESTED = "tested"
    ARRIVED = "arrived"


_END: Final = {Stage.TESTED, Stage.ARRIVED}


@dataclass(slots=True)
class CameraWatch:
    """What is seen of a camera that logs in under a name, from now on."""

    coordinator: CamVaultCoordinator
    before: Camera
    username: str
    stage: Stage = Stage.NOTHING
    capture: Capture | None = None

    async def async_wait(self, patience_s: float) -> bool:
        """Wait until something new is seen; return whether there is more to wait for."""
        if self.stage in _END:
            return False
        changed = asyncio.Event()

        @callback
        def listen(message: LiveMessage) -> None:
            before, self.stage = self.stage, self._after(message)
            if self.stage is not before:
                changed.set()

        unsubscribe = self.coordinator.async_subscribe_messages(listen)
        try:
            async with asyncio.timeout(patience_s):
                await changed.wait()
        except TimeoutError:
            return False
        finally:
            unsubscribe()
        return self.stage not in _END

    def _after(self, message: LiveMessage) -> Stage:
        """Return how far the camera is after a message."""
        match message:
            case CaptureChanged(new=True, capture=capture) if capture.camera == self.before.id:
                self.capture = capture
                return Stage.ARRIVED
            case CameraChanged(camera=camera) if self._is_tested(camera):
                return Stage.TESTED if self.stage not in _END else self.stage
            case LoginSeen(accepted=True, username=name) if name == self.username and self.stage not in _END:
                return Stage.LOGGED_IN
            case LoginSeen(accepted=False, username=name) if name in {None, self.username}:
                return Stage.REFUSED if self.stage is Stage.NOTHING else self.stage
        return self.stage

    def _is_tested(self, camera: Camera) -> bool:
        """Return whether a test upload arrived since the watch began."""
        return camera.id == self.before.id and camera.last_test_at != self.before.last_test_at

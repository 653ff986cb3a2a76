"""Events: when a camera's activity begins, goes on and ends."""

from .camera_settings import CameraSettings
from .timers import Timers
from .tracker import EventTracker, OpenEvent

__all__ = ["CameraSettings", "EventTracker", "OpenEvent", "Timers"]

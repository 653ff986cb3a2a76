"""Dispatcher signals of messages and captures. They belong to the entry, so listeners survive a reload of it."""

from homeassistant.util.signal_type import SignalType

from .api.live import LiveMessage
from .api.models import Capture
from .const import DOMAIN


def message_signal(entry_id: str) -> SignalType[LiveMessage]:
    """Return the signal of each message of an entry's gateway."""
    return SignalType(f"{DOMAIN}_{entry_id}_message")


def capture_signal(entry_id: str, camera_id: str) -> SignalType[Capture]:
    """Return the signal of each new capture of a camera."""
    return SignalType(f"{DOMAIN}_{entry_id}_{camera_id}_capture")


def groups_signal(entry_id: str) -> SignalType[()]:
    """Return the signal of a change of an entry's groups."""
    return SignalType(f"{DOMAIN}_{entry_id}_groups")

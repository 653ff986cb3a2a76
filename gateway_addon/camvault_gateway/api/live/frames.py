"""Live messages as they are sent."""

import orjson

from camvault_gateway.api.shown import wire
from camvault_gateway.model import CLOCK, Capture


def frame(kind: str, **content: object) -> str:
    """Return a message of a kind."""
    return orjson.dumps({"type": kind, **content}).decode()


def capture_frame(capture: Capture, *, new: bool) -> str:
    """Return the message that tells of a capture."""
    # While our clock is not credible it says nothing of how late something is.
    return frame("capture", new=new, late=CLOCK.credible and capture.late, capture=wire.capture(capture))

"""Receive: what keeps uploads, from the first byte to a durable capture; it knows no protocol."""

from camvault_gateway.recognize import Said

from .outcome import Outcome
from .paths import PathError, resolve
from .receiver import Receiver
from .refusal import Reason, RefusedError
from .upload import Upload

__all__ = ["Outcome", "PathError", "Reason", "Receiver", "RefusedError", "Said", "Upload", "resolve"]

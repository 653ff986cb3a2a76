"""What an upload's bytes are to those who keep them."""

from typing import Protocol


class Received(Protocol):
    """The bytes of an upload, durable on the disk."""

    size: int
    head: bytes

    @property
    def tail(self) -> bytes:
        """Return the last of them."""

    @property
    def sha256(self) -> str:
        """Return their hash, in hex."""

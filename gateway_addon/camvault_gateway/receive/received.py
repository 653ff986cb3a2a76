"""The interface of a received file: its size, its first and last bytes, its hash."""

from typing import Protocol


class Received(Protocol):
    """The bytes of an upload, durable on the disk."""

    size: int
    head: bytes

    @property
    def tail(self) -> bytes:
        """Return the last bytes."""

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of all bytes, in hex."""

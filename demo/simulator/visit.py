"""What a brand's dialogue is made of: somebody passes by a camera."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import md5
import struct
from typing import Protocol


class Media(Protocol):
    """What a camera films."""

    def clip(self, ending: str) -> bytes:
        """Return the clip, in the container that an ending names."""

    def snapshot(self, at: float) -> bytes:
        """Return a picture of so many seconds after the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody passes by; everything of a brand's dialogue follows from it."""

    username: str
    password: str
    camera: str
    start: datetime
    seconds: float
    media: Media

    def after(self, seconds: float) -> datetime:
        """Return a moment of the visit."""
        return self.start + timedelta(seconds=seconds)

    @property
    def end(self) -> datetime:
        """Return when it is over."""
        return self.after(self.seconds)

    @property
    def serial(self) -> str:
        """Return twelve digits and letters, always the same for a camera: a MAC address or a serial number."""
        return "00626E" + md5(self.camera.encode(), usedforsecurity=False).hexdigest()[:6].upper()


_FIRST_BYTES = {
    "mkv": b"\x1a\x45\xdf\xa3\x84matr\x18\x53\x80\x67\xff",
    "avi": b"",
    "dav": b"DHAV",
    "264": b"\0\0\0\x01\x67",
    "265": b"\0\0\0\x01\x40",
    "h264": b"\0\0\0\x01\x67",
}


@dataclass(frozen=True, slots=True)
class Sketches:
    """Files with the first bytes and the size of real ones, and nothing to see in them."""

    seed: bytes
    clip_bytes: int = 65_536
    picture_bytes: int = 8_192

    def clip(self, ending: str) -> bytes:
        """Return a file that looks like a clip."""
        noise = self._noise(self.clip_bytes, ending)
        if ending == "mp4":
            return _box(b"ftyp", b"isom\0\0\0\0") + _box(b"moof", b"") + _box(b"mdat", noise)
        if ending == "avi":
            return struct.pack("<4sI4s", b"RIFF", len(noise) + 4, b"AVI ") + noise
        return _FIRST_BYTES[ending] + noise

    def snapshot(self, at: float) -> bytes:
        """Return a file that looks like a picture."""
        return b"\xff\xd8\xff\xe0" + self._noise(self.picture_bytes, str(at)) + b"\xff\xd9"

    def _noise(self, size: int, word: str) -> bytes:
        # Even, and never a marker of JPEG.
        block = md5(self.seed + word.encode(), usedforsecurity=False).hexdigest().encode()
        return (block * (size // len(block) + 1))[: size // 2 * 2]


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content

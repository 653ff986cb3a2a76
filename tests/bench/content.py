"""Files as cameras upload them: real pictures and clips, as large as wanted, no two alike."""

from functools import cache
from pathlib import Path
import struct
import tempfile

from tests.gateway.media import clip, picture

KIB = 1024
MIB = 1024 * KIB
# Where files differ; before it comes what every one of them begins with.
_MARK = b"mark:"
_MARK_LENGTH = 64
_SEGMENT = 0xFFFF


@cache
def _picture() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return picture(Path(folder) / "picture.jpg").read_bytes()


@cache
def _clip() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return clip(Path(folder) / "clip.mp4").read_bytes()


def jpeg(size: int) -> bytes:
    """Return a picture of exactly this size: comments fill it up."""
    start, rest = _picture()[:2], _picture()[2:]
    comments, missing = b"", size - len(_picture())
    while missing > 0:
        part = min(missing, _SEGMENT + 2)
        # No comment is shorter than its own header.
        part -= 4 if 0 < missing - part < 4 else 0
        comments += b"\xff\xfe" + struct.pack(">H", part - 2) + _filling(part - 4)
        missing -= part
    return start + comments + rest


def mp4(size: int) -> bytes:
    """Return a clip of exactly this size: a box that players pass over fills it up."""
    missing = size - len(_clip())
    return _clip() + struct.pack(">I4s", missing, b"free") + _filling(missing - 8)


def _filling(length: int) -> bytes:
    return (_MARK + bytes(_MARK_LENGTH))[:length].ljust(length, b"\x55")


def upload(size: int, name: str) -> tuple[str, bytes]:
    """Return an extension and the bytes of a file of this size: a picture, or from a megabyte on a clip."""
    extension, content = (".mp4", mp4(size)) if size >= MIB else (".jpg", jpeg(size))
    marked = bytearray(content)
    mark(marked, name)
    return extension, bytes(marked)


def mark(content: bytearray, name: str) -> None:
    """Make a file another one, in place."""
    at = content.index(_MARK) + len(_MARK)
    content[at : at + _MARK_LENGTH] = name.encode()[:_MARK_LENGTH].ljust(_MARK_LENGTH, b".")

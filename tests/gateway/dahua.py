"""Dahua's container, which no public muxer writes: framed here as FFmpeg's demuxer (libavformat/dhav.c) reads it."""

from pathlib import Path
import struct
from typing import Final

import av

from .media import RATE, SIZE

_KEY: Final = 0xFD
_OTHER: Final = 0xFC
_CODECS: Final = {"h264": 0x08, "hevc": 0x0C}
_HEADER: Final = struct.Struct("<4sBBBBIIIHBB")
_TRAILER: Final = 8


def dav(path: Path, raw: Path) -> Path:
    """Write a .dav of a bare stream's pictures."""
    with av.open(str(raw)) as source, path.open("wb") as file:
        codec = _CODECS[source.streams.video[0].codec_context.codec.canonical_name]
        pictures = [packet for packet in source.demux(video=0) if packet.size]
        for number, packet in enumerate(pictures):
            file.write(_frame(number, bytes(packet), codec, key=packet.is_keyframe))
    return path


def _frame(number: int, picture: bytes, codec: int, *, key: bool) -> bytes:
    extra = struct.pack("<BBBB", 0x81, 0, codec, RATE) + struct.pack("<BBBBHH", 0x82, 0, 0, 0, *SIZE)
    length = _HEADER.size + len(extra) + len(picture) + _TRAILER
    seconds, milliseconds = divmod(number * 1000 // RATE, 1000)
    # 2026-11-23 10:00 and so many seconds: six bits each, and day, month, year.
    date = 26 << 26 | 11 << 22 | 23 << 17 | 10 << 12 | seconds
    header = _HEADER.pack(
        b"DHAV", _KEY if key else _OTHER, 0, 1, 0, number, length, date, seconds * 1000 + milliseconds, len(extra), 0
    )
    return header + extra + picture + b"dhav" + struct.pack("<I", length)

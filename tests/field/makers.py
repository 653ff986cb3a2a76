"""What no public muxer writes, framed around the pictures of a recording: makers' own packets, recorders' streams."""

from functools import cache
import io
from pathlib import Path
import struct
import tempfile
from typing import Final

import av

from tests.gateway.dahua import dav

from .films import film

RATE: Final = 10
_TICK: Final = 90_000 // RATE
_PES_MOST: Final = 60_000
_STREAM_TYPES: Final = {"h264": 0x1B, "hevc": 0x24}


@cache
def pictures(codec: str) -> tuple[tuple[bool, bytes], ...]:
    """Return a recording's coded pictures, and which show themselves alone."""
    with av.open(io.BytesIO(film(codec, "hevc" if codec == "hevc" else "h264")), "r") as container:
        return tuple((packet.is_keyframe, bytes(packet)) for packet in container.demux(video=0) if packet.size)


def units(stream: bytes) -> list[bytes]:
    """Return a bare stream's units, each without its start code."""
    found = stream.replace(b"\x00\x00\x00\x01", b"\x00\x00\x01").split(b"\x00\x00\x01")
    return [unit for unit in found if unit]


def dahua(codec: str = "h264") -> bytes:
    """Return a .dav."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder, f"raw.{'hevc' if codec == 'hevc' else 'h264'}")
        raw.write_bytes(film(codec, raw.suffix[1:]))
        return dav(Path(folder, "made.dav"), raw).read_bytes()


def hx(codec: str = "h264", *, begin_ms: int = 1000, apart: bool = False, index: bool = False) -> bytes:
    """Return packets of hi3510 cameras: a tag, a length, milliseconds and flags; `apart`, one for each unit."""
    tag = b"HXVT" if codec == "hevc" else b"HXVS"
    made = [struct.pack("<4sIII", tag, 160, 96, 0)]
    for number, (key, coded) in enumerate(pictures(codec)):
        parts = [b"\0\0\0\1" + unit for unit in units(coded)] if apart else [coded]
        made += [_hx_packet(b"HXVF", part, begin_ms + number * 1000 // RATE, key=key) for part in parts]
    # Two hundred thousand bytes of an index, which says where the key pictures are.
    return b"".join(made) + (_hx_packet(b"HXFI", bytes(200_000), begin_ms, key=False) if index else b"")


def _hx_packet(tag: bytes, payload: bytes, at_ms: int, *, key: bool) -> bytes:
    return struct.pack("<4sIII", tag, len(payload), at_ms & 0xFFFFFFFF, 1 if key else 2) + payload


def program_stream(codec: str = "h264", *, begin: int = 0, jump_at: int | None = None) -> bytes:
    """Return an MPEG program stream as Hikvision's recorders write it; its clock may run, wrap and jump.

    `begin` is in ticks of 90 kHz; at picture `jump_at` the clock is set an hour on.
    """
    made = []
    for number, (key, coded) in enumerate(pictures(codec)):
        ticks = begin + number * _TICK + (3600 * 90_000 if jump_at is not None and number >= jump_at else 0)
        clock = ticks % (1 << 33)
        made.append(_pack(clock) + (_stream_map(codec) if key else b""))
        made += [_pes(coded[at : at + _PES_MOST], clock if at == 0 else None) for at in range(0, len(coded), _PES_MOST)]
    return b"".join(made)


def hikvision(codec: str = "h264", begin: int = 90_000) -> bytes:
    """Return Hikvision's own header, forty bytes, and its program stream."""
    return b"IMKH\x01\x01\x00\x00\x02\x00\x01\x00" + bytes(28) + program_stream(codec, begin=begin)


def _pack(clock: int) -> bytes:
    bits = 0b01 << 46 | (clock >> 30 & 7) << 43 | 1 << 42 | (clock >> 15 & 0x7FFF) << 27 | 1 << 26
    bits |= (clock & 0x7FFF) << 11 | 1 << 10 | 0 << 1 | 1
    return b"\0\0\1\xba" + bits.to_bytes(6) + b"\x01\x89\xc3\xf8"


def _stream_map(codec: str) -> bytes:
    entries = struct.pack(">BBH", _STREAM_TYPES[codec], 0xE0, 0)
    body = b"\xe1\xff" + struct.pack(">H", 0) + struct.pack(">H", len(entries)) + entries + bytes(4)
    return b"\0\0\1\xbc" + struct.pack(">H", len(body)) + body


def _pes(payload: bytes, clock: int | None) -> bytes:
    stamp = b"" if clock is None else _stamp(clock)
    header = bytes([0x80, 0x80 if stamp else 0, len(stamp)]) + stamp
    return b"\0\0\1\xe0" + struct.pack(">H", len(header) + len(payload)) + header + payload


def _stamp(clock: int) -> bytes:
    bits = 0b0010 << 36 | (clock >> 30 & 7) << 33 | 1 << 32 | (clock >> 15 & 0x7FFF) << 17 | 1 << 16
    return (bits | (clock & 0x7FFF) << 1 | 1).to_bytes(5)


def flash(change: int, wraps_at: int) -> bytes:
    """Return an FLV whose clock began at `change` milliseconds, and wraps."""
    data = bytearray(film("h264", "flv", "-flvflags", "no_duration_filesize"))
    at = 13
    while at + 11 <= len(data):
        length = int.from_bytes(data[at + 1 : at + 4])
        told = int.from_bytes(data[at + 4 : at + 7]) | data[at + 7] << 24
        clock = (told + change) % wraps_at
        data[at + 4 : at + 8] = (clock & 0xFFFFFF).to_bytes(3) + bytes([clock >> 24])
        at += 11 + length + 4
    return bytes(data)


def packets_of(stream: bytes, before: bytes, behind: bytes) -> bytes:
    """Return a transport stream each of whose packets has more bytes before or behind it."""
    return b"".join(before + stream[at : at + 188] + behind for at in range(0, len(stream), 188))

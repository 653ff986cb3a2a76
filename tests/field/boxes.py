"""Changes to files of boxes (ISO/IEC 14496-12), and the still kind of them (23008-12)."""

import struct
from typing import Final

from .films import film, photo
from .makers import units

_IDENTITY: Final = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
# How a picture is shown: where its right and its down go.
MATRICES: Final = {
    "90": (0, 1, -1, 0),
    "180": (-1, 0, 0, -1),
    "270": (0, -1, 1, 0),
    "mirrored": (-1, 0, 0, 1),
    "flipped": (1, 0, 0, -1),
    "mirrored-90": (0, -1, -1, 0),
    "mirrored-270": (0, 1, 1, 0),
}
# What ffmpeg does to an upright picture so that each is needed to see it upright again.
UNDONE: Final = {
    "90": ",transpose=cclock",
    "180": ",hflip,vflip",
    "270": ",transpose=clock",
    "mirrored": ",hflip",
    "flipped": ",vflip",
    "mirrored-90": ",transpose=clock_flip",
    "mirrored-270": ",transpose=cclock_flip",
}


def turned_clip(how: str) -> bytes:
    """Return an MP4 whose pictures are stored turned, and whose header says how they are seen."""
    data = film("h264", "mp4", filters=UNDONE[how])
    a, b, c, d = MATRICES[how]
    matrix = struct.pack(">9i", a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30)
    at = data.rindex(_IDENTITY)
    return data[:at] + matrix + data[at + len(matrix) :]


def with_start(data: bytes, seconds: int) -> bytes:
    """Return an MP4 in fragments as a recorder writes it that has run for so long."""
    made, at = bytearray(data), 0
    scale = int.from_bytes(data[data.index(b"mdhd") + 16 : data.index(b"mdhd") + 20])
    while (at := data.find(b"tfdt", at)) > 0:
        assert data[at + 4] == 1
        time = int.from_bytes(data[at + 8 : at + 16]) + seconds * scale
        made[at + 8 : at + 16] = time.to_bytes(8)
        at += 4
    return bytes(made)


def with_pause(data: bytes, ticks: int) -> bytes:
    """Return an MP4 whose second picture comes so much later, as when a camera's clock is set meanwhile."""
    at = data.index(b"stts")
    count, step = struct.unpack(">II", data[at + 12 : at + 20])
    # One entry becomes two: the box grows, and so do those around it. Its index is last, so no offset changes.
    entries = struct.pack(">IIIII", 2, 1, ticks, count - 1, step)
    made = bytearray(data[: at + 8] + entries + data[at + 20 :])
    for kind in (b"stts", b"stbl", b"minf", b"mdia", b"trak", b"moov"):
        place = data.rindex(kind, 0, at + 4) - 4
        made[place : place + 4] = (int.from_bytes(made[place : place + 4]) + 8).to_bytes(4)
    return bytes(made)


def box(kind: bytes, *parts: bytes) -> bytes:
    """Return a box."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def heic(turn: int = 0) -> bytes:
    """Return an H.265 picture as a HEIC, turned by so many quarters against the clock."""
    filters = ",transpose=clock" if turn else ""
    coded = units(
        photo("hevc", "-c:v", "libx265", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p", filters=filters)
    )
    parameters = [unit for unit in coded if _type(unit) in {32, 33, 34}]
    pictures = b"".join(struct.pack(">I", len(unit)) + unit for unit in coded if _type(unit) < 32)
    size = (96, 160) if turn else (160, 96)
    properties = [box(b"hvcC", _hevc(parameters)), _full(b"ispe", struct.pack(">II", *size))]
    properties += [box(b"irot", bytes([turn]))] if turn else []
    kind = box(b"ftyp", b"heic\0\0\0\0mif1heic")
    length = len(kind) + len(_meta(properties, 0, len(pictures))) + 8
    return kind + _meta(properties, length, len(pictures)) + box(b"mdat", pictures)


def _meta(properties: list[bytes], at: int, length: int) -> bytes:
    numbers = bytes([0x80 | 1, *range(2, len(properties) + 1)])
    return _full(
        b"meta",
        _full(b"hdlr", bytes(4), b"pict", bytes(12), b"\0"),
        _full(b"pitm", struct.pack(">H", 1)),
        _full(b"iloc", b"\x44\x00", struct.pack(">HHHHII", 1, 1, 0, 1, at, length)),
        _full(b"iinf", struct.pack(">H", 1), box(b"infe", b"\x02\0\0\0", struct.pack(">HH", 1, 0), b"hvc1\0")),
        box(
            b"iprp",
            box(b"ipco", *properties),
            _full(b"ipma", struct.pack(">IH", 1, 1), bytes([len(numbers)]) + numbers),
        ),
    )


def _full(kind: bytes, *parts: bytes) -> bytes:
    return box(kind, bytes(4), *parts)


def _hevc(parameters: list[bytes]) -> bytes:
    general = next(unit for unit in parameters if _type(unit) == 33).replace(b"\0\0\3", b"\0\0")[3:15]
    arrays = b"".join(struct.pack(">BHH", 0x80 | _type(unit), 1, len(unit)) + unit for unit in parameters)
    return b"\x01" + general + b"\xf0\0\xfc\xfd\xf8\xf8\0\0\x0f" + bytes([len(parameters)]) + arrays


def _type(unit: bytes) -> int:
    return unit[0] >> 1 & 0x3F

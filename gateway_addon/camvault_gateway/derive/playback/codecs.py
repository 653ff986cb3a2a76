"""What a codec is called in a MIME type: RFC 6381, out of the parameters that a stream begins with.

H.264: ISO/IEC 14496-15, avcC. H.265: the same, hvcC and annex E. AV1: its ISO binding, av1C. AAC: ISO/IEC 14496-3.
"""

from collections.abc import Iterator
import re
from typing import Final

_NAL_START: Final = re.compile(rb"\x00\x00\x01")
_RECORD: Final = 1
_H264_PARAMETERS: Final = 7
_H264_PROFILES: Final = frozenset({66, 77, 88, 100, 110})
_H264_LEVELS: Final = frozenset({10, 11, 12, 13, 20, 21, 22, 30, 31, 32, 40, 41, 42, 50, 51, 52})
_H265_PARAMETERS: Final = 33
_AAC_LOW: Final = 2


def avc(extradata: bytes) -> str | None:
    """Return the name of H.264."""
    if len(extradata) >= 4 and extradata[0] == _RECORD:  # noqa: PLR2004 version, profile, constraints, level
        return _avc(extradata[1:4])
    for unit in _units(extradata):
        if len(unit) >= 4 and unit[0] & 0x1F == _H264_PARAMETERS:  # noqa: PLR2004 see above, behind the header
            return _avc(unit[1:4])
    return None


def hevc(extradata: bytes) -> str | None:
    """Return the name of H.265."""
    if len(extradata) >= 13 and extradata[0] == _RECORD:  # noqa: PLR2004 version, and profile to level
        return _hevc(extradata[1:13])
    for unit in _units(extradata):
        # Two bytes of header, one of other things, and then the same twelve, in which no start code may stand.
        plain = unit[:40].replace(b"\x00\x00\x03", b"\x00\x00")
        if len(plain) >= 15 and unit[0] >> 1 & 0x3F == _H265_PARAMETERS:  # noqa: PLR2004 as just said
            return _hevc(plain[3:15])
    return None


def av1(extradata: bytes) -> str | None:
    """Return the name of AV1."""
    if len(extradata) < 3:  # noqa: PLR2004 version; profile and level; tier and depth
        return None
    profile, level = extradata[1] >> 5, extradata[1] & 0x1F
    tier = "H" if extradata[2] & 0x80 else "M"
    depth = 8 if not extradata[2] & 0x40 else 12 if extradata[2] & 0x20 else 10
    return f"av01.{profile}.{level:02d}{tier}.{depth:02d}"


def aac(extradata: bytes) -> str:
    """Return the name of AAC, which is of low complexity unless it says otherwise."""
    return f"mp4a.40.{(extradata[0] >> 3 if extradata else 0) or _AAC_LOW}"


def unit_length(codec: str, extradata: bytes) -> int | None:
    """Return how many bytes tell the length of a unit; None of streams whose units begin with a code."""
    at = {"h264": 4, "hevc": 21}.get(codec)
    if at is None or len(extradata) <= at or extradata[0] != _RECORD:
        return None
    return (extradata[at] & 3) + 1


def are_units(data: memoryview, width: int) -> bool:
    """Tell whether a picture is a row of units, each as long as it says: what lies in the wrong place is not."""
    at = 0
    while at + width < len(data):
        at += width + int.from_bytes(data[at : at + width])
    return at == len(data)


def _avc(general: bytes) -> str | None:
    """Name profile, constraints and level, if browsers know them: not every camera tells the truth of itself."""
    profile, _, level = general
    return f"avc1.{general.hex()}" if profile in _H264_PROFILES and level in _H264_LEVELS else None


def _hevc(general: bytes) -> str:
    """Name profile, compatibility, tier, level and constraints out of their twelve bytes."""
    space = ("", "A", "B", "C")[general[0] >> 6]
    tier = "H" if general[0] & 0x20 else "L"
    compatible = int(f"{int.from_bytes(general[1:5]):032b}"[::-1], 2)
    constraints = "".join(f".{byte:X}" for byte in general[5:11].rstrip(b"\0"))
    return f"hvc1.{space}{general[0] & 0x1F}.{compatible:X}.{tier}{general[11]}{constraints}"


def _units(stream: bytes) -> Iterator[bytes]:
    starts = [found.end() for found in _NAL_START.finditer(stream)]
    yield from (stream[start:end] for start, end in zip(starts, [*starts[1:], len(stream)], strict=False))

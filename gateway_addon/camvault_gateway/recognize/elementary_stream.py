"""Elementary streams: video without a container, which XM and hi3510 cameras and many recorders send.

H.264: ITU-T H.264, 7.3.1. H.265: ITU-T H.265, 7.3.1. MPEG-1, -2 and -4: their start codes.
"""

import re
from typing import Final

_START: Final = re.compile(rb"\x00\x00\x01([\x00-\xff]{1,2})")
_MOST_UNITS: Final = 64
# Zeros may stand in front of the first unit.
_MOST_ZEROS: Final = 8
# Those that no stream is without; pictures of both look alike in one byte.
_H264_PARAMETERS: Final = frozenset({7})
_H265_PARAMETERS: Final = frozenset({32, 33})
# What only marks that a picture begins.
_DELIMITERS: Final = {b"\x09": "h264", b"\x46": "h265"}
# A sequence, or a group of pictures; the MPEG-4 ones begin with an object.
_MPEG: Final = frozenset({0xB3, 0xB0, 0xB5})


def stream_codec(head: bytes) -> str | None:
    """Return the codec of a bare stream: `h264`, `h265` or `mpeg`; None when it is none."""
    if not head.lstrip(b"\0").startswith(b"\x01") or not 2 <= head.find(b"\x01") <= _MOST_ZEROS:  # noqa: PLR2004 a start code's zeros
        return None
    for number, found in enumerate(_START.finditer(head)):
        first, second = found[1][0], found[1][1:]
        if number == 0 and first in _MPEG:
            return "mpeg"
        if first & 0x80 or number > _MOST_UNITS:
            return None
        # In H.265 a layer above the lowest, or a time below the first, is no camera's.
        if (first >> 1) & 0x3F in _H265_PARAMETERS and not first & 1 and second in {b"", b"\x01"}:
            return "h265"
        if first & 0x1F in _H264_PARAMETERS and first & 0x60:
            return "h264"
    return _DELIMITERS.get(head.partition(b"\x01")[2][:1])

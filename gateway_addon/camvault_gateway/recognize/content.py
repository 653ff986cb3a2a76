"""What the bytes are; they decide, whatever the name says."""

from dataclasses import dataclass
from typing import Final

from camvault_gateway.model import Condition, Kind


@dataclass(frozen=True, slots=True)
class Content:
    """A picture or a video, by its first bytes."""

    kind: Kind
    content_type: str
    extension: str


_JPEG: Final = Content(Kind.SNAPSHOT, "image/jpeg", ".jpg")
_PNG: Final = Content(Kind.SNAPSHOT, "image/png", ".png")
_GIF: Final = Content(Kind.SNAPSHOT, "image/gif", ".gif")
_WEBP: Final = Content(Kind.SNAPSHOT, "image/webp", ".webp")
_BMP: Final = Content(Kind.SNAPSHOT, "image/bmp", ".bmp")
_MP4: Final = Content(Kind.CLIP, "video/mp4", ".mp4")
_MOV: Final = Content(Kind.CLIP, "video/quicktime", ".mov")
_MKV: Final = Content(Kind.CLIP, "video/x-matroska", ".mkv")
_WEBM: Final = Content(Kind.CLIP, "video/webm", ".webm")
_AVI: Final = Content(Kind.CLIP, "video/x-msvideo", ".avi")
_ASF: Final = Content(Kind.CLIP, "video/x-ms-asf", ".asf")
_FLV: Final = Content(Kind.CLIP, "video/x-flv", ".flv")
_TS: Final = Content(Kind.CLIP, "video/mp2t", ".ts")
_PS: Final = Content(Kind.CLIP, "video/mpeg", ".mpg")
_DAV: Final = Content(Kind.CLIP, "application/octet-stream", ".dav")
_H264: Final = Content(Kind.CLIP, "video/h264", ".h264")
_H265: Final = Content(Kind.CLIP, "video/h265", ".h265")

_MAGIC: Final = (
    (b"\xff\xd8\xff", _JPEG),
    (b"\x89PNG\r\n\x1a\n", _PNG),
    (b"GIF8", _GIF),
    (b"BM", _BMP),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", _ASF),
    (b"FLV\x01", _FLV),
    (b"\x00\x00\x01\xba", _PS),
    (b"DHAV", _DAV),
    (b"DAHUA", _DAV),
)
_BOXES: Final = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"styp", b"moof"})
_TS_PACKET: Final = 188
_JPEG_END: Final = b"\xff\xd9"
_JPEG_TRAILER: Final = 256


def inspect(head: bytes) -> Content | None:
    """Return what a file is by its first bytes, or None when they are of no known picture or video."""
    for magic, content in _MAGIC:
        if head.startswith(magic):
            return content
    return _container(head) or _raw_video(head)


def _container(head: bytes) -> Content | None:
    if head[4:8] in _BOXES:
        return _MOV if head[4:12] == b"ftypqt  " else _MP4
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _WEBM if b"webm" in head[:64] else _MKV
    if head.startswith(b"RIFF"):
        return {b"AVI ": _AVI, b"WEBP": _WEBP}.get(head[8:12])
    if head[:1] == b"\x47" and head[_TS_PACKET : _TS_PACKET + 1] == b"\x47":
        return _TS
    return None


def _raw_video(head: bytes) -> Content | None:
    """Recognize bare H.264 (parameter set first) and H.265 by their first NAL unit; XM and hi3510 cameras send them."""
    start = 4 if head.startswith(b"\x00\x00\x00\x01") else 3 if head.startswith(b"\x00\x00\x01") else 0
    if not start or len(head) <= start:
        return None
    first = head[start]
    if first & 0x1F in {7, 9} and not first & 0x80:
        return _H264
    if (first >> 1) & 0x3F in {32, 33, 35} and not first & 0x80:
        return _H265
    return None


def condition(content: Content | None, tail: bytes, size: int, *, broken: bool) -> Condition:
    """Return what can be said of a file without decoding it; `pending` leaves it to who decodes it."""
    if not size:
        return Condition.EMPTY
    if broken:
        return Condition.INCOMPLETE
    if content is None:
        return Condition.UNREADABLE
    if content is _JPEG:
        # Some cameras pad a picture with zeros, or append a few bytes of their own.
        return Condition.COMPLETE if _JPEG_END in tail.rstrip(b"\0")[-_JPEG_TRAILER:] else Condition.INCOMPLETE
    return Condition.PENDING

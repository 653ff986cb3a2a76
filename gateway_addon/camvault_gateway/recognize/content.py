"""The type of a file by its content, whatever its name says; what is not known here, the decoder may know."""

from dataclasses import dataclass
from typing import Final

from camvault_gateway.model import Condition, Kind

from .elementary_stream import stream_codec


@dataclass(frozen=True, slots=True)
class Content:
    """A picture or a video, by its first bytes; without an extension, that of its name is as good as any."""

    kind: Kind
    content_type: str
    extension: str


_UNNAMED: Final = "application/octet-stream"
_JPEG: Final = Content(Kind.SNAPSHOT, "image/jpeg", ".jpg")
_WEBP: Final = Content(Kind.SNAPSHOT, "image/webp", ".webp")
_TIFF: Final = Content(Kind.SNAPSHOT, "image/tiff", ".tif")
_HEIC: Final = Content(Kind.SNAPSHOT, "image/heic", ".heic")
_AVIF: Final = Content(Kind.SNAPSHOT, "image/avif", ".avif")
_MP4: Final = Content(Kind.CLIP, "video/mp4", ".mp4")
_3GP: Final = Content(Kind.CLIP, "video/3gpp", ".3gp")
_MOV: Final = Content(Kind.CLIP, "video/quicktime", ".mov")
_MKV: Final = Content(Kind.CLIP, "video/x-matroska", ".mkv")
_WEBM: Final = Content(Kind.CLIP, "video/webm", ".webm")
_AVI: Final = Content(Kind.CLIP, "video/x-msvideo", ".avi")
_TS: Final = Content(Kind.CLIP, "video/mp2t", ".ts")
_PS: Final = Content(Kind.CLIP, "video/mpeg", ".mpg")
_DAV: Final = Content(Kind.CLIP, _UNNAMED, ".dav")
# The names of these say what is in it.
_HX: Final = Content(Kind.CLIP, _UNNAMED, "")

_MAGIC: Final = (
    (b"\xff\xd8\xff", _JPEG),
    (b"\x89PNG\r\n\x1a\n", Content(Kind.SNAPSHOT, "image/png", ".png")),
    (b"GIF8", Content(Kind.SNAPSHOT, "image/gif", ".gif")),
    (b"II*\x00", _TIFF),
    (b"MM\x00*", _TIFF),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", Content(Kind.SNAPSHOT, "image/jp2", ".jp2")),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Content(Kind.CLIP, "video/x-ms-asf", ".asf")),
    (b"FLV\x01", Content(Kind.CLIP, "video/x-flv", ".flv")),
    (b"\x00\x00\x01\xba", _PS),
    (b"IMKH", _PS),
    (b"DHAV", _DAV),
    (b"DAHUA", _DAV),
    (b"HXVS", _HX),
    (b"HXVT", _HX),
)
_MJPEG: Final = Content(Kind.CLIP, "video/x-motion-jpeg", ".mjpeg")
_MOTION: Final = frozenset({".mjpeg", ".mjpg"})
_BMP: Final = Content(Kind.SNAPSHOT, "image/bmp", ".bmp")
_BARE: Final = {
    "h264": Content(Kind.CLIP, "video/h264", ".h264"),
    "h265": Content(Kind.CLIP, "video/h265", ".h265"),
    "mpeg": _PS,
}
_BOXES: Final = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"styp", b"moof", b"sidx", b"uuid"})
_HEIF_BRANDS: Final = frozenset({b"mif1", b"msf1", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_TS_PACKETS: Final = ((188, 0), (192, 4), (204, 0))
_JPEG_END: Final = b"\xff\xd9"
_JPEG_TRAILER: Final = 256


def inspect(head: bytes, extension: str = "") -> Content | None:
    """Return what a file is by its first bytes, or None when they are of no known picture or video.

    One picture after the other begins like one: that it is a video says its name alone.
    """
    if extension in _MOTION and head.startswith(b"\xff\xd8"):
        return _MJPEG
    for magic, content in _MAGIC:
        if head.startswith(magic):
            return content
    return _container(head) or _BARE.get(stream_codec(head) or "")


def _container(head: bytes) -> Content | None:
    if head[4:8] in _BOXES:
        return _branded(head)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _WEBM if b"webm" in head[:64] else _MKV
    if head.startswith(b"RIFF"):
        return {b"AVI ": _AVI, b"WEBP": _WEBP}.get(head[8:12])
    if head.startswith(b"BM") and not head[6:10].strip(b"\0"):
        return _BMP
    for length, at in _TS_PACKETS:
        if head[at : at + 1] == b"\x47" == head[at + length : at + length + 1]:
            return _TS
    return None


def _branded(head: bytes) -> Content:
    """Return what a file of boxes is by what it calls itself: a still and a clip look alike."""
    if head[4:8] != b"ftyp":
        return _MP4
    length = min(int.from_bytes(head[:4]), len(head))
    brand, others = head[8:12], {head[at : at + 4] for at in range(16, length - 3, 4)}
    if brand in _AVIF_BRANDS or (brand in _HEIF_BRANDS and others & _AVIF_BRANDS):
        return _AVIF
    if brand in _HEIF_BRANDS:
        return _HEIC
    if brand == b"qt  ":
        return _MOV
    return _3GP if brand.startswith((b"3gp", b"3g2")) else _MP4


def condition(content: Content | None, tail: bytes, size: int, *, broken: bool) -> Condition:
    """Return what can be said of a file without decoding it; `pending` leaves it to who decodes it."""
    if not size:
        return Condition.EMPTY
    if broken:
        return Condition.INCOMPLETE
    if content is _JPEG and _JPEG_END in tail.rstrip(b"\0")[-_JPEG_TRAILER:]:
        # Some cameras pad a picture with zeros, or append a few bytes of their own.
        return Condition.COMPLETE
    return Condition.PENDING

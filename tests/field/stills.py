"""Pictures of today's cameras, phones and programs, and what is wrong with some of them."""

import io
import struct
from typing import Any, Final

from PIL import Image, ImageCms

from .films import photo

_TRANSPOSE: Final = Image.Transpose
# What is done to an upright picture so that each orientation of EXIF is needed to see it upright again.
UNDONE: Final = {
    1: None,
    2: _TRANSPOSE.FLIP_LEFT_RIGHT,
    3: _TRANSPOSE.ROTATE_180,
    4: _TRANSPOSE.FLIP_TOP_BOTTOM,
    5: _TRANSPOSE.TRANSPOSE,
    6: _TRANSPOSE.ROTATE_90,
    7: _TRANSPOSE.TRANSVERSE,
    8: _TRANSPOSE.ROTATE_270,
}


def upright() -> Image.Image:
    """Return the picture as it is seen."""
    return Image.open(io.BytesIO(photo("png"))).convert("RGB")


def saved(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:  # noqa: ANN401 Pillow's
    """Return a picture as a file."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def jpeg(**options: Any) -> bytes:  # noqa: ANN401 Pillow's
    """Return it as a JPEG."""
    return saved(upright(), quality=90, **options)


def oriented(orientation: int) -> bytes:
    """Return a JPEG that is stored turned, and whose EXIF says how it is seen."""
    undone = UNDONE[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = upright() if undone is None else upright().transpose(undone)
    return saved(image, quality=90, exif=exif)


def with_profile() -> bytes:
    """Return a JPEG with a color profile."""
    return jpeg(icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def with_broken_exif() -> bytes:
    """Return a JPEG whose picture is sound, and whose EXIF is not."""
    data = jpeg()
    return data[:2] + b"\xff\xe1" + struct.pack(">H", 40) + b"Exif\0\0" + b"\xaa" * 32 + data[2:]


def in_cmyk() -> bytes:
    """Return a JPEG in the colors of print."""
    return saved(upright().convert("CMYK"), quality=90)


def deep_grey() -> bytes:
    """Return a PNG of sixteen bits without colors, such as thermal cameras send."""
    return photo("png", "-pix_fmt", "gray16be")


def without(data: bytes, share: float, length: int) -> bytes:
    """Return a file without some bytes in its middle."""
    at = int(len(data) * share)
    return data[:at] + data[at + length :]


def first(data: bytes, share: float) -> bytes:
    """Return the first part of a file."""
    return data[: int(len(data) * share)]

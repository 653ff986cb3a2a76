"""From a frame to a JPEG of it, as it is meant to be seen."""

from fractions import Fraction
from typing import Final

from av import CodecContext
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from .orientation import turn_of, turned

# Width and height; a doorbell's picture is upright, and what is narrower still gets a smaller thumbnail.
THUMBNAIL: Final = (320, 640)
LARGER: Final = (640, 1280)
FULL: Final = (4096, 4096)
# MJPEG's quantiser, 2 to 31: 4 is some 10 KiB of a thumbnail without visible blocks.
_QUANTISER: Final = 4
_ODDEST_PIXEL: Final = 4
_LARGEST_SIDE: Final = 65535


def jpeg(frame: VideoFrame, pixel_aspect: float, most: tuple[int, int]) -> bytes:
    """Return a frame as a JPEG of at most a size, upright and in the shape it is meant to be seen in."""
    return encoded(shaped(frame, pixel_aspect, most))


def encoded(frame: VideoFrame, quantiser: int = _QUANTISER) -> bytes:
    """Return a frame of the JPEG's own pixel format as it is."""
    # The encoder takes these for its own when they are set.
    frame.pts, frame.pict_type = 0, 0
    encoder = _encoder(frame.width, frame.height, quantiser)
    return b"".join(bytes(packet) for packet in (*encoder.encode(frame), *encoder.encode(None)))


def shaped(frame: VideoFrame, pixel_aspect: float, most: tuple[int, int]) -> VideoFrame:
    """Return a frame of at most a size, upright and in the shape it is meant to be seen in, to be encoded."""
    turn = turn_of(frame)
    small = frame.reformat(*scaled(frame, pixel_aspect, turn.of(*most)), "yuvj420p", interpolation="AREA")
    return turned(small, turn)


def seen_size(frame: VideoFrame, pixel_aspect: float) -> tuple[int, int]:
    """Return the width and height of a frame as it is seen."""
    width = min(round(frame.width * _shape(pixel_aspect)), _LARGEST_SIDE)
    return turn_of(frame).of(width, frame.height)


def scaled(frame: VideoFrame, pixel_aspect: float, most: tuple[int, int]) -> tuple[int, int]:
    """Return the width and height, both even, of a frame that is made to fit into a size, and never larger."""
    width, height = frame.width * _shape(pixel_aspect), float(frame.height)
    scale = min(1.0, most[0] / width, most[1] / height)
    return _even(width * scale), _even(height * scale)


def _shape(pixel_aspect: float) -> float:
    return pixel_aspect if 1 / _ODDEST_PIXEL <= pixel_aspect <= _ODDEST_PIXEL else 1.0


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


def _encoder(width: int, height: int, quantiser: int) -> VideoCodecContext:
    encoder = CodecContext.create("mjpeg", "w")
    assert isinstance(encoder, VideoCodecContext)  # noqa: S101 for the type checker
    encoder.width, encoder.height = width, height
    encoder.pix_fmt = "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.qmin = encoder.qmax = quantiser
    encoder.thread_count = 1
    return encoder

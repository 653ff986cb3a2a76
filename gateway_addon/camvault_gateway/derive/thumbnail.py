"""From a frame to a small JPEG."""

from fractions import Fraction

from av import CodecContext
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

WIDTH = 320
# A doorbell's picture is upright; what is narrower still gets a smaller thumbnail.
_HEIGHT = 640
# MJPEG's quantiser, 2 to 31: 4 is some 10 KiB without visible blocks.
_QUANTISER = 4
_ODDEST_PIXEL = 4


def jpeg(frame: VideoFrame, pixel_aspect: float) -> bytes:
    """Return a frame as a JPEG that fits the thumbnail's size, in the shape it is meant to be seen in."""
    width, height = _size(frame, pixel_aspect)
    small = frame.reformat(width, height, "yuvj420p", interpolation="AREA")
    # The encoder takes these for its own when they are set.
    small.pts, small.pict_type = 0, 0
    encoder = _encoder(width, height)
    return b"".join(bytes(packet) for packet in (*encoder.encode(small), *encoder.encode(None)))


def _size(frame: VideoFrame, pixel_aspect: float) -> tuple[int, int]:
    if not 1 / _ODDEST_PIXEL <= pixel_aspect <= _ODDEST_PIXEL:
        pixel_aspect = 1.0
    width, height = frame.width * pixel_aspect, float(frame.height)
    scale = min(1.0, WIDTH / width, _HEIGHT / height)
    return _even(width * scale), _even(height * scale)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


def _encoder(width: int, height: int) -> VideoCodecContext:
    encoder = CodecContext.create("mjpeg", "w")
    assert isinstance(encoder, VideoCodecContext)  # noqa: S101 for the type checker
    encoder.width, encoder.height = width, height
    encoder.pix_fmt = "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.qmin = encoder.qmax = _QUANTISER
    encoder.thread_count = 1
    return encoder

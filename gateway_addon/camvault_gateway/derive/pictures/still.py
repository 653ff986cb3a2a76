"""A single picture: decoded strictly, to know whether all of it is there, or else as far as it can be."""

from collections.abc import Iterator
import contextlib
from itertools import islice
from typing import Final

from av import CodecContext
from av.container import InputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from camvault_gateway.derive.container.opening import opened, options, pictures_of, unless_no_memory
from camvault_gateway.derive.container.still_truncation import LARGEST, jpeg_segments
from camvault_gateway.derive.container.truncation import is_whole
from camvault_gateway.derive.container.view import View
from camvault_gateway.derive.protocol import Failure, FailureError

_JPEG: Final = b"\xff\xd8\xff"
# FFmpeg needs ten times as long to find out by itself what most snapshots are.
_JPEG_FORMAT: Final = "jpeg_pipe"
_MJPEG: Final = "mjpeg"
_PROGRESSIVE: Final = b"\xff\xc2"
_SCAN: Final = b"\xff\xda"
_END: Final = b"\xff\xd9"
_PADDING: Final = bytes(16)
# What is told beside a picture; not Adobe's, which says what its colors are.
_BESIDE: Final = frozenset({*range(0xE0, 0xF0), 0xFE}) - {0xEE}


@contextlib.contextmanager
def picture_in(view: View) -> Iterator[tuple[VideoStream, VideoFrame, bool]]:
    """Give a picture, and whether all of it is there without a fault; raises FailureError."""
    is_jpeg = view.peek(0, len(_JPEG)) == _JPEG
    for strict in (True, False) if is_jpeg else (False,):
        with opened(view, _JPEG_FORMAT if is_jpeg else None) as container:
            stream = pictures_of(container, strict=strict)
            frame = _first(container, stream)
            if frame is not None:
                whole = _is_whole_jpeg(view, strict=strict) if is_jpeg else is_whole(view.size, view.peek) is not False
                yield stream, frame, whole
                return
    raise FailureError(Failure.UNREADABLE, "No picture in it can be decoded.")


@contextlib.contextmanager
def reduced_picture_in(view: View, width: int) -> Iterator[tuple[VideoStream, VideoFrame]]:
    """Give a picture as far as it can be decoded; a JPEG much wider than a width only as finely as that needs.

    Raises FailureError.
    """
    with opened(view, _JPEG_FORMAT if view.peek(0, len(_JPEG)) == _JPEG else None) as container:
        stream = pictures_of(container)
        if stream.codec_context.codec.canonical_name == _MJPEG:
            stream.codec_context.options = options(strict=False) | _reduction(stream.codec_context.width, width)
        frame = _first(container, stream)
        if frame is None:
            raise FailureError(Failure.UNREADABLE, "No picture in it can be decoded.")
        yield stream, frame


def _reduction(width: int, wanted: int) -> dict[str, str]:
    """Return how an inverse DCT of fewer coefficients is asked for: of half as many FFmpeg has a slower one only."""
    halvings = next((each for each in (3, 2) if width >> each >= wanted), 0)
    return {"lowres": str(halvings)} if halvings else {}


def _first(container: InputContainer, stream: VideoStream) -> VideoFrame | None:
    frames: list[VideoFrame] = []
    with unless_no_memory():
        frames += islice(container.decode(stream), 1)
    return frames[0] if frames else None


def _is_whole_jpeg(view: View, *, strict: bool) -> bool:
    """Tell whether a JPEG that could be decoded strictly is whole; if not, what is told beside it may be at fault."""
    data = view.peek(0, LARGEST)
    if strict:
        # Without an end, passes that make it finer may be missing, and zeros may stand for the rest.
        ends = data.rfind(_END) > data.rfind(_SCAN)
        return ends or (_PROGRESSIVE not in data and not data.endswith(_PADDING))
    bare = bytearray(data)
    for marker, start, end in reversed(list(jpeg_segments(data))):
        if marker in _BESIDE:
            del bare[start - 2 : end]
    return _is_sound(bytes(bare))


def _is_sound(jpeg: bytes) -> bool:
    decoder = CodecContext.create("mjpeg", "r")
    assert isinstance(decoder, VideoCodecContext)  # noqa: S101 for the type checker
    decoder.options = options(strict=True)
    frames: list[VideoFrame] = []
    with unless_no_memory():
        frames += [*decoder.decode(Packet(jpeg)), *decoder.decode(None)]
    return bool(frames)

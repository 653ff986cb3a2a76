"""A sprite: frames of a clip side by side in one picture, to be moved through at a glance."""

from collections.abc import Sequence
from typing import Final

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.stream import VideoStream

from camvault_gateway.derive.container.spread import spread_keys
from camvault_gateway.derive.container.view import View
from camvault_gateway.derive.protocol import Failure, FailureError

from .jpeg import encoded, shaped
from .key_frames import decoded, pixel_aspect

_MOST_FRAMES: Final = 16
_WIDTH: Final = 160
# A doorbell's frames are upright, and no frame is higher than so.
_HEIGHT: Final = 320
_MOST_BYTES: Final = 60 * 1024
_QUANTISERS: Final = (4, 6, 9, 13, 19, 31)
_FORMAT: Final = "yuvj420p"
# Of the planes of that format: luma, and two of color, which have half as many columns and rows.
_BLACK: Final = (0, 128, 128)


def sprite(container: InputContainer, stream: VideoStream, view: View, until: float) -> bytes:
    """Return a JPEG of at most 60 KB with at most 16 frames, each 160 pixels wide; raises FailureError.

    What is read of the clip for it is read until a time by the monotonic clock.
    """
    aspect = pixel_aspect(stream)
    frames: list[VideoFrame] = []
    for packet in spread_keys(container, stream, view, until, _MOST_FRAMES):
        found = decoded(stream, packet)
        if found:
            frames.append(shaped(found[0], aspect, (_WIDTH, _HEIGHT)))
    if not frames:
        raise FailureError(Failure.UNREADABLE, "No picture in it can be decoded.")
    return _small_enough(frames)


def _small_enough(frames: Sequence[VideoFrame]) -> bytes:
    """Return the finest that is not too large: coarser ones, and then with every other frame."""
    row = _row(frames)
    for quantiser in _QUANTISERS:
        made = encoded(row, quantiser)
        if len(made) <= _MOST_BYTES:
            return made
    return _small_enough(frames[::2])


def _row(frames: Sequence[VideoFrame]) -> VideoFrame:
    """Return frames side by side, as high as the first, on black where one does not fill its place."""
    height = frames[0].height
    row = VideoFrame(_WIDTH * len(frames), height, _FORMAT)
    for of, (plane, black) in enumerate(zip(row.planes, _BLACK, strict=True)):
        width = _WIDTH * plane.width // row.width
        columns = [_fitted(frame.planes[of], width, plane.height, black) for frame in frames]
        rest = bytes(plane.line_size - width * len(frames))
        lines = (b"".join(column[at] for column in columns) + rest for at in range(plane.height))
        plane.update(b"".join(lines))
    return row


def _fitted(plane: VideoPlane, width: int, height: int, black: int) -> list[bytes]:
    """Return a plane's lines, in the middle of so many that are so wide."""
    data, fill = bytes(plane), bytes([black])
    shown = min(plane.width, width)
    left = (width - shown) // 2
    lines = [
        fill * left + data[at : at + shown] + fill * (width - shown - left)
        for at in range(0, plane.line_size * plane.height, plane.line_size)
    ][:height]
    above = (height - len(lines)) // 2
    return [fill * width] * above + lines + [fill * width] * (height - len(lines) - above)

"""Open a part of a file with FFmpeg, as a container of pictures."""

from collections.abc import Iterator, Mapping
import contextlib
import errno
from types import MappingProxyType
from typing import Final

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from camvault_gateway.derive.protocol import Failure, FailureError

from .formats import readable
from .view import View

# 8192 x 8192: no camera has more, and a picture of more is a bomb.
_MAX_PIXELS: Final = 1 << 26
_FORMATS: Final = readable()
_ALL_SHOWN: Final = {"ignore_editlist": "1"}


@contextlib.contextmanager
def opened_clip(view: View) -> Iterator[tuple[InputContainer, VideoStream]]:
    """Open a clip; where an MP4's list of edits hides pictures, without that list."""
    with opened(view) as container:
        stream = pictures_of(container)
        if not 0 < len(stream.index_entries) < stream.frames:
            yield container, stream
            return
    with opened(view, more=_ALL_SHOWN) as container:
        yield container, pictures_of(container)


def shows_all(container: InputContainer) -> bool:
    """Tell whether a clip's own list of edits shows all its pictures."""
    return not _ALL_SHOWN.items() <= container.container_options.items()


@contextlib.contextmanager
def opened(
    view: View, known_format: str | None = None, more: Mapping[str, str] = MappingProxyType({})
) -> Iterator[InputContainer]:
    """Open what FFmpeg finds it to be; it gets no name, which says nothing about the content and may be a pattern."""
    view.seek(0)
    with av.open(
        view,
        "r",
        format=known_format,
        # Without `skip_frame` FFmpeg decodes several frames only to guess what a clip's header says, too.
        options={"skip_frame": "all", "max_pixels": str(_MAX_PIXELS), "threads": "1"},
        container_options={"format_whitelist": _FORMATS, "protocol_whitelist": "none", **more},
    ) as container:
        yield container


def pictures_of(container: InputContainer, *, strict: bool = False) -> VideoStream:
    """Return the stream of pictures, ready to be decoded; strictly, a picture with a fault is none."""
    stream = container.streams.best("video")
    # An unknown codec has no decoder, although PyAV's types promise one.
    if not isinstance(stream, VideoStream) or getattr(stream, "codec_context", None) is None:
        raise FailureError(Failure.UNREADABLE, "There are no pictures in it.")
    stream.codec_context.thread_count = 1
    stream.codec_context.options = options(strict=strict)
    return stream


def options(*, strict: bool) -> dict[str, str]:
    """Return how a decoder is opened."""
    faults = {"err_detect": "crccheck+explode"} if strict else {}
    return {"max_pixels": str(_MAX_PIXELS), "skip_loop_filter": "all"} | faults


@contextlib.contextmanager
def unless_no_memory() -> Iterator[None]:
    """Go on behind what FFmpeg cannot read; raise when there is no memory, which another process may have."""
    try:
        yield
    except FFmpegError as err:
        if err.errno == errno.ENOMEM:
            raise

"""Look into a file: what is in it, how long it is, and one picture of it."""

from collections.abc import Callable, Iterator
import contextlib
from dataclasses import replace
import errno
from itertools import islice
import time
from typing import Final

from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from camvault_gateway.model import Kind, Playback

from .container.opening import opened_clip, unless_no_memory
from .container.survey import Survey, survey
from .container.truncation import is_whole
from .container.view import View, views
from .pictures.jpeg import FULL, THUMBNAIL, jpeg, seen_size
from .pictures.still import picture_in
from .playback.playable import judge, judge_picture
from .playback.remux import remux
from .playback.unnamed_file import UnnamedFile
from .protocol import Conversion, Failure, FailureError, Media, MediaRequest, usable_duration

_MAX_KEY_FRAMES: Final = 4
_FAILURES: Final = {
    errno.ENOMEM: Failure.NO_MEMORY,
    errno.ENOSPC: Failure.UNAVAILABLE,
    errno.EDQUOT: Failure.UNAVAILABLE,
}
# A damaged file has FFmpeg look where no file has anything, or makes more of itself than may be written.
_DAMAGED: Final = {errno.EINVAL, errno.EFBIG, None}


def examine(descriptor: int, wish: MediaRequest) -> Media:
    """Return what an open file shows, or raise FailureError."""
    look = _look_at_picture if wish.kind is Kind.SNAPSHOT else _look_at_clip
    return _first(descriptor, lambda view: look(view, wish))


def convert(descriptor: int, wish: MediaRequest, into: int) -> Conversion:
    """Write what browsers show of an open file, if they do not show it as it is; raises FailureError."""
    make = _show_picture if wish.kind is Kind.SNAPSHOT else _play_clip
    return _first(descriptor, lambda view: make(view, wish, into))


def _first[T](descriptor: int, look: Callable[[View], T]) -> T:
    """Return what the first part of a file tells that tells something."""
    failure: FailureError | None = None
    for view in views(descriptor):
        try:
            with _failures():
                return look(view)
        except FailureError as err:
            if err.failure is not Failure.UNREADABLE:
                raise
            failure = failure or _explained(err, view)
    raise failure or FailureError(Failure.UNREADABLE, "There is nothing in it.")


def _explained(failure: FailureError, view: View) -> FailureError:
    """Return why nothing is seen in a file: a part of it may be missing."""
    is_cut = is_whole(view.size, view.peek) is False
    return FailureError(Failure.CUT, str(failure)) if is_cut else failure


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """Raise FailureError instead of what libraries raise."""
    try:
        yield
    except FFmpegError as err:
        raise FailureError(
            _FAILURES.get(err.errno or 0, Failure.UNREADABLE), err.strerror or type(err).__name__
        ) from err
    except OSError as err:
        failure = Failure.UNREADABLE if err.errno in _DAMAGED else Failure.UNAVAILABLE
        raise FailureError(failure, err.strerror or type(err).__name__) from err
    except MemoryError as err:
        raise FailureError(Failure.NO_MEMORY, "There is not enough memory.") from err


def _look_at_picture(view: View, _: MediaRequest) -> Media:
    with picture_in(view) as (stream, frame, whole):
        return replace(_media(stream, frame), whole=whole, playback=judge_picture(stream, view))


def _show_picture(view: View, _: MediaRequest, into: int) -> Conversion:
    with picture_in(view) as (stream, frame, _whole):
        playback = judge_picture(stream, view)
        if playback is Playback.CONVERTED:
            UnnamedFile(into).write(jpeg(frame, _aspect(stream), FULL))
        return Conversion(playback=playback)


def _look_at_clip(view: View, wish: MediaRequest) -> Media:
    with opened_clip(view) as (container, stream):
        seen = _surveyed(container, stream, view, wish)
        media = _media(stream, _picture(stream, seen.keys))
        playback, codecs = judge(container, stream, view, seen)
        return replace(
            media,
            whole=_is_all(seen, view),
            duration_ms=usable_duration(round(seen.seconds * 1000)) if seen.seconds else None,
            playback=playback,
            codecs=codecs,
        )


def _play_clip(view: View, wish: MediaRequest, into: int) -> Conversion:
    with opened_clip(view) as (container, stream):
        seen = _surveyed(container, stream, view, wish)
        playback, codecs = judge(container, stream, view, seen)
    if playback is Playback.CONVERTED:
        # What cannot be sought is opened anew.
        with opened_clip(view) as (container, stream):
            remux(container, stream, seen, UnnamedFile(into), cut=wish.cut or not _is_all(seen, view))
    return Conversion(playback=playback, codecs=codecs)


def _is_all(seen: Survey, view: View) -> bool:
    """Tell whether a clip is there to its end: what its headers tell counts where its packets do not."""
    return is_whole(view.size, view.peek) is not False if seen.whole is None else seen.whole


def _surveyed(container: InputContainer, stream: VideoStream, view: View, wish: MediaRequest) -> Survey:
    return survey(container, stream, view, time.monotonic() + wish.patience_s / 2, wish.told_s)


def _media(stream: VideoStream, frame: VideoFrame) -> Media:
    width, height = seen_size(frame, _aspect(stream))
    return Media(
        picture=jpeg(frame, _aspect(stream), THUMBNAIL),
        codec=stream.codec_context.codec.canonical_name,
        width=width,
        height=height,
    )


def _aspect(stream: VideoStream) -> float:
    return float(stream.codec_context.sample_aspect_ratio or stream.sample_aspect_ratio or 1)


def _picture(stream: VideoStream, keys: Iterator[Packet[VideoStream]]) -> VideoFrame:
    """Return the first sound picture, or else one with faults."""
    faulty: VideoFrame | None = None
    frames = (frame for packet in islice(keys, _MAX_KEY_FRAMES) for frame in _decoded(stream, packet))
    for frame in frames:
        if not frame.is_corrupt:
            return frame
        faulty = faulty or frame
    if faulty is None:
        raise FailureError(Failure.UNREADABLE, "No picture in it can be decoded.")
    return faulty


def _decoded(stream: VideoStream, packet: Packet[VideoStream]) -> list[VideoFrame]:
    """Return the frame of a key packet; the decoder is flushed, so that it does not wait for the next ones."""
    decoder = stream.codec_context
    frames: list[VideoFrame] = []
    try:
        with unless_no_memory():
            frames += [*decoder.decode(packet), *decoder.decode(None)]
    finally:
        decoder.flush_buffers()
    return frames

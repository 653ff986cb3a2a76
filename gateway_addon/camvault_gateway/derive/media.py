"""Look into a file: what is in it, how long it is, and one picture of it."""

from collections.abc import Iterator
import contextlib
from dataclasses import replace
import errno
from itertools import islice
import os
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from camvault_gateway.model import Kind, Playback

from .answer import Conversion, Failure, FailureError, Media, usable_duration
from .playable import Reader, judge
from .remux import remux
from .thumbnail import jpeg

# What cameras send. Not in it, above all: lists (HLS, DASH, concat) that make FFmpeg open other files and addresses.
_FORMATS = (
    "mov,matroska,avi,flv,asf,mpegts,mpeg,mpegvideo,dhav,h264,hevc,mjpeg,m4v,jpeg_pipe,png_pipe,bmp_pipe,webp_pipe,gif"
)
_JPEG = b"\xff\xd8\xff"
# 8192 x 8192: no camera has more, and a picture of more is a bomb.
_MAX_PIXELS = 1 << 26
_NO_TIMESTAMPS = 0x0080
_TIME_BASE = 1_000_000
# A camera's clip begins some seconds before what it is about.
_INTO_CLIP = 3 * _TIME_BASE
_MAX_KEY_FRAMES = 4
_MAX_PACKETS = 20_000
_FAILURES = {
    errno.ENOMEM: Failure.NO_MEMORY,
    errno.ENOSPC: Failure.UNAVAILABLE,
    errno.EDQUOT: Failure.UNAVAILABLE,
}


def examine(path: Path, kind: Kind) -> Media:
    """Return what a file shows, or raise FailureError."""
    with _failures(), _opened(path, kind) as (container, read):
        stream = _pictures(container)
        media = _look(container, stream, kind)
        if kind is not Kind.CLIP:
            return media
        playback, codecs = judge(container, stream, read)
        return replace(media, playback=playback, codecs=codecs)


def convert(path: Path, into: Path) -> Conversion:
    """Write what browsers play of a clip, if they do not play it as it is; raises FailureError."""
    with _failures(), _opened(path) as (container, read):
        stream = _pictures(container)
        playback, codecs = judge(container, stream, read)
        if playback is Playback.CONVERTED:
            remux(container, stream, into)
        return Conversion(playback=playback, codecs=codecs)


@contextlib.contextmanager
def _opened(path: Path, kind: Kind = Kind.CLIP) -> Iterator[tuple[InputContainer, Reader]]:
    # FFmpeg gets an open file without a name: a name says nothing about the content, and may be a pattern.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC), "rb", buffering=0) as file:
        # FFmpeg needs ten times as long to find out by itself what most snapshots are.
        is_jpeg = kind is Kind.SNAPSHOT and os.pread(file.fileno(), len(_JPEG), 0) == _JPEG
        with _open(file, "jpeg_pipe" if is_jpeg else None) as container:
            yield container, lambda offset, length: os.pread(file.fileno(), length, offset)


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """Raise FailureError instead of what libraries raise."""
    try:
        yield
    except FFmpegError as err:
        raise FailureError(
            _FAILURES.get(err.errno or 0, Failure.UNREADABLE), err.strerror or type(err).__name__
        ) from err
    except FileNotFoundError as err:
        raise FailureError(Failure.MISSING, "There is no such file.") from err
    except OSError as err:
        # A damaged file has FFmpeg look where no file has anything.
        failure = Failure.UNREADABLE if err.errno == errno.EINVAL else Failure.UNAVAILABLE
        raise FailureError(failure, err.strerror or type(err).__name__) from err
    except MemoryError as err:
        raise FailureError(Failure.NO_MEMORY, "There is not enough memory.") from err


def _open(file: object, known_format: str | None) -> InputContainer:
    return av.open(
        file,
        "r",
        format=known_format,
        # Without `skip_frame` FFmpeg decodes several frames only to guess what a clip's header says, too.
        options={"skip_frame": "all", "max_pixels": str(_MAX_PIXELS), "threads": "1"},
        container_options={"format_whitelist": _FORMATS, "protocol_whitelist": "none"},
    )


def _pictures(container: InputContainer) -> VideoStream:
    stream = container.streams.best("video")
    # An unknown codec has no decoder, although PyAV's types promise one.
    if not isinstance(stream, VideoStream) or getattr(stream, "codec_context", None) is None:
        raise FailureError(Failure.UNREADABLE, "There are no pictures in it.")
    return stream


def _look(container: InputContainer, stream: VideoStream, kind: Kind) -> Media:
    frame = _picture(container, stream, kind)
    aspect = stream.codec_context.sample_aspect_ratio or stream.sample_aspect_ratio
    duration = (container.duration or _scan_duration(container, stream)) if kind is Kind.CLIP else None
    return Media(
        picture=jpeg(frame, float(aspect or 1)),
        codec=stream.codec_context.codec.canonical_name,
        width=frame.width,
        height=frame.height,
        duration_ms=usable_duration(round(duration / 1000)) if duration else None,
    )


def _scan_duration(container: InputContainer, stream: VideoStream) -> int | None:
    """Return how long a clip is in FFmpeg's unit, from its packets, when its header does not say."""
    if _timeless(container):
        return None
    first: int | None = None
    last = 0
    for packet in _packets(container, stream, container.start_time or 0):
        if packet.pts is not None:
            first = packet.pts if first is None else min(first, packet.pts)
            last = max(last, packet.pts + (packet.duration or 0))
    if first is None or stream.time_base is None:
        return None
    return int((last - first) * stream.time_base * _TIME_BASE)


def _picture(container: InputContainer, stream: VideoStream, kind: Kind) -> VideoFrame:
    """Return the first sound key frame from a bit into the clip on, or else one with faults."""
    faulty: VideoFrame | None = None
    for frame in islice(_key_frames(container, stream, kind), _MAX_KEY_FRAMES):
        if not frame.is_corrupt:
            return frame
        faulty = faulty or frame
    if faulty is None:
        raise FailureError(Failure.UNREADABLE, "No picture in it can be decoded.")
    return faulty


def _key_frames(container: InputContainer, stream: VideoStream, kind: Kind) -> Iterator[VideoFrame]:
    decoder = stream.codec_context
    decoder.thread_count = 1
    decoder.options = {"max_pixels": str(_MAX_PIXELS), "skip_loop_filter": "all"}
    for start in _starts(container, kind):
        for packet in _packets(container, stream, start):
            if packet.is_keyframe:
                yield from _decode(stream, packet)


def _starts(container: InputContainer, kind: Kind) -> tuple[int | None, ...]:
    # A bare H.264 stream has no times: a seek in it fails, and then nothing can be read any more.
    if kind is not Kind.CLIP or _timeless(container):
        return (None,)
    begin = container.start_time or 0
    into = min(container.duration // 3, _INTO_CLIP) if container.duration else _INTO_CLIP
    return begin + into, begin


def _timeless(container: InputContainer) -> bool:
    return bool(container.format.flags & _NO_TIMESTAMPS)


def _packets(container: InputContainer, stream: VideoStream, start: int | None) -> Iterator[Packet[VideoStream]]:
    """Yield a stream's packets up to a limit, or as far as they can be read."""
    if start is not None:
        # What cannot be sought is read on from where it is.
        with contextlib.suppress(FFmpegError):
            container.seek(start)
    try:
        for packet in islice(container.demux(stream), _MAX_PACKETS):
            # Not `dts is None`: the first packets of a Matroska file with B-frames have none.
            if packet.size:
                yield packet
    except FFmpegError as err:
        if err.errno == errno.ENOMEM:
            raise


def _decode(stream: VideoStream, packet: Packet[VideoStream]) -> list[VideoFrame]:
    """Return the frame of a key packet; the decoder is flushed, so that it does not wait for the next ones."""
    decoder = stream.codec_context
    try:
        return [*decoder.decode(packet), *decoder.decode(None)]
    except FFmpegError as err:
        if err.errno == errno.ENOMEM:
            raise
        return []
    finally:
        decoder.flush_buffers()

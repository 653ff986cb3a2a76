"""Real clips and pictures, small ones, as cameras would upload them."""

from collections.abc import Iterator
from fractions import Fraction
import io
from itertools import islice
from pathlib import Path
import struct
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

SIZE = (320, 192)
RATE = 10
_BLACK = 16
_NEUTRAL = 128
_SOUND_RATE = 8000
# AAC's; others take as many as they like.
_SOUND_FRAME = 1024
# Where a clip lies unfinished, its header must say all that is needed.
FRAGMENTED = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
# As many B-frames in a row as may be, which so plain a picture would not need; or none.
_OPTIONS = {"libx264": {"x264-params": "b-adapt=0:scenecut=0"}, "libx265": {"x265-params": "log-level=none:bframes=0"}}


def clip(
    path: Path,
    *,
    codec: str = "libx264",
    size: tuple[int, int] = SIZE,
    seconds: float = 2.0,
    dark_s: float = 0.0,
    b_frames: int = 0,
    pixel_aspect: Fraction = Fraction(1),
    muxer: str | None = None,
    muxer_options: dict[str, str] | None = None,
    sound: str | None = None,
    tag: str = "",
) -> Path:
    """Write a clip with a moving gradient, black for its first `dark_s`, and a key frame every second.

    The muxer follows from the path's suffix unless it is named; `FRAGMENTED` are options for an MP4. `sound` is the
    codec of a hum.
    """
    with av.open(str(path), "w", format=muxer, container_options=muxer_options or {}) as container:
        stream = _stream(container, codec, size)
        stream.codec_context.gop_size = RATE
        stream.codec_context.max_b_frames = b_frames
        stream.codec_context.sample_aspect_ratio = pixel_aspect
        if tag:
            stream.codec_context.codec_tag = tag
        hum = _hum(container, sound, seconds) if sound else iter(())
        for frame in _frames(size, round(seconds * RATE), stream.codec_context.pix_fmt or "", round(dark_s * RATE)):
            container.mux(stream.encode(frame))
            container.mux(list(islice(hum, 2)))
        container.mux([*stream.encode(None), *hum])
    return path


def picture(path: Path, *, size: tuple[int, int] = SIZE, codec: str = "mjpeg") -> Path:
    """Write a picture with a gradient: a JPEG, or with `codec="png"` a PNG."""
    with av.open(str(path), "w", format="image2pipe") as container:
        stream = _stream(container, codec, size)
        for frame in _frames(size, 1, stream.codec_context.pix_fmt or "", 0):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def cut(path: Path, share: float) -> Path:
    """Leave only the first part of a file, as an upload that broke off does."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def look_at(jpeg: bytes) -> VideoFrame:
    """Return what a JPEG shows."""
    with av.open(io.BytesIO(jpeg), "r", format="jpeg_pipe") as container:
        return next(container.decode(video=0))


def brightness(frame: VideoFrame) -> float:
    """Return a frame's mean brightness, from 0 for black to 255."""
    grey = frame.reformat(format="gray", dst_color_range="JPEG")
    plane = grey.planes[0]
    rows = [bytes(plane)[at : at + grey.width] for at in range(0, plane.line_size * grey.height, plane.line_size)]
    return sum(map(sum, rows)) / (grey.width * grey.height)


def _stream(container: OutputContainer, codec: str, size: tuple[int, int]) -> VideoStream:
    stream = cast("VideoStream", container.add_stream(codec, rate=RATE, options=_OPTIONS.get(codec, {})))
    stream.width, stream.height = size
    stream.pix_fmt = {"mjpeg": "yuvj420p", "png": "rgb24"}.get(codec, "yuv420p")
    stream.codec_context.thread_count = 1
    return stream


def _hum(container: OutputContainer, codec: str, seconds: float) -> Iterator[Packet[AudioStream]]:
    """Add a saw tooth at a telephone's 8 kHz, and return its packets."""
    return _hummed(cast("AudioStream", container.add_stream(codec, rate=_SOUND_RATE, layout="mono")), seconds)


def _hummed(stream: AudioStream, seconds: float) -> Iterator[Packet[AudioStream]]:
    resampler = AudioResampler(stream.codec_context.format.name, "mono", _SOUND_RATE)
    for number in range(round(seconds * _SOUND_RATE / _SOUND_FRAME)):
        frame = AudioFrame("s16", "mono", _SOUND_FRAME)
        frame.planes[0].update(b"".join(struct.pack("<h", at % 64 * 200) for at in range(_SOUND_FRAME)))
        frame.sample_rate, frame.time_base = _SOUND_RATE, Fraction(1, _SOUND_RATE)
        frame.pts = number * _SOUND_FRAME
        for ready in resampler.resample(frame):
            yield from stream.encode(ready)
    yield from stream.encode(None)


def _frames(size: tuple[int, int], count: int, pixels: str, dark: int) -> Iterator[VideoFrame]:
    width, height = size
    for number in range(count):
        frame = VideoFrame(width, height, "yuv420p")
        luma, *chroma = frame.planes
        ramp = bytes(_BLACK if number < dark else 60 + (at // 4 + 8 * number) % 160 for at in range(luma.line_size))
        luma.update(ramp * height)
        for plane in chroma:
            plane.update(bytes([_NEUTRAL]) * plane.buffer_size)
        made = frame if pixels == "yuv420p" else frame.reformat(format=pixels)
        made.pts = number
        made.time_base = Fraction(1, RATE)
        yield made

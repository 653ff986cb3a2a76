"""Put a clip's pictures, as they are, into an MP4 that browsers play and seek at once."""

from collections.abc import Iterator
import contextlib
import errno
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Final, cast

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from .answer import Failure, FailureError
from .playable import is_copied, sound_of

# The index comes first, so that a player needs one request before it begins.
_MP4: Final = {"movflags": "+faststart"}
_MAX_PACKETS: Final = 1_000_000
# More pictures no decoder holds back.
_MOST_WAITING: Final = 16
_NO_TIMESTAMPS: Final = 0x0080
_USUAL_RATE: Final = Fraction(25)
_ODDEST_RATE: Final = 120
_SOUND_BITS_S: Final = 32_000
_TAGS: Final = {"hevc": "hvc1", "h264": "avc1"}
# AAC's.
_AAC_FRAME: Final = 1024
_RATES: Final = frozenset({8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000})
_USUAL_SOUND_RATE: Final = 16_000
_FATAL: Final = frozenset({errno.ENOMEM, errno.EFBIG, errno.ENOSPC, errno.EIO})


def remux(container: InputContainer, stream: VideoStream, into: Path) -> None:
    """Write an MP4 of as much as can be read, or raise FailureError."""
    sound = sound_of(container)
    with av.open(str(into), "w", format="mp4", container_options=_MP4) as made:
        pictures = _Pictures(container, stream, made)
        sounds = (_Copied if is_copied(sound) else _Encoded)(sound, made) if sound else None
        for packet in _packets(container, [stream, *([sound] if sound else [])]):
            if packet.stream is stream:
                pictures.put(packet)
            elif sounds and pictures.began:
                sounds.put(cast("Packet[AudioStream]", packet))
        pictures.end()
        if sounds and pictures.began:
            sounds.end()
        if not pictures.began:
            raise FailureError(Failure.UNREADABLE, "There is no picture to begin with.")


class _Pictures:
    """Copies pictures, from the first that needs no other one."""

    def __init__(self, container: InputContainer, stream: VideoStream, made: OutputContainer) -> None:
        self._made = made
        self._copy = made.add_stream_from_template(stream)
        self._copy.codec_context.codec_tag = _TAGS.get(stream.codec_context.codec.canonical_name, "")
        timeless = bool(container.format.flags & _NO_TIMESTAMPS)
        self._tick = _ticks(stream) if timeless else None
        self._waiting: list[Packet[Stream]] = []
        self._last: int | None = None
        self.began = False

    def put(self, packet: Packet[Stream]) -> None:
        """Copy a packet."""
        self.began = self.began or packet.is_keyframe
        if not self.began:
            return
        if self._tick is not None:
            packet.pts = packet.dts = 0 if self._last is None else self._last + self._tick
            packet.duration = self._tick
        elif packet.dts is None and self._last is None and len(self._waiting) < _MOST_WAITING:
            self._waiting.append(packet)
            return
        self._release(packet.dts)
        self._write(packet)

    def end(self) -> None:
        """Write what is left."""
        self._release(None)

    def _release(self, until: int | None) -> None:
        """Give the first packets, of which Matroska does not say when they are decoded, times before the next one's."""
        waiting, self._waiting = self._waiting, []
        for left, packet in zip(range(len(waiting), 0, -1), waiting, strict=True):
            if until is not None:
                packet.dts = until - left * (waiting[0].duration or 1)
            self._write(packet)

    def _write(self, packet: Packet[Stream]) -> None:
        """Write a packet with times that only go on."""
        if packet.dts is None:
            packet.dts = packet.pts or 0
        if self._last is not None:
            packet.dts = max(packet.dts, self._last + 1)
        if packet.pts is None or packet.pts < packet.dts:
            packet.pts = packet.dts
        self._last = packet.dts
        packet.stream = self._copy
        self._made.mux(packet)


def _ticks(stream: VideoStream) -> int:
    """Return how long a picture of a bare stream is shown: as the stream says, or as usual."""
    rate = stream.codec_context.framerate
    told = Fraction(rate.numerator, rate.denominator) if rate else _USUAL_RATE
    frames = told if 1 <= told <= _ODDEST_RATE else _USUAL_RATE
    base = stream.time_base
    return round(base.denominator / (frames * base.numerator)) if base else 1


class _Copied:
    """Copies a sound."""

    def __init__(self, sound: AudioStream, made: OutputContainer) -> None:
        self._made = made
        self._copy = made.add_stream_from_template(sound)
        self._last: int | None = None

    def put(self, packet: Packet[AudioStream]) -> None:
        """Copy a packet, unless its time has passed."""
        if packet.dts is None or (self._last is not None and packet.dts <= self._last):
            return
        self._last = packet.dts
        packet.stream = self._copy
        self._made.mux(packet)

    def end(self) -> None:
        """There is nothing left to write."""


class _Encoded:
    """Makes AAC of a sound that browsers do not play, which costs little."""

    def __init__(self, sound: AudioStream, made: OutputContainer) -> None:
        self._made = made
        rate = sound.codec_context.sample_rate
        rate = rate if rate in _RATES else _USUAL_SOUND_RATE
        layout = "stereo" if sound.codec_context.channels > 1 else "mono"
        self._encoder = made.add_stream("aac", rate=rate, layout=layout)
        self._encoder.codec_context.bit_rate = _SOUND_BITS_S * self._encoder.codec_context.channels
        self._resampler = AudioResampler("fltp", layout, rate, frame_size=_AAC_FRAME)

    def put(self, packet: Packet[AudioStream]) -> None:
        """Write what a packet sounds like; a damaged one is left out."""
        with _unless_no_memory():
            for frame in packet.decode():
                self._encode(self._resampler.resample(frame))

    def end(self) -> None:
        """Write what is left."""
        with _unless_no_memory():
            self._encode([*self._resampler.resample(None), None])

    def _encode(self, frames: list[AudioFrame] | list[AudioFrame | None]) -> None:
        for frame in frames:
            self._made.mux(self._encoder.encode(frame))


@contextlib.contextmanager
def _unless_no_memory() -> Iterator[None]:
    try:
        yield
    except FFmpegError as err:
        if err.errno in _FATAL:
            raise


def _packets(container: InputContainer, streams: list[Stream]) -> Iterator[Packet[Stream]]:
    """Yield the packets of streams, as far as they can be read."""
    with _unless_no_memory():
        for packet in islice(container.demux(*streams), _MAX_PACKETS):
            # Not `dts is None`: the first packets of a Matroska file with B-frames have none.
            if packet.size:
                yield packet

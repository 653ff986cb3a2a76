"""A small clip: encoded anew as H.264, for slow lines and for browsers that cannot decode what the camera sent."""

from collections.abc import Iterator
from fractions import Fraction
import time
from typing import Final, cast

from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from camvault_gateway.derive.container.formats import is_timeless
from camvault_gateway.derive.container.index import base_of
from camvault_gateway.derive.container.opening import unless_no_memory
from camvault_gateway.derive.container.survey import Survey, sound_of, tick_of
from camvault_gateway.derive.container.timestamps import Timestamps
from camvault_gateway.derive.pictures.key_frames import pixel_aspect
from camvault_gateway.derive.protocol import Failure, FailureError
from camvault_gateway.model import LONGEST_SMALL_MS

from .h264 import Encoder
from .sounds import Copied, Encoded, packets_of
from .unnamed_file import UnnamedFile, mp4

_AAC: Final = "aac"
# Sound that comes before the first picture waits for it; of so many packets there is none.
_MOST_WAITING: Final = 1000
# Pictures nearer to each other than this are left out: faster is nothing but more bytes.
_NEAREST_S: Final = Fraction(1, 32)
# How many packets are read between two looks at the time.
_PAUSE: Final = 16


def small(container: InputContainer, stream: VideoStream, seen: Survey, into: UnnamedFile, until: float) -> None:
    """Write an MP4 of as much as can be decoded, or raise FailureError.

    That is TOO_LONG for a clip of more than a quarter of an hour, or one that is not done at a time by the monotonic
    clock.
    """
    if seen.seconds is not None and seen.seconds * 1000 > LONGEST_SMALL_MS:
        raise FailureError(Failure.TOO_LONG, "It is too long.")
    sound = sound_of(container) if seen.sound else None
    with mp4(into) as made:
        clip = _Clip(stream, sound, seen.rate, made)
        frames = _Frames(container, stream, seen.rate)
        for count, packet in enumerate(packets_of(container, [stream, *([sound] if sound else [])])):
            if packet.stream is stream:
                for frame in frames.of(packet):
                    clip.show(frame, frames.begin)
            else:
                clip.hear(cast("Packet[AudioStream]", packet))
            if count % _PAUSE == 0 and (time.monotonic() > until or frames.last * 1000 > LONGEST_SMALL_MS):
                raise FailureError(Failure.TOO_LONG, "It takes too long.")
        for frame in frames.of(None):
            clip.show(frame, frames.begin)
        clip.end()


class _Frames:
    """Decodes packets, and gives their frames times in seconds since the first packet."""

    def __init__(self, container: InputContainer, stream: VideoStream, rate: Fraction) -> None:
        self._decoder = stream.codec_context
        self._base = base_of(stream)
        self._tick = tick_of(stream, rate)
        self._clock = Timestamps(self._base, self._tick)
        self._timeless = is_timeless(container.format)
        self._next = 0
        # When the first packet is shown by the container's clock, and the latest frame since then.
        self.begin: Fraction | None = None
        self.last = Fraction(-1)

    def of(self, packet: Packet[Stream] | None) -> Iterator[tuple[Fraction, VideoFrame]]:
        """Yield the frames that a packet completes, each later than the one before; of none, those that are left."""
        if packet is not None:
            self._set_time(packet)
        frames: list[VideoFrame] = []
        with unless_no_memory():
            frames += self._decoder.decode(cast("Packet[VideoStream] | None", packet))
        for frame in frames:
            at = self._time_of(frame)
            if at - self.last >= _NEAREST_S:
                self.last = at
                yield at, frame

    def _set_time(self, packet: Packet[Stream]) -> None:
        if self._timeless:
            packet.pts = packet.dts = None
        if self.begin is None:
            self.begin = (packet.pts or packet.dts or 0) * self._base
        self._clock.set(packet)

    def _time_of(self, frame: VideoFrame) -> Fraction:
        # Without times of their own, frames come in the order in which they are shown.
        pts = self._next if self._timeless or frame.pts is None else frame.pts
        self._next = pts + self._tick
        return pts * self._base


class _Clip:
    """The MP4: it begins with the first frame, and the sound from then on."""

    def __init__(self, stream: VideoStream, sound: AudioStream | None, rate: Fraction, made: OutputContainer) -> None:
        self._stream = stream
        self._sound = sound
        self._rate = rate
        self._made = made
        self._encoder: Encoder | None = None
        self._sounds: Copied | Encoded | None = None
        self._waiting: list[Packet[AudioStream]] = []
        self._first = self._origin = Fraction(0)

    def show(self, timed: tuple[Fraction, VideoFrame], begin: Fraction | None) -> None:
        """Write a frame; `begin` is time zero by the container's clock."""
        at, frame = timed
        if self._encoder is None:
            self._encoder = Encoder(self._made, frame, pixel_aspect(self._stream), self._rate)
            if self._sound is not None:
                is_aac = self._sound.codec_context.codec.canonical_name == _AAC
                self._sounds = (Copied if is_aac else Encoded)(self._sound, self._made)
            self._first, self._origin = at, (begin or 0) + at
            waiting, self._waiting = self._waiting, []
            for packet in waiting:
                self.hear(packet)
        self._encoder.put(frame, at - self._first)

    def hear(self, packet: Packet[AudioStream]) -> None:
        """Write a packet of the sound, once there is a frame."""
        if self._sounds is not None:
            self._sounds.put(packet, self._origin)
        elif len(self._waiting) < _MOST_WAITING:
            self._waiting.append(packet)

    def end(self) -> None:
        """Write what is left; raises FailureError when there was nothing to be seen."""
        if self._encoder is None:
            raise FailureError(Failure.UNREADABLE, "No picture in it can be decoded.")
        self._encoder.end()
        if self._sounds is not None:
            self._sounds.end()

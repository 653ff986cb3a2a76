"""Put a clip's pictures, as they are, into an MP4 that browsers play and seek at once."""

from collections.abc import Iterator
import contextlib
import errno
from fractions import Fraction
from itertools import islice
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

from camvault_gateway.derive.container.formats import is_timeless
from camvault_gateway.derive.container.survey import Survey, base_of, sound_of, tick_of
from camvault_gateway.derive.container.timestamps import Timestamps
from camvault_gateway.derive.protocol import Failure, FailureError

from .codecs import are_units, unit_length
from .playable import is_copied
from .unnamed_file import UnnamedFile

# The index comes first, so that a player needs one request before it begins.
_MP4: Final = {"movflags": "+faststart"}
_MAX_PACKETS: Final = 1_000_000
# More pictures no decoder holds back.
_MOST_WAITING: Final = 16
_SOUND_BITS_S: Final = 32_000
_TAGS: Final = {"hevc": "hvc1", "h264": "avc1", "av1": "av01", "vp9": "vp09"}
# AAC's.
_AAC_FRAME: Final = 1024
_RATES: Final = frozenset({8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000})
_USUAL_SOUND_RATE: Final = 16_000
_FATAL: Final = frozenset({errno.ENOMEM, errno.EFBIG, errno.ENOSPC, errno.EIO})


def remux(container: InputContainer, stream: VideoStream, seen: Survey, into: UnnamedFile, *, cut: bool) -> None:
    """Write an MP4 of as much as can be read, or raise FailureError; of what is cut the last picture may be, too."""
    sound = sound_of(container) if seen.sound else None
    with av.open(into, "w", format="mp4", container_options=_MP4, io_open=into.again) as made:
        pictures = _Pictures(container, stream, seen.rate, made)
        sounds = (_Copied if is_copied(sound) else _Encoded)(sound, made) if sound else None
        for packet in _packets(container, [stream, *([sound] if sound else [])]):
            if packet.stream is stream:
                pictures.put(packet)
            elif sounds and pictures.origin is not None:
                sounds.put(cast("Packet[AudioStream]", packet), pictures.origin)
        if pictures.origin is None:
            raise FailureError(Failure.UNREADABLE, "There is no picture to begin with.")
        pictures.end(cut=cut)
        if sounds:
            sounds.end()


class _Pictures:
    """Copies pictures, from the first that needs no other one, to which time zero is given."""

    def __init__(self, container: InputContainer, stream: VideoStream, rate: Fraction, made: OutputContainer) -> None:
        self._made = made
        self._copy = made.add_stream_from_template(stream, opaque=True)
        self._copy.codec_context.codec_tag = _TAGS[stream.codec_context.codec.canonical_name]
        self._timeless = is_timeless(container.format)
        decoder = stream.codec_context
        self._unit_length = unit_length(decoder.codec.canonical_name, decoder.extradata or b"")
        self._base = base_of(stream)
        self._clock = Timestamps(self._base, tick_of(stream, rate))
        self._waiting: list[Packet[Stream]] = []
        self._held: Packet[Stream] | None = None
        self._last: int | None = None
        # The first picture's time by the container's clock, in seconds.
        self.origin: Fraction | None = None

    def put(self, packet: Packet[Stream]) -> None:
        """Copy a packet, unless it is damaged: browsers give up at the first that they cannot decode."""
        if packet.is_corrupt or (self._unit_length and not are_units(memoryview(packet), self._unit_length)):
            return
        if self._timeless:
            packet.pts = packet.dts = None
        if self.origin is None:
            if not packet.is_keyframe:
                return
            self.origin = (packet.pts or packet.dts or 0) * self._base
        self._clock.set(packet)
        self._pass_on()
        self._held = packet

    def end(self, *, cut: bool) -> None:
        """Write what is left; without the last picture, if that may be cut and is not all there is."""
        if not cut or (self._last is None and not self._waiting):
            self._pass_on()
        self._release(None)

    def _pass_on(self) -> None:
        packet, self._held = self._held, None
        if packet is None:
            return
        if packet.dts is None and self._last is None and len(self._waiting) < _MOST_WAITING:
            self._waiting.append(packet)
            return
        self._release(packet.dts)
        self._write(packet)

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


class _Times:
    """Gives a sound's packets times since the first picture."""

    def __init__(self, sound: AudioStream) -> None:
        self._base = base_of(sound)
        self._clock: Timestamps | None = None

    def set(self, packet: Packet[AudioStream], origin: Fraction) -> bool:
        """Set a packet's time, and tell whether it is to be heard: it may be from before the first picture."""
        if self._clock is None:
            self._clock = Timestamps(self._base, packet.duration or 1, origin)
        self._clock.set(packet)
        return packet.dts is not None and packet.dts >= 0


class _Copied:
    """Copies a sound."""

    def __init__(self, sound: AudioStream, made: OutputContainer) -> None:
        self._made = made
        self._copy = made.add_stream_from_template(sound)
        self._times = _Times(sound)
        self._last: int | None = None

    def put(self, packet: Packet[AudioStream], origin: Fraction) -> None:
        """Copy a packet, unless its time has passed; `origin` is time zero by the container's clock."""
        heard = self._times.set(packet, origin)
        if not heard or packet.dts is None or (self._last is not None and packet.dts <= self._last):
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
        self._times = _Times(sound)
        rate = sound.codec_context.sample_rate
        rate = rate if rate in _RATES else _USUAL_SOUND_RATE
        layout = "stereo" if sound.codec_context.channels > 1 else "mono"
        self._encoder = made.add_stream("aac", rate=rate, layout=layout)
        self._encoder.codec_context.bit_rate = _SOUND_BITS_S * self._encoder.codec_context.channels
        self._resampler = AudioResampler("fltp", layout, rate, frame_size=_AAC_FRAME)

    def put(self, packet: Packet[AudioStream], origin: Fraction) -> None:
        """Write what a packet sounds like, as `_Copied` does; a damaged one is left out."""
        if not self._times.set(packet, origin):
            return
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

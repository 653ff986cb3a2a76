"""Put a clip's pictures, as they are, into an MP4 that browsers play and seek at once."""

from fractions import Fraction
from typing import Final, cast

from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from camvault_gateway.derive.container.formats import is_timeless
from camvault_gateway.derive.container.index import base_of
from camvault_gateway.derive.container.survey import Survey, sound_of, tick_of
from camvault_gateway.derive.container.timestamps import Timestamps
from camvault_gateway.derive.protocol import Failure, FailureError

from .codecs import are_units, unit_length
from .playable import is_copied
from .sounds import Copied, Encoded, packets_of
from .unnamed_file import UnnamedFile, mp4

# More pictures no decoder holds back.
_MOST_WAITING: Final = 16
_TAGS: Final = {"hevc": "hvc1", "h264": "avc1", "av1": "av01", "vp9": "vp09"}


def remux(container: InputContainer, stream: VideoStream, seen: Survey, into: UnnamedFile, *, cut: bool) -> None:
    """Write an MP4 of as much as can be read, or raise FailureError; of what is cut the last picture may be, too."""
    sound = sound_of(container) if seen.sound else None
    with mp4(into) as made:
        pictures = _Pictures(container, stream, seen.rate, made)
        sounds = (Copied if is_copied(sound) else Encoded)(sound, made) if sound else None
        for packet in packets_of(container, [stream, *([sound] if sound else [])]):
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

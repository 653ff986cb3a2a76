"""A clip's sound in an MP4: copied where browsers play it, and else made AAC; and the packets that it comes in."""

from collections.abc import Iterator
import contextlib
import errno
from fractions import Fraction
from itertools import islice
from typing import Final

from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream

from camvault_gateway.derive.container.index import base_of
from camvault_gateway.derive.container.timestamps import Timestamps

_MAX_PACKETS: Final = 1_000_000
_BITS_S: Final = 32_000
# AAC's.
_AAC_FRAME: Final = 1024
_RATES: Final = frozenset({8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000})
_USUAL_RATE: Final = 16_000
_FATAL: Final = frozenset({errno.ENOMEM, errno.EFBIG, errno.ENOSPC, errno.EIO})


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


class Copied:
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


class Encoded:
    """Makes AAC of a sound that browsers do not play, which costs little."""

    def __init__(self, sound: AudioStream, made: OutputContainer) -> None:
        self._made = made
        self._times = _Times(sound)
        rate = sound.codec_context.sample_rate
        rate = rate if rate in _RATES else _USUAL_RATE
        layout = "stereo" if sound.codec_context.channels > 1 else "mono"
        self._encoder = made.add_stream("aac", rate=rate, layout=layout)
        self._encoder.codec_context.bit_rate = _BITS_S * self._encoder.codec_context.channels
        self._resampler = AudioResampler("fltp", layout, rate, frame_size=_AAC_FRAME)

    def put(self, packet: Packet[AudioStream], origin: Fraction) -> None:
        """Write what a packet sounds like, as `Copied` does; a damaged one is left out."""
        if not self._times.set(packet, origin):
            return
        with unless_fatal():
            for frame in packet.decode():
                self._encode(self._resampler.resample(frame))

    def end(self) -> None:
        """Write what is left."""
        with unless_fatal():
            self._encode([*self._resampler.resample(None), None])

    def _encode(self, frames: list[AudioFrame] | list[AudioFrame | None]) -> None:
        for frame in frames:
            self._made.mux(self._encoder.encode(frame))


@contextlib.contextmanager
def unless_fatal() -> Iterator[None]:
    """Go on behind what FFmpeg cannot read or make; raise what would go wrong with the next, too."""
    try:
        yield
    except FFmpegError as err:
        if err.errno in _FATAL:
            raise


def packets_of(container: InputContainer, streams: list[Stream]) -> Iterator[Packet[Stream]]:
    """Yield the packets of streams, as far as they can be read."""
    with unless_fatal():
        for packet in islice(container.demux(*streams), _MAX_PACKETS):
            # Not `dts is None`: the first packets of a Matroska file with B-frames have none.
            if packet.size:
                yield packet

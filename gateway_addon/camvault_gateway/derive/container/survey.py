"""All of a clip's pictures, looked at without decoding them: how many, how long, and which show themselves alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import errno
from fractions import Fraction
from itertools import islice
import time
from typing import Final, cast

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from .formats import is_timeless
from .index import Index, Picture, base_of, is_indexed, read_pictures
from .opening import shows_all
from .timestamps import LONGEST_PAUSE_S, NEAR_ZERO_S, Timestamps
from .view import View

USUAL_RATE: Final = Fraction(25)
_ODDEST_RATE: Final = 120
_MOST_PACKETS: Final = 1_000_000
# A camera's clip begins some seconds before what it is about.
_INTO_CLIP_S: Final = Fraction(3)
_KEYS_APART_S: Final = Fraction(1, 2)
# How many packets are read between two looks at the time.
_PAUSE: Final = 256

_COUNTED: Final = "avi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The survey of a clip's packets."""

    seconds: Fraction | None
    # How many pictures are shown in a second where they have no times of their own.
    rate: Fraction
    # Those that show themselves alone, the one to show first.
    keys: Iterator[Picture]
    # Whether all of it is there, if the packets tell.
    whole: bool | None
    # There is a sound, and not only a header that promises one.
    sound: bool
    # Its clock begins near zero and goes on: players that get the file itself rely on it.
    steady: bool
    # One index, in one place, has all of it.
    indexed: bool


def survey(
    container: InputContainer, stream: VideoStream, view: View, until: float, told_s: Fraction | None = None
) -> Survey:
    """Look at a clip's index, if that has all pictures, or else at its packets until a time by the monotonic clock.

    `told_s` is how long a clip is that does not say so itself.
    """
    if is_indexed(container, stream, view):
        return _of_index(container, stream, view)
    return _of_packets(container, stream, until, told_s)


def rate_of(stream: VideoStream, told: Fraction | None = None) -> Fraction:
    """Return how many pictures are shown in a second: as is told, as the stream says, or as usual."""
    rates = (told, stream.codec_context.framerate, stream.average_rate, USUAL_RATE)
    told_ones = (Fraction(rate.numerator, rate.denominator) for rate in rates if rate)
    return next(rate for rate in told_ones if 1 <= rate <= _ODDEST_RATE)


def tick_of(stream: VideoStream, rate: Fraction) -> int:
    """Return how long a picture is shown, in the stream's time base."""
    return max(1, round(1 / (rate * base_of(stream))))


def _of_index(container: InputContainer, stream: VideoStream, view: View) -> Survey:
    index = Index.of(stream, view)
    begin = index.entries[0].timestamp * base_of(stream)
    ends = [each.pos + each.size for other in container.streams for each in other.index_entries]
    keys, shows = index.keys, shows_all(container)
    return Survey(
        seconds=index.length or _told(container),
        rate=rate_of(stream),
        keys=read_pictures(view, [keys[each][1] for each in _best_first([at for at, _ in keys], index.length)]),
        whole=len(index.entries) == len(stream.index_entries) and max(ends) <= view.size,
        sound=any(len(each.index_entries) > 0 for each in container.streams.audio),
        steady=index.steady
        and abs(begin) <= NEAR_ZERO_S
        and shows
        and (_told(container) or 0) <= index.length + LONGEST_PAUSE_S,
        indexed=True,
    )


def _told(container: InputContainer) -> Fraction | None:
    return Fraction(container.duration, 1_000_000) if container.duration else None


def _of_packets(container: InputContainer, stream: VideoStream, until: float, told_s: Fraction | None) -> Survey:
    """Look at packets from the first picture on that shows itself alone, which is where a player begins."""
    base, timeless = base_of(stream), is_timeless(container.format)
    clock = Timestamps(base, tick_of(stream, rate_of(stream)))
    keys: list[tuple[Fraction, Picture]] = []
    source = Packets(container, stream, sound_of(container))
    count = end = 0
    late = good = False
    for packet in source:
        if timeless:
            packet.pts = packet.dts = None
        clock.set(packet)
        at = (packet.pts or 0) * base
        if packet.is_keyframe and _is_wanted(keys, at):
            keys.append((at, packet))
        if keys:
            count, end, good = count + 1, max(end, clock.end_of(packet)), not packet.is_corrupt
        if late := count % _PAUSE == 0 and time.monotonic() > until:
            break
    moments = [at - keys[0][0] for at, _ in keys]
    seconds = _told(container) if late else end * base - keys[0][0] if keys else None
    rate = rate_of(stream, count / told_s if timeless and told_s else None)
    if timeless:
        seconds = count / rate
    return Survey(
        seconds=seconds,
        rate=rate,
        keys=(keys[each][1] for each in _best_first(moments, seconds)),
        whole=_verdict(container, stream, count - (not good), intact=good and not source.failed),
        sound=source.heard,
        steady=clock.steady,
        indexed=False,
    )


def _verdict(container: InputContainer, stream: VideoStream, pictures: int, *, intact: bool) -> bool | None:
    """Tell whether a clip is whole: an AVI's header counts its pictures, and else only what is cut is known."""
    if container.format.name == _COUNTED and 0 < stream.frames <= pictures:
        return True
    return None if intact else False


def sound_of(container: InputContainer) -> AudioStream | None:
    """Return the sound that is played, if there is one that can be decoded."""
    for sound in container.streams.audio:
        if getattr(sound, "codec_context", None) is not None:
            return sound
    return None


def _is_wanted(keys: Sequence[tuple[Fraction, Picture]], at: Fraction) -> bool:
    """Tell whether one more key picture is kept: some of the first seconds, and one behind them."""
    if not keys:
        return True
    first, latest = keys[0][0], keys[-1][0]
    return latest - first <= _INTO_CLIP_S and at - latest >= _KEYS_APART_S


def _best_first(moments: Sequence[Fraction], length: Fraction | None) -> list[int]:
    """Return the numbers of key pictures: the one nearest to a bit into the clip, those behind it, those before."""
    into = min(length / 3, _INTO_CLIP_S) if length else _INTO_CLIP_S
    best = min(range(len(moments)), key=lambda number: abs(moments[number] - into), default=0)
    return [*range(best, len(moments)), *reversed(range(best))]


class Packets:
    """The packets of a clip's pictures, as far as they can be read; and whether there are any of a sound."""

    def __init__(self, container: InputContainer, stream: VideoStream, sound: AudioStream | None = None) -> None:
        self._container = container
        self._stream = stream
        self._streams = [stream, *([sound] if sound else [])]
        self.failed = False
        self.heard = False

    def __iter__(self) -> Iterator[Picture]:
        """Yield packets of pictures that have bytes."""
        try:
            for packet in islice(self._container.demux(*self._streams), _MOST_PACKETS):
                # Not `dts is None`: the first packets of a Matroska file with B-frames have none.
                if packet.size and packet.stream is self._stream:
                    yield cast("Picture", packet)
                elif packet.size:
                    self.heard = True
        except FFmpegError as err:
            if err.errno == errno.ENOMEM:
                raise
            self.failed = True

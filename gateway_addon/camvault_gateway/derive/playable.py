"""Whether browsers play a file as it is, could play what is in it, or neither."""

from collections.abc import Callable
import struct
from typing import Final

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

from camvault_gateway.model import Playback

from . import codecs

_NAMES: Final[dict[str, Callable[[bytes], str | None]]] = {"h264": codecs.avc, "hevc": codecs.hevc, "av1": codecs.av1}
_TAGS: Final = frozenset({"avc1", "hvc1", "av01"})
# What browsers decode; None where a container does not say before it is decoded.
_PIXELS: Final = frozenset({"yuv420p", "yuvj420p", "yuv420p10le", None})
# In MP4. Telephone codecs and bare samples, which cameras like, are none of them.
_SOUNDS: Final[dict[str, Callable[[bytes], str]]] = {
    "aac": codecs.aac,
    "mp3": lambda _: "mp4a.6B",
    "opus": lambda _: "opus",
}
CONVERTED_SOUND: Final = "mp4a.40.2"
_QUICKTIME: Final = "qt  "
_MOST_BOXES: Final = 64
_LARGEST: Final = 1 << 60

# Reads bytes at an offset; fewer at the end of the file.
type Reader = Callable[[int, int], bytes]


def judge(container: InputContainer, stream: VideoStream, read: Reader) -> tuple[Playback, str | None]:
    """Return what browsers make of a file, and the names of the codecs in what they get."""
    decoder = stream.codec_context
    name = _NAMES.get(decoder.codec.canonical_name)
    if name is None or decoder.pix_fmt not in _PIXELS:
        return Playback.NONE, None
    sound = sound_of(container)
    # A name with an unknown part is worse than none: the browser would not even try.
    named = name(decoder.extradata or b"")
    names = f"{named}, {sound_name(sound)}" if named and sound else named
    original = (
        "mp4" in container.format.name.split(",")
        and container.metadata.get("major_brand") != _QUICKTIME
        and decoder.codec_tag in _TAGS
        and (sound is None or is_copied(sound))
        and not _is_fragmented(read)
    )
    return Playback.ORIGINAL if original else Playback.CONVERTED, names


def sound_of(container: InputContainer) -> AudioStream | None:
    """Return the sound that is played, if there is one that can be decoded."""
    for sound in container.streams.audio:
        if getattr(sound, "codec_context", None) is not None:
            return sound
    return None


def is_copied(sound: AudioStream) -> bool:
    """Tell whether browsers play a sound as it is."""
    return sound.codec_context.codec.canonical_name in _SOUNDS


def sound_name(sound: AudioStream) -> str:
    """Return the name of the codec that a sound has in what browsers get."""
    name = _SOUNDS.get(sound.codec_context.codec.canonical_name)
    return name(sound.codec_context.extradata or b"") if name else CONVERTED_SOUND


def _is_fragmented(read: Reader) -> bool:
    """Tell whether an MP4 comes in fragments, of which browsers know neither how many there are nor where."""
    offset = 0
    for _ in range(_MOST_BOXES):
        header = read(offset, 16) if offset <= _LARGEST else b""
        if len(header) < 8:  # noqa: PLR2004 a box begins with its size and its type
            return False
        length, kind = struct.unpack(">I4s", header[:8])
        if kind == b"moof":
            return True
        if length == 1 and len(header) == 16:  # noqa: PLR2004 a large one's size follows
            (length,) = struct.unpack(">Q", header[8:])
        if length < 8:  # noqa: PLR2004 see above; zero goes to the end
            return False
        offset += length
    return False

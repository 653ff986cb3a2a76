"""Whether browsers play a file as it is, could play what is in it, or neither."""

from collections.abc import Callable
from typing import Final

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

from camvault_gateway.derive.container.survey import Survey, sound_of
from camvault_gateway.derive.container.view import View
from camvault_gateway.model import Playback

from . import codecs

_NAMES: Final[dict[str, Callable[[bytes], str | None]]] = {
    "h264": codecs.avc,
    "hevc": codecs.hevc,
    "av1": codecs.av1,
    "vp9": lambda _: None,
}
_TAGS: Final = frozenset({"avc1", "hvc1", "av01", "vp09"})
# Browsers play these in WebM; its first element names it.
_IN_WEBM: Final = frozenset({"vp8", "vp9", "av1", "opus", "vorbis"})
_WEBM: Final = b"webm"
_EBML_HEADER: Final = 64
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
# What browsers show, and what it begins with: not what cameras put in front of it.
_PICTURES: Final = {
    "mjpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG",
    "apng": b"\x89PNG",
    "gif": b"GIF8",
    "webp": b"RIFF",
    "webp_anim": b"RIFF",
    "bmp": b"BM",
    "av1": b"\0\0\0",
}


def judge(container: InputContainer, stream: VideoStream, view: View, seen: Survey) -> tuple[Playback, str | None]:
    """Return what browsers make of a clip, and the names of the codecs in what they get."""
    decoder = stream.codec_context
    sound = sound_of(container) if seen.sound else None
    if _is_webm(stream, sound, view, seen) and (container.duration or decoder.codec.canonical_name == "vp8"):
        return Playback.ORIGINAL, None
    name = _NAMES.get(decoder.codec.canonical_name)
    if name is None or decoder.pix_fmt not in _PIXELS:
        return Playback.NONE, None
    # A name with an unknown part is worse than none: the browser would not even try.
    named = name(decoder.extradata or b"")
    names = f"{named}, {sound_name(sound)}" if named and sound else named
    original = (
        seen.indexed
        and seen.whole is True
        and container.metadata.get("major_brand") != _QUICKTIME
        and decoder.codec_tag in _TAGS
        and (sound is None or is_copied(sound))
        and seen.steady
        and view.start == 0
    )
    return Playback.ORIGINAL if original else Playback.CONVERTED, names


def _is_webm(stream: VideoStream, sound: AudioStream | None, view: View, seen: Survey) -> bool:
    names = {each.codec_context.codec.canonical_name for each in (stream, sound) if each}
    return seen.steady and view.start == 0 and names <= _IN_WEBM and _WEBM in view.peek(0, _EBML_HEADER)


def judge_picture(stream: VideoStream, view: View) -> Playback:
    """Return what browsers make of a picture: whatever can be decoded can be made a JPEG."""
    begin = _PICTURES.get(stream.codec_context.codec.canonical_name)
    shown = begin is not None and view.start == 0 and view.peek(0, len(begin)) == begin
    return Playback.ORIGINAL if shown else Playback.CONVERTED


def is_copied(sound: AudioStream) -> bool:
    """Tell whether browsers play a sound as it is."""
    return sound.codec_context.codec.canonical_name in _SOUNDS


def sound_name(sound: AudioStream) -> str:
    """Return the name of the codec that a sound has in what browsers get."""
    name = _SOUNDS.get(sound.codec_context.codec.canonical_name)
    return name(sound.codec_context.extradata or b"") if name else CONVERTED_SOUND

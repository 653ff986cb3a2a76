"""Look into a file: what is in it, how long it is, and pictures of it."""

from dataclasses import replace
import time
from typing import Final

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from camvault_gateway.model import Kind, Playback

from .container.opening import opened_clip
from .container.parts import first_told
from .container.survey import Survey, survey
from .container.truncation import is_whole
from .container.view import View
from .pictures.jpeg import FULL, LARGER, THUMBNAIL, jpeg, seen_size
from .pictures.key_frames import best_picture, pixel_aspect
from .pictures.sprite import sprite
from .pictures.still import picture_in, reduced_picture_in
from .playback.playable import judge, judge_picture
from .playback.remux import remux
from .playback.small import small
from .playback.unnamed_file import UnnamedFile
from .protocol import Conversion, Media, MediaRequest, usable_duration

# A person waits for what is drawn of a clip, and thumbnails do: so long is looked for key pictures, in seconds.
_FOR_A_PICTURE_S: Final = 1.0
_FOR_A_SPRITE_S: Final = 5.0
# So long before nobody waits any more, what takes too long is given up.
_MARGIN_S: Final = 5


def examine(descriptor: int, wish: MediaRequest) -> Media:
    """Return what an open file shows, or raise FailureError."""
    look = _look_at_picture if wish.kind is Kind.SNAPSHOT else _look_at_clip
    return first_told(descriptor, lambda view: look(view, wish))


def convert(descriptor: int, wish: MediaRequest, into: int) -> Conversion:
    """Write what browsers show of an open file, if they do not show it as it is; raises FailureError."""
    make = _show_picture if wish.kind is Kind.SNAPSHOT else _play_clip
    return first_told(descriptor, lambda view: make(view, wish, into))


def picture(descriptor: int, wish: MediaRequest) -> bytes:
    """Return a larger picture than the thumbnail, a JPEG, or raise FailureError."""
    draw = _draw_picture if wish.kind is Kind.SNAPSHOT else _draw_clip
    return first_told(descriptor, lambda view: draw(view, wish))


def strip(descriptor: int, wish: MediaRequest) -> bytes:
    """Return a clip's sprite, a JPEG, or raise FailureError."""
    return first_told(descriptor, lambda view: _strip(view, wish))


def shrink(descriptor: int, wish: MediaRequest, into: int) -> Conversion:
    """Write a clip that is small enough for a slow line, which every browser plays; raises FailureError."""
    return first_told(descriptor, lambda view: _shrink(view, wish, into))


def _shrink(view: View, wish: MediaRequest, into: int) -> Conversion:
    until = time.monotonic() + wish.patience_s - _MARGIN_S
    with opened_clip(view) as (container, stream):
        seen = _surveyed(container, stream, view, wish)
    # What cannot be sought is opened anew.
    with opened_clip(view) as (container, stream):
        small(container, stream, seen, UnnamedFile(into), until)
    return Conversion(playback=Playback.CONVERTED)


def _draw_picture(view: View, _: MediaRequest) -> bytes:
    with reduced_picture_in(view, LARGER[0]) as (stream, frame):
        return jpeg(frame, pixel_aspect(stream), LARGER)


def _draw_clip(view: View, wish: MediaRequest) -> bytes:
    with opened_clip(view) as (container, stream):
        seen = survey(container, stream, view, time.monotonic() + _FOR_A_PICTURE_S, wish.told_s)
        return jpeg(best_picture(stream, seen.keys), pixel_aspect(stream), LARGER)


def _strip(view: View, _: MediaRequest) -> bytes:
    with opened_clip(view) as (container, stream):
        return sprite(container, stream, view, time.monotonic() + _FOR_A_SPRITE_S)


def _look_at_picture(view: View, _: MediaRequest) -> Media:
    with picture_in(view) as (stream, frame, whole):
        return replace(_media(stream, frame), whole=whole, playback=judge_picture(stream, view))


def _show_picture(view: View, _: MediaRequest, into: int) -> Conversion:
    with picture_in(view) as (stream, frame, _whole):
        playback = judge_picture(stream, view)
        if playback is Playback.CONVERTED:
            UnnamedFile(into).write(jpeg(frame, pixel_aspect(stream), FULL))
        return Conversion(playback=playback)


def _look_at_clip(view: View, wish: MediaRequest) -> Media:
    with opened_clip(view) as (container, stream):
        seen = _surveyed(container, stream, view, wish)
        media = _media(stream, best_picture(stream, seen.keys))
        playback, codecs = judge(container, stream, view, seen)
        return replace(
            media,
            whole=_is_all(seen, view),
            duration_ms=usable_duration(round(seen.seconds * 1000)) if seen.seconds else None,
            playback=playback,
            codecs=codecs,
        )


def _play_clip(view: View, wish: MediaRequest, into: int) -> Conversion:
    with opened_clip(view) as (container, stream):
        seen = _surveyed(container, stream, view, wish)
        playback, codecs = judge(container, stream, view, seen)
    if playback is Playback.CONVERTED:
        # What cannot be sought is opened anew.
        with opened_clip(view) as (container, stream):
            remux(container, stream, seen, UnnamedFile(into), cut=wish.cut or not _is_all(seen, view))
    return Conversion(playback=playback, codecs=codecs)


def _is_all(seen: Survey, view: View) -> bool:
    """Tell whether a clip is there to its end: what its headers tell counts where its packets do not."""
    return is_whole(view.size, view.peek) is not False if seen.whole is None else seen.whole


def _surveyed(container: InputContainer, stream: VideoStream, view: View, wish: MediaRequest) -> Survey:
    return survey(container, stream, view, time.monotonic() + wish.patience_s / 2, wish.told_s)


def _media(stream: VideoStream, frame: VideoFrame) -> Media:
    width, height = seen_size(frame, pixel_aspect(stream))
    return Media(
        picture=jpeg(frame, pixel_aspect(stream), THUMBNAIL),
        codec=stream.codec_context.codec.canonical_name,
        width=width,
        height=height,
    )

"""A row of the field's table: an upload, where the like of it was seen, and what is right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final

# So much may a length differ, in seconds: containers round, and a last picture's length is a guess.
CLOSE_S: Final = 0.15


class Thumbnail(Enum):
    """What a thumbnail shows: all of them have a red corner at the upper left, but for those without colors."""

    UPRIGHT = auto()
    ANY = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One upload of the field."""

    id: str
    # The path it is uploaded under, to the letter, and its bytes, made when they are needed.
    path: str
    make: Callable[[], bytes]
    # The public issue, thread or manual that tells of it, and whose device or program it was.
    source: str
    # What the API says of the capture, by its own names; lengths in seconds may differ a little.
    told: Mapping[str, Any] = field(default_factory=dict)
    # How many pictures browsers get; None when it does not matter.
    pictures: int | None = None
    # Whether a browser without H.265 shows what it gets.
    shown: bool = True
    # What the thumbnail is seen to be.
    thumbnail: Thumbnail = Thumbnail.UPRIGHT


def clip(name: str, path: str, source: str, make: Callable[[], bytes], **more: Any) -> Row:  # noqa: ANN401 API fields
    """Return a clip's row: three seconds of thirty pictures that are made playable, unless something else is told."""
    return _row(name, path, source, make, _CLIP, {"pictures": 30} | more)


def still(name: str, path: str, source: str, make: Callable[[], bytes], **more: Any) -> Row:  # noqa: ANN401 API fields
    """Return a snapshot's row: a whole JPEG, unless something else is told."""
    return _row(name, path, source, make, _STILL, more)


_CLIP: Final[dict[str, Any]] = {
    "kind": "clip",
    "condition": "complete",
    "playback": "converted",
    "duration_s": 3.0,
    "width": 160,
    "height": 96,
}
_STILL: Final[dict[str, Any]] = {
    "kind": "snapshot",
    "condition": "complete",
    "content_type": "image/jpeg",
    "playback": "original",
    "duration_s": None,
    "width": 160,
    "height": 96,
}
_OWN: Final = ("pictures", "shown", "thumbnail")


def _row(
    name: str, path: str, source: str, make: Callable[[], bytes], usual: dict[str, Any], more: Mapping[str, Any]
) -> Row:
    told = usual | {key: value for key, value in more.items() if key not in _OWN}
    own = {key: value for key, value in more.items() if key in _OWN}
    return Row(id=name, path=f"/field/{name}/{path}", make=make, source=source, told=told, **own)

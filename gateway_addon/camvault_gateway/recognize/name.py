"""The type of a file by its path, before the first byte is there."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from camvault_gateway.model import Kind

from .labels import is_scheduled, labels_of
from .role import SIDE_EXTENSIONS, Role, role_of

# Of a longer path the end is read: what a camera's name says stands there.
_LONGEST: Final = 1024
_PICTURES: Final = frozenset(
    [
        "jpg",
        "jpeg",
        "jpe",
        "jfif",
        "png",
        "gif",
        "webp",
        "bmp",
        "tif",
        "tiff",
        "heic",
        "heif",
        "hif",
        "avif",
        "jp2",
        "jxl",
        "ppm",
        "pgm",
        "tga",
    ]
)


@dataclass(frozen=True, slots=True)
class Promise:
    """The expectations of a file by its path: its type, its labels and its role."""

    kind: Kind
    extension: str
    labels: tuple[str, ...]
    scheduled: bool
    role: Role

    @property
    def is_kept(self) -> bool:
        """Return whether it is kept; of tests those that are called pictures or videos, which may be all there is."""
        if self.role is Role.TEST:
            return self.extension[1:] not in {"", *SIDE_EXTENSIONS}
        return self.role in {Role.CAPTURE, Role.TEMPORARY}

    @property
    def expects_event(self) -> bool:
        """Return whether it is a capture of something that happens."""
        return not self.scheduled and self.role in {Role.CAPTURE, Role.TEMPORARY}


def readable(path: str) -> str:
    """Return of a path what is read; cameras that know Windows write backslashes."""
    return path[-_LONGEST:].replace("\\", "/")


# An upload's path is read when it begins and when it ends.
@lru_cache(256)
def promise(path: str) -> Promise:
    """Read a path as the camera wrote it; any text gives an answer."""
    path = readable(path)
    role, extension = role_of(path.rpartition("/")[2])
    return Promise(
        kind=Kind.SNAPSHOT if extension in _PICTURES else Kind.CLIP,
        extension=f".{extension}" if extension else "",
        labels=("test",) if role is Role.TEST else labels_of(path),
        scheduled=is_scheduled(path),
        role=role,
    )

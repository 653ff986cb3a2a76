"""The FFmpeg formats that are read: all, except those that reach beyond the file they are in."""

from collections.abc import Iterator
from typing import Final

from av.format import ContainerFormat, formats_available

# Lists, manifests and scripts that name other files and addresses.
_LISTS: Final = frozenset({"concat", "dash", "hls", "imf", "sdp", "vobsub", "webm_dash_manifest"})
# Any text is a picture to these.
_LETTERS: Final = frozenset({"adf", "bin", "idf", "tty", "xbin"})
# What opens devices and addresses of its own accord.
_NO_FILE: Final = 0x0001
_NO_TIMESTAMPS: Final = 0x0080


def readable() -> str:
    """Return the names of the formats that are read, as FFmpeg wants them listed."""
    return ",".join(_readable())


def is_timeless(form: ContainerFormat) -> bool:
    """Tell whether a format, such as bare H.264, says nothing of when its pictures are shown."""
    return bool(form.flags & _NO_TIMESTAMPS)


def _readable() -> Iterator[str]:
    for name in sorted(formats_available - _LISTS - _LETTERS):
        try:
            form = ContainerFormat(name, "r")
        except ValueError:
            continue
        if not form.flags & _NO_FILE:
            yield name

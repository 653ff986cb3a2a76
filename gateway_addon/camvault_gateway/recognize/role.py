"""The role of an upload: most are captures, some are not."""

from enum import StrEnum
import re
from typing import Final


class Role(StrEnum):
    """What becomes of an upload; a temporary name is a capture's, soon to be called otherwise."""

    CAPTURE = "capture"
    TEMPORARY = "temporary"
    SIDE_FILE = "side_file"
    MARKER = "marker"
    TEST = "test"


_MARKERS: Final = frozenset({"dvrworkdirectory"})
SIDE_EXTENSIONS: Final = frozenset(
    {"txt", "idx", "log", "xml", "json", "ini", "cfg", "csv", "html", "htm", "md5", "srt"}
)
_TEMPORARY: Final = re.compile(r"(?:_|\.tmp|\.temp|\.part|\.partial|\.filepart|\.backup_?|\.uploading)$", re.IGNORECASE)
# hi3510 clones write this where the end will stand.
_RECORDING: Final = re.compile(r"_999999(?:\.|$)")
_EXTENSION: Final = re.compile(r"\.([A-Za-z0-9]{1,8})$")
# What the test buttons of cameras send. A name with a date is no test: "test" may be what the owner calls the camera.
_TEST: Final = re.compile(
    r"(?:ftp[-_ ]?)?test(?:[-_ ]?(?:ftp|file|upload|image|picture|snapshot|connection))?"
    r"(?:[-_ ]?\d{1,6})?(?:\.[a-z0-9]{1,5})?",
    re.IGNORECASE | re.ASCII,
)


def role_of(name: str) -> tuple[Role, str]:
    """Return what a file is by its name, and its extension without the dot."""
    bare = _TEMPORARY.sub("", name)
    found = _EXTENSION.search(bare)
    extension = found[1].lower() if found else ""
    if _TEST.fullmatch(bare):
        return Role.TEST, extension
    if name.lower() in _MARKERS:
        return Role.MARKER, extension
    if extension in SIDE_EXTENSIONS:
        return Role.SIDE_FILE, extension
    temporary = bare != name or _RECORDING.search(bare)
    return Role.TEMPORARY if temporary else Role.CAPTURE, extension

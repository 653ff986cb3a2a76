"""What a path promises before the first byte is there."""

from dataclasses import dataclass
import re
from typing import Final

from camvault_gateway.model import Kind

_SIDE_FILES: Final = frozenset({"dvrworkdirectory"})
_SIDE_EXTENSIONS: Final = frozenset(
    {"txt", "idx", "log", "xml", "json", "ini", "cfg", "csv", "html", "htm", "md5", "srt"}
)
_PICTURES: Final = frozenset({"jpg", "jpeg", "jpe", "png", "gif", "webp", "bmp"})
_TEMPORARY: Final = re.compile(r"(?:_|\.tmp|\.temp|\.part|\.partial|\.filepart|\.backup_?|\.uploading)$", re.IGNORECASE)
_EXTENSION: Final = re.compile(r"\.([A-Za-z0-9]{1,8})$")
# Timer pictures: Hikvision writes TIMING, Dahua and its kin [R].
_SCHEDULED: Final = re.compile(r"(?<![A-Za-z])TIMING(?![A-Za-z])|\[R\]")
_LABELS: Final = (
    ("line_crossing", re.compile(r"line[_ -]?crossing|tripwire|passline", re.IGNORECASE)),
    (
        "intrusion",
        re.compile(r"intrusion|field[_ -]?detection|perimeter|region[_ -]?(?:entrance|exiting)", re.IGNORECASE),
    ),
    ("person", re.compile(r"person|people|human|pedestrian|\bHMD|\bVFD\b", re.IGNORECASE)),
    ("vehicle", re.compile(r"vehic|\bcar\b", re.IGNORECASE)),
    ("animal", re.compile(r"animal|dog[_ -]?cat|\bpet\b", re.IGNORECASE)),
    ("face", re.compile(r"face(?:[_ -]?detection|snap)", re.IGNORECASE)),
    ("sound", re.compile(r"audio|sound", re.IGNORECASE)),
    ("doorbell", re.compile(r"doorbell[_ -]?(?:ring|press)|visitor", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a path says of its file."""

    kind: Kind
    extension: str
    labels: tuple[str, ...]
    scheduled: bool
    temporary: bool
    side_file: bool


def promise(path: str) -> Promise:
    """Read a path as the camera wrote it; any text gives an answer."""
    name = path.rpartition("/")[2]
    bare = _TEMPORARY.sub("", name)
    found = _EXTENSION.search(bare)
    extension = found[1].lower() if found else ""
    return Promise(
        kind=Kind.SNAPSHOT if extension in _PICTURES else Kind.CLIP,
        extension=f".{extension}" if extension else "",
        labels=tuple(label for label, pattern in _LABELS if pattern.search(name)),
        scheduled=bool(_SCHEDULED.search(name)),
        temporary=bare != name,
        side_file=extension in _SIDE_EXTENSIONS or name.lower() in _SIDE_FILES,
    )

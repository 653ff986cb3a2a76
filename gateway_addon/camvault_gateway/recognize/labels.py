"""Why a capture was sent, as far as its name tells."""

import re
from typing import Final

from .families import hi3510

# The words of many makers, as whole words of a name; a camera called "Carport" is no vehicle.
_WORDS: Final = {
    "person": r"HMDAlarm|person|people|human|pedestrian|body[_ -]?detection",
    "vehicle": r"vehicle|vehice|car[_ -]detect(?:ion|ed)|traffic",
    "animal": r"animal|dog[_ -]?cat|pet[_ -]detect(?:ion|ed)",
    "line_crossing": r"line[_ -]?cross(?:ing)?|tripwire|cross[_ -]?line|passlinecount",
    "intrusion": (
        r"intrusion|field[_ -]?detection|perimeter|cross[_ -]?region|region[_ -]?(?:entrance|exiting)"
        r"|aoi(?:entry|leave)"
    ),
    "face": r"vfd|face[_ -]?(?:detection|detect|capture|snap)",
    "sound": r"sdalarm|(?:audio|sound)(?:[_ -]?(?:alarm|detection|exception))?",
    "doorbell": r"doorbell[_ -]?(?:ring|press(?:ed)?)|visitor",
    "motion": r"mdalarm|motion(?:[_ -]?(?:detection|alarm))?|md[_ -]?with[_ -]?target|vmd",
}
_LABEL: Final = re.compile(
    r"(?<![A-Za-z])(?:"
    + "|".join(f"(?P<{label}>{words})" for label, words in _WORDS.items())
    + r")(?:[_ -]?(?:detection|detected|detect|alarm))?(?![A-Za-z])",
    re.IGNORECASE,
)
# Dahua and its kin write a letter in brackets.
_MOTION_MARK: Final = "[M]"
_TIMER_MARK: Final = "[R]"
_TIMER: Final = re.compile(r"(?<![A-Za-z])(?:TIMING|schedule[d]?|time[_ -]?lapse)(?![A-Za-z])", re.IGNORECASE)
_TIMER_FOLDER: Final = re.compile(r"(?:^|/)(?:timelapse/[^/]*$|Period/\d{8}/)", re.IGNORECASE | re.ASCII)


def labels_of(path: str) -> tuple[str, ...]:
    """Return the labels that a name tells, the most telling first."""
    name = path.rpartition("/")[2]
    found = {match.lastgroup for match in _LABEL.finditer(name)}
    alarm = hi3510.NAME.search(path)
    if _MOTION_MARK in name or (alarm and alarm[1] == "A"):
        found.add("motion")
    return tuple(label for label in _WORDS if label in found)


def is_scheduled(path: str) -> bool:
    """Tell whether a timer sent it, which is no motion."""
    name = path.rpartition("/")[2]
    planned = hi3510.NAME.search(path)
    return bool(
        _TIMER_MARK in name or _TIMER.search(name) or _TIMER_FOLDER.search(path) or (planned and planned[1] == "P")
    )

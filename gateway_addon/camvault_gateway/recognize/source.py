"""Who sent it: what a path on the shared account says of its camera.

The folders in front of the first date are somebody's own words, unless every camera of a brand makes a folder of that
name. Of several the innermost is the camera and the outer ones are the place it lies at, as in `/volume1/cams/Front`.
Without one, a later folder comes next, then what the camera wrote before the time in the file's name.
All files of a camera should have one answer. A wrong split is mended for good by merging, a wrong merge mixes
histories. So whatever may be two cameras is two, and a recorder's channels are kept apart wherever no single camera
could have written the same.
"""

from dataclasses import dataclass
import ipaddress
import itertools
import re
from typing import Final

from .source_words import HAPPENED, NOTHING, TIME_LETTERS, VAGUE

_LONGEST: Final = 100
_SEPARATORS: Final = re.compile(r"[\d\s!-/:-@\[-`{-~]+")
_EXTENSION: Final = re.compile(r"(?:\.[A-Za-z0-9]{1,8})?(?:_|\.(?:tmp|part|filepart|backup_?))?$", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])", re.ASCII)
_MAC: Final = re.compile(
    r"(?<![0-9a-z])(?:[0-9a-f]{12}|(?:[0-9a-f]{2}[-:]){5}[0-9a-f]{2})(?![0-9a-z])", re.ASCII | re.IGNORECASE
)
# A date or a time of day, or any long number: what is before it is a name, what is behind it is not.
_STAMP: Final = re.compile(
    r"(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])"
    r"|(?<![A-Za-z\d])(?:\d{6,}|\d\d[-.]\d\d[-.]\d\d)",
    re.ASCII,
)
_REOLINK: Final = re.compile(r"(?P<name>.+)_(?P<channel>\d\d)_\d{14}", re.ASCII)
_HUB: Final = re.compile(r"(?P<source>(?P<name>.+)_(?P<channel>\d\d)_[^_\d][^_]*)_\d{14}", re.ASCII)
# Dahua: behind the date. Hikvision and Brickcom: behind the address.
_CHANNEL: Final = re.compile(
    r"(?:\d{4}-\d\d-\d\d(?:/(?:pic_|ch|channel)?(?=\d{3}/)|_(?=\d{3}_))"
    r"|(?:\d{1,3}\.){3}\d{1,3}(?:_(?=\d\d_\d{14})|-CH(?=\d{1,3}\b)))0*(?P<channel>\d{1,3})",
    re.ASCII,
)
_MODEL: Final = re.compile(r"(?=[^a-z]*\d)[A-Z]{2,}[A-Z0-9]*-[A-Z0-9-]+", re.ASCII)
_SERIAL: Final = re.compile(r"(?<![A-Za-z0-9])(?=(?:\D*\d){4})(?=[^A-Z]*[A-Z])[A-Z0-9]{10,24}(?![A-Za-z0-9])", re.ASCII)
_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")
# What a name in an encoding that nobody knows looks like when it is read byte by byte.
_GARBLED: Final = re.compile(r"[\x80-\xbf]")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_FEW_DIGITS: Final = 3
_NOTHING_IN_NAME: Final = NOTHING | HAPPENED
_NOT_ALONE: Final = _NOTHING_IN_NAME | VAGUE


@dataclass(frozen=True, slots=True)
class Source:
    """A source of uploads: its key, its first name, and the outer folder that it may share with others."""

    key: str
    name: str
    place: str | None = None


def find_source(path: str) -> Source | None:
    """Return what names the camera that uploaded a path, or None; any text gives an answer."""
    *folders, file = re.split(r"[/\\]+", path.strip("/\\"))
    stem = _EXTENSION.sub("", file)
    if (hub := _HUB.fullmatch(stem)) and not _REOLINK.fullmatch(stem):
        return _source(hub["source"], hub["name"])
    if folder := _of_folders(folders):
        return _with_channel(folder, _channel(folders, stem))
    return _of_name(stem) or _vague([*folders, *_words_before(stem)])


def _source(key: str, name: str) -> Source:
    return Source(key[:_LONGEST], name[:_LONGEST])


def _of_folders(folders: list[str]) -> Source | None:
    """Return the camera that folders name: the innermost of those in a row that can, together with its place."""
    chain: list[str] = []
    for folder, inner in itertools.pairwise([*folders, ""]):
        if _MODEL.fullmatch(folder):
            # The model's name gives way to the serial number in it.
            return _of_model(folder, inner) if _is_stable(inner) or not chain else _of_chain(chain)
        if _names(folder) and (not chain or _is_stable(folder)):
            chain.append(folder)
        elif chain and _digits(folder) and not _names(folder):
            break
    return _of_chain(chain) if chain else None


def _of_model(model: str, inner: str) -> Source:
    if _SERIAL.fullmatch(inner):
        return _source(inner, model)
    # Without a serial number the key is no folder's: it must not take in the cameras that have one.
    return _source(f"{model[: _LONGEST - 1]}/", model)


def _of_chain(chain: list[str]) -> Source:
    """Return the innermost folder's camera, called by the innermost word that a person would say."""
    words = (each for each in reversed(chain) if _digits(each) <= _FEW_DIGITS and not _GARBLED.search(each))
    name = next(words, chain[0])
    key = "/".join(chain)
    place = chain[0] if len(chain) > 1 else None
    return Source(key if len(key) <= _LONGEST else key[-_LONGEST:], name[:_LONGEST], place)


def _is_stable(folder: str) -> bool:
    """Tell whether a folder below another is one that a camera keeps: not one for each event, named by a number."""
    if _digits(folder) <= _FEW_DIGITS:
        return True
    return not _UUID.search(folder) and any(pattern.search(folder) for pattern in (_MAC, _SERIAL))


def _with_channel(source: Source, channel: int) -> Source:
    """Keep the channels of a recorder apart; 0 and 1 are also what single cameras write."""
    return source if channel <= 1 else _source(f"{source.key[: _LONGEST - 4]}/{channel}", f"{source.name} {channel}")


def _channel(folders: list[str], stem: str) -> int:
    if found := _REOLINK.fullmatch(stem):
        return int(found["channel"])
    found = _CHANNEL.search("/".join([*folders, stem]))
    return int(found["channel"]) if found else 0


def _of_name(stem: str) -> Source | None:
    """Return what the camera wrote of itself into the file's name."""
    if found := _REOLINK.fullmatch(stem):
        name = found["name"]
        return _source(f"{name}_{found['channel']}", name) if _names(name) else None
    if (address := _ADDRESS.search(stem)) and _is_address(address[0]):
        return _with_channel(_source(address[0], address[0]), _channel([], stem))
    if (mac := _MAC.match(stem)) and (stem[mac.end() :][:1] == "(" or not mac[0].isdecimal()):
        alias = re.match(r"\(([^()]{1,100})\)", stem[mac.end() :])
        return _source(mac[0], alias[1] if alias else mac[0])
    name = "_".join(_words_before(stem))
    return _source(name, name) if name and _names(name) else None


def _words_before(stem: str) -> list[str]:
    """Return the words in front of the time, without the counters and the words for what happened."""
    if (stamp := _STAMP.search(stem)) is None:
        return []
    words = [word for word in re.split(r"[_ .]+|-+$|^-+", stem[: stamp.start()]) if word]
    while words and _says_nothing(words[-1], in_name=True):
        words.pop()
    while words and _says_nothing(words[0], in_name=True):
        words.pop(0)
    return words


def _vague(candidates: list[str]) -> Source | None:
    """Return a word that is better than none; its key can be no folder's, so that it takes nobody's place."""
    found = next((each for each in candidates if not _says_nothing(each)), None)
    return _source(f"{found[: _LONGEST - 1]}/", found) if found else None


def _letters(text: str) -> list[str]:
    return [word for word in _SEPARATORS.split(text.casefold()) if word]


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _names(text: str) -> bool:
    """Tell whether a text names one camera rather than a kind of thing."""
    if _says_nothing(text):
        return False
    return _digits(text) > 0 or not all(word in _NOT_ALONE for word in _letters(text))


def _says_nothing(text: str, *, in_name: bool = False) -> bool:
    """Tell whether a text is a date, a time, a number, or a word that any camera writes."""
    if _is_address(text):
        return False
    if _DRIVE.fullmatch(text):
        return True
    words = _letters(text)
    marks = in_name or _digits(text) > _FEW_DIGITS
    nothing = _NOTHING_IN_NAME if in_name else NOTHING
    return all(word in nothing or (marks and word in TIME_LETTERS) for word in words)


def _is_address(text: str) -> bool:
    try:
        return ipaddress.IPv4Address(text).is_private
    except ValueError:
        return False

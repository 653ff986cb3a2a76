"""Paths as clients write them; none of them ever names a file on our disk."""

from typing import Final

MAX_LENGTH: Final = 1000
# Control characters are written as the pictures that Unicode has of them.
_WRITTEN: Final = {**{code: 0x2400 + code for code in range(32)}, 127: 0x2421}


class PathError(ValueError):
    """The path leads out of the account's root, or cannot be a name."""


def written(text: str) -> str:
    """Return a text without a control character: a line stays one line, and nothing moves a cursor."""
    return text.translate(_WRITTEN)


def resolve(current: str, argument: str) -> str:
    """Return the absolute path that an argument names, seen from the current folder.

    Names stay as they were written, but for control characters; only `//`, `.` and `..` are worked out. Raises
    PathError.
    """
    if len(argument) > MAX_LENGTH:
        raise PathError("that is not a usable name")
    argument = written(argument)
    parts = [] if argument.startswith("/") else [part for part in current.split("/") if part]
    for part in argument.split("/"):
        if part == "..":
            if not parts:
                raise PathError("it leads out of the account's folder")
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/" + "/".join(parts)


def first_folder(path: str) -> str | None:
    """Return the first folder of an absolute path, or None for a file in the root."""
    folder, _, rest = path.removeprefix("/").partition("/")
    return folder if rest else None

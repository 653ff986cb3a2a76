"""Recognition of an upload from its path, its first and last bytes and its time of arrival; pure."""

from .content import Content, inspect
from .name import Promise, promise
from .recognition import Recognition, begins_at, late_since, recognize
from .role import Role
from .said import NOTHING_SAID, Said
from .source import Source, find_source
from .stamp import Trust

__all__ = [
    "NOTHING_SAID",
    "Content",
    "Promise",
    "Recognition",
    "Role",
    "Said",
    "Source",
    "Trust",
    "begins_at",
    "find_source",
    "inspect",
    "late_since",
    "promise",
    "recognize",
]

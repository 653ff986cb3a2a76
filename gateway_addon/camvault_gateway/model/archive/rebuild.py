"""The rebuild of a catalog: the sites it can be rebuilt from, and its progress."""

from dataclasses import dataclass
from enum import StrEnum

from .abilities import Abilities
from .archive import ArchiveSettings


class RebuildPhase(StrEnum):
    """The phase of a rebuild of the catalog."""

    IDLE = "idle"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RebuildState:
    """How the rebuild is doing: how many captures it has found, and at the end kept; `error` is a code.

    At the end, of `bare` captures only the keys and bytes were left, and `unusable` ones could not be brought in.
    """

    phase: RebuildPhase = RebuildPhase.IDLE
    captures: int = 0
    error: str | None = None
    bare: int = 0
    unusable: int = 0


@dataclass(frozen=True, slots=True)
class ArchivedSite:
    """A site that a bucket holds, and its cameras' ids; None when the key may not look into it."""

    name: str
    cameras: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Tried:
    """The result of trying a bucket: its abilities, and the sites in it."""

    abilities: Abilities
    sites: tuple[ArchivedSite, ...]
    # How the bucket is reached, as it was found out.
    settings: ArchiveSettings
    # Archives that proved to be the same bucket, by what lies in it.
    same: frozenset[ArchiveSettings] = frozenset()


@dataclass(frozen=True, slots=True)
class Sample:
    """An object that a bucket must have if it is the one it is taken for."""

    key: str
    size: int
    sha256: str | None

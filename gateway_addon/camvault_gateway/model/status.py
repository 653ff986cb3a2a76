"""The status of the gateway: its archive, its backlog, and what it refuses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .archive.archive import ArchiveProblem
from .time.millis import Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Captures that are durable here and not yet verified in the archive."""

    files: int = 0
    bytes: int = 0
    oldest_at: Millis | None = None
    # How many files there are of each camera that has some.
    by_camera: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveState:
    """Whether archiving works: the last problem, since when, the last success, and how many objects were bad."""

    problem: ArchiveProblem | None = None
    failing_since: Millis | None = None
    last_verified_at: Millis | None = None
    damaged: int = 0


class Refusing(StrEnum):
    """Why uploads are refused: they are durable nowhere, and the camera is told to keep them."""

    DISK_FULL = "disk_full"
    VAULT_FULL = "vault_full"
    DISK_ERROR = "disk_error"
    CATALOG_SUSPECT = "catalog_suspect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why uploads are refused, and since when."""

    why: Refusing
    since: Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class Guesser:
    """The address that wrong passwords came from within the last hour, and how many; none stands for many together."""

    address: str | None
    guesses: int
    since: Millis

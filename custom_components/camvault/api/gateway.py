"""Models of the gateway: its health, its settings."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import override

from .archive import Archive


class ArchiveState(StrEnum):
    """State of the archive."""

    NONE = "none"
    CONNECTED = "connected"
    FAILING = "failing"
    UNKNOWN = "unknown"

    @classmethod
    @override
    def _missing_(cls, value: object) -> ArchiveState:
        """Read an unknown value of a newer gateway as unknown."""
        return cls.UNKNOWN


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """Forecast cost of the next 30 days in the archive."""

    a_month: float
    currency: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchiveHealth:
    """Whether captures reach the archive, and how much of them it has."""

    state: ArchiveState
    error: str | None
    last_verified_at: datetime | None
    files: int
    bytes: int
    files_today: int
    bytes_today: int
    day_started_at: datetime
    cost: Cost | None
    # None while it does not fail, and of an older gateway.
    failing_since: datetime | None = None
    next_try_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Backlog:
    """Captures that are in the vault and not yet verified in the archive."""

    files: int
    bytes: int
    oldest_at: datetime | None
    # An older gateway does not tell cameras apart.
    by_camera: dict[str, int] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Today:
    """Captures received since the site's day began, and how many of them are verified in the archive."""

    captures: int
    verified: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Vault:
    """How much the gateway holds itself; `short` while its disk runs low and nothing may go before it is archived."""

    files: int
    bytes: int
    free_bytes: int | None
    disk_bytes: int | None
    short: bool

    @property
    def used_percent(self) -> float | None:
        """Return how full the disk is."""
        if self.free_bytes is None or not self.disk_bytes:
            return None
        return round(100 - 100 * self.free_bytes / self.disk_bytes, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why the gateway refuses uploads, and since when."""

    reason: str
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Ftp:
    """Where cameras upload to."""

    port: int
    advertised_address: str | None
    remapped_ports: tuple[int, ...]
    certificate_problem: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockProblem:
    """Why the gateway's clock is not credible, and how many seconds it is, or was set, ahead."""

    problem: str
    off_s: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Guesser:
    """Where wrong passwords come from, and how many; without an address many places together."""

    address: str | None
    guesses: int
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class MediaWorker:
    """Confinement of the process that parses video."""

    own_user: bool
    no_network: bool
    no_files: bool
    means: tuple[str, ...]


class RestoreState(StrEnum):
    """State of a restore from the archive."""

    IDLE = "idle"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @classmethod
    @override
    def _missing_(cls, value: object) -> RestoreState:
        """Read an unknown value of a newer gateway as running."""
        return cls.RUNNING


@dataclass(frozen=True, kw_only=True, slots=True)
class Restore:
    """How restoring goes, and how many captures were found.

    At the end, only the key and the bytes were left of `bare` ones, and `unusable` ones could not be restored.
    """

    state: RestoreState
    captures: int
    error: str | None
    # A gateway from before these were told has none of them.
    bare: int = 0
    unusable: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The owner's settings."""

    site: str
    time_zone: str
    quiet_time_s: float
    vault_limit_bytes: int | None
    vault_days: int | None
    upload_limit_kib_s: int | None
    price_per_gb_month: float | None
    price_currency: str
    anonymous_networks: tuple[str, ...]
    archive: Archive | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """The gateway's id and versions, which every version of it sends."""

    id: str
    version: str
    api_version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Gateway(Identity):
    """The gateway itself."""

    site: str
    started_at: datetime
    ftp: Ftp
    archive: ArchiveHealth
    arrivals_per_minute: float
    backlog: Backlog
    clock: ClockProblem | None
    guessing: tuple[Guesser, ...]
    rebuild: Restore | None
    refusing: Refusal | None
    vault: Vault
    # None before the first file, and of an older gateway.
    media_worker: MediaWorker | None = None
    # None of a gateway from before the timeline.
    today: Today | None = None

    @property
    def has_timeline(self) -> bool:
        """Return whether it knows of moments, of what was seen, and of pictures to look through."""
        return self.today is not None

"""The services that the API uses: interfaces of the other rooms."""

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog
from camvault_gateway.model import (
    CLOCK,
    ArchivedSite,
    ArchiveSettings,
    ArchiveState,
    Capture,
    Confinement,
    Guesser,
    Millis,
    RebuildState,
    Rendition,
    Retention,
    Tried,
)
from camvault_gateway.vault import Vault


class ArchiveReader(Protocol):
    """The archive, as far as the API uses it."""

    @property
    def configured(self) -> bool:
        """Whether there is an archive."""

    @property
    def state(self) -> ArchiveState:
        """The state of the archive."""

    async def check(self, settings: ArchiveSettings, site: str) -> Tried:
        """Try settings for real without using them; raises ArchiveError."""

    async def forget_settled(self) -> None:
        """Forget the troubles of captures of which nothing is wanted any more."""

    def stream(self, capture: Capture, start: int, end: int) -> AsyncGenerator[bytes]:
        """Yield a capture's bytes from `start` up to but without `end`; raises ArchiveError."""


class Player(Protocol):
    """The converter that makes clips playable in browsers."""

    async def prepare(self, capture: Capture) -> Capture:
        """Return a capture with what browsers make of it; if it is converted, that lies in the vault now.

        Raises ArchiveError, OutageError when it cannot be made now, and TimeoutError when it is not done yet.
        """


class Renditions(Protocol):
    """The maker of larger pictures, sprites and small clips."""

    async def open(self, capture: Capture, which: Rendition) -> BinaryIO:
        """Return a rendition's file, open, which is made now unless it is there.

        Raises NoRenditionError, ArchiveError, OutageError when it cannot be made now, and TimeoutError when it is not
        done yet.
        """


class Rebuilds(Protocol):
    """The rebuild of the catalog from the archive, as a background job."""

    @property
    def state(self) -> RebuildState:
        """The progress of the rebuild."""

    async def sites(self) -> list[ArchivedSite]:
        """Return the sites that the archive has; raises ArchiveError."""

    async def start(self, site: str | None = None) -> bool:
        """Begin with a site, the gateway's own if none is named; returns whether it could."""


class Retentions(Protocol):
    """The retention of captures in the archive, by the bucket's lifecycle rules."""

    async def read(self) -> Retention | None:
        """Return what the bucket says now, or else what it last said; None without an archive."""

    async def write(self, days: int | None, keys: tuple[str, str] | None = None) -> Retention:
        """Let captures expire after so many days, or never, with the owner's keys if given; raises ArchiveError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FtpInfo:
    """The address and ports that a camera needs to upload here."""

    port: int
    passive_ports: tuple[int, int]
    advertised_address: str | None
    # Passive ports that cameras do not reach under their own number.
    remapped_ports: tuple[int, ...] = ()
    # Why the owner's certificate is not used for FTPS, asked for each time.
    certificate_problem: Callable[[], str | None] = lambda: None


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpInfo:
    """The ports that a camera may upload to by HTTP, each None while it is off: in the clear, and with TLS."""

    port: int | None = None
    tls_port: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The rooms that the API serves from, and what it tells of the gateway."""

    catalog: Catalog
    vault: Vault
    bus: Bus
    archive: ArchiveReader
    retention: Retentions
    player: Player
    renditions: Renditions
    token: str = field(repr=False)
    version: str
    started_at: Millis
    ftp: FtpInfo
    http: HttpInfo = HttpInfo()
    rebuild: Rebuilds | None = None
    # Who guesses passwords, asked for each time.
    guessers: Callable[[], Sequence[Guesser]] = tuple
    # When the outbox tries an archive again that is out, asked for each time; None without an outage.
    next_try_at: Callable[[], Millis | None] = lambda: None
    # What the media worker is kept from, asked for each time; None before the first one has started.
    confinement: Callable[[], Confinement | None] = lambda: None

    @property
    def running_since(self) -> Millis:
        """When the gateway was started, by the clock as it is set now."""
        return self.started_at + CLOCK.shifted

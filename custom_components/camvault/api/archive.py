"""Models of the archive."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedSite:
    """A home whose captures are in the archive, and its cameras' ids; None when the gateway may not look."""

    site: str
    cameras: tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedSites:
    """All sites that are in the archive."""

    items: tuple[ArchivedSite, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something that the bucket or its key can or cannot do; a weak one is worth a change."""

    ability: str
    weak: bool
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Abilities:
    """Findings of a test of the archive."""

    checked_at: datetime
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """A certificate that is trusted: whose it is, and when it ends."""

    name: str
    ends_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Archive:
    """Where the archive is."""

    endpoint_url: str | None
    bucket: str
    region: str
    prefix: str
    access_key_id: str
    storage_class: str
    ca_certificate: str | None
    certificates: tuple[Certificate, ...]
    abilities: Abilities | None

    def is_same_folder(self, other: Archive | None) -> bool:
        """Return whether another is the same folder of the same bucket, with whatever keys."""
        return other is not None and (
            (self.endpoint_url, self.bucket, self.prefix) == (other.endpoint_url, other.bucket, other.prefix)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class NewArchive(Archive):
    """An archive that was just set, and the sites that it held before."""

    sites: tuple[ArchivedSite, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Retention:
    """How long the bucket's own rules keep captures; without `days` for ever, or unknown if `read_at` is None."""

    days: int | None
    own_days: int | None
    read_at: datetime | None
    problem: str | None

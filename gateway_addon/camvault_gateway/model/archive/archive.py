"""The archive: where it is, and what can be wrong with it."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from .abilities import Abilities
from .address import server_of

# Classes whose objects cannot be read at once: nothing would play, and nothing could be proven to be there.
COLD_CLASSES: Final = frozenset({"GLACIER", "DEEP_ARCHIVE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """An S3 bucket and the keys to it; `endpoint_url` is None for AWS itself."""

    bucket: str
    access_key_id: str
    secret_access_key: str = field(repr=False)
    endpoint_url: str | None = None
    region: str = "us-east-1"
    prefix: str = "camvault"
    storage_class: str = "STANDARD"
    abilities: Abilities | None = None
    # In PEM: the server's own certificate, or that of who signed it; None for those whom everybody trusts.
    ca_certificate: str | None = None
    # The server takes the bucket's name in the host's only, as it was found out.
    virtual_hosted: bool = False

    def same_place(self, other: ArchiveSettings | None) -> bool:
        """Tell whether both are one bucket, with whatever keys and however its server's address is written."""
        return other is not None and self.place == other.place

    @property
    def place(self) -> tuple[str, str]:
        """The one way to name the bucket and its server."""
        return server_of(self.endpoint_url), self.bucket

    def with_hold(self, *, held: bool | None) -> ArchiveSettings:
        """Return them with what is known of legal holds."""
        return replace(self, abilities=replace(self.abilities, legal_hold=held)) if self.abilities else self


class ArchiveProblem(StrEnum):
    """Why the archive does not work, each with its own remedy."""

    UNREACHABLE = "archive_unreachable"
    DENIED = "archive_denied"
    BUCKET_MISSING = "archive_bucket_missing"
    UNTRUSTED = "archive_untrusted"
    CLOCK_SKEWED = "archive_clock_skewed"
    FULL = "archive_full"
    DAMAGED = "archive_damaged"
    UNPROVEN = "archive_unproven"
    UNSUPPORTED = "archive_unsupported"
    FAILED = "archive_failed"


class ArchiveError(Exception):
    """The archive did not do what was asked of it."""

    def __init__(self, problem: ArchiveProblem, message: str) -> None:
        super().__init__(message)
        self.problem = problem

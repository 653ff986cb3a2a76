"""The archive: where it is, and what can be wrong with it."""

from dataclasses import dataclass, field
from enum import StrEnum


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


class ArchiveProblem(StrEnum):
    """Why the archive does not work, each with its own remedy."""

    UNREACHABLE = "archive_unreachable"
    DENIED = "archive_denied"
    BUCKET_MISSING = "archive_bucket_missing"
    CLOCK_SKEWED = "archive_clock_skewed"
    DAMAGED = "archive_damaged"
    FAILED = "archive_failed"


class ArchiveError(Exception):
    """The archive did not do what was asked of it."""

    def __init__(self, problem: ArchiveProblem, message: str) -> None:
        super().__init__(message)
        self.problem = problem

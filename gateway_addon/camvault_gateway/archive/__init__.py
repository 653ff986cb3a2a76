"""The archive: the owner's S3 bucket, where every capture gets a verified copy."""

from .archive import Archive
from .journal import Journal
from .keys import archive_key
from .protector import Protector
from .reading import StoppedError
from .rebuild import Counts, EmptyError, Rebuild
from .rebuilder import Rebuilder
from .retention import RetentionKeeper
from .store import Store as ArchiveStore

__all__ = [
    "Archive",
    "ArchiveStore",
    "Counts",
    "EmptyError",
    "Journal",
    "Protector",
    "Rebuild",
    "Rebuilder",
    "RetentionKeeper",
    "StoppedError",
    "archive_key",
]

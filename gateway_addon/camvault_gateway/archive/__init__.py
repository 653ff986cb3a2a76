"""The archive: the owner's S3 bucket, where every capture gets a verified copy."""

from .archive import Archive
from .check import settled
from .find import find
from .journal import Journal
from .keys import archive_key
from .merge import Counts
from .protector import Protector
from .reading import StoppedError
from .rebuild import EmptyError, Rebuild
from .rebuilder import Rebuilder
from .retention import RetentionKeeper
from .rollups import Rollups
from .sites import sites_in
from .store import Store as ArchiveStore
from .trust import certificates, plain as plain_certificates

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
    "Rollups",
    "StoppedError",
    "archive_key",
    "certificates",
    "find",
    "plain_certificates",
    "settled",
    "sites_in",
]

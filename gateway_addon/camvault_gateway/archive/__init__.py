"""The archive: the owner's S3 bucket, where every capture gets a verified copy."""

from .archive import Archive
from .journal import Journal
from .protector import Protector
from .rebuild.merge import Counts
from .rebuild.reading import StoppedError
from .rebuild.rebuild import EmptyError, Rebuild
from .rebuild.rebuilder import Rebuilder
from .retention import RetentionKeeper
from .rollups import Rollups
from .s3.store import Store as ArchiveStore
from .s3.trust import certificates, plain as plain_certificates
from .setup.check import settled
from .sites import sites_in
from .verify import find

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
    "certificates",
    "find",
    "plain_certificates",
    "settled",
    "sites_in",
]

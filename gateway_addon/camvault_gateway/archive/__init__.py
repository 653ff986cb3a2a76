"""The archive: the owner's S3 bucket, where every capture gets a verified copy."""

from .archive import Archive
from .protector import Protector
from .rebuild.merge import Counts
from .rebuild.rebuild import EmptyError, Rebuild
from .rebuild.rebuilder import Rebuilder
from .rebuild.requests import StoppedError
from .retention import RetentionKeeper
from .s3.store import Store as ArchiveStore
from .s3.trust import certificates, plain as plain_certificates
from .segment_writer import SegmentWriter
from .setup.check import settled
from .sites import sites_in
from .verify import find

__all__ = [
    "Archive",
    "ArchiveStore",
    "Counts",
    "EmptyError",
    "Protector",
    "Rebuild",
    "Rebuilder",
    "RetentionKeeper",
    "SegmentWriter",
    "StoppedError",
    "certificates",
    "find",
    "plain_certificates",
    "settled",
    "sites_in",
]

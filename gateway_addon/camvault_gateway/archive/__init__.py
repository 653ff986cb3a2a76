"""The archive: the owner's S3 bucket, where every capture gets a verified copy."""

from .archive import Archive
from .check import Abilities
from .journal import Journal
from .keys import archive_key

__all__ = ["Abilities", "Archive", "Journal", "archive_key"]

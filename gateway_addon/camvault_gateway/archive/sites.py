"""The sites in a bucket."""

import re
from typing import Final

from botocore.exceptions import ClientError

from camvault_gateway.model import PROTECTED, SITE_PATTERN, ArchivedSite
from camvault_gateway.record.keys import below

from .s3.errors import answers_of, code
from .s3.listing import level
from .s3.store import Store

# The archive's own folders begin with an underscore, and are neither.
_CAMERA: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
_MOST: Final = 100


def sites_in(store: Store) -> list[ArchivedSite]:
    """Return the sites below the prefix that have cameras, by name: two requests each; raises ArchiveError."""
    root = below(store.settings.prefix)
    copies = f"{root}{PROTECTED}/"
    with answers_of(store.settings):
        names = sorted({*_folders(store, root, SITE_PATTERN), *(_seen(store, copies, SITE_PATTERN) or ())})[:_MOST]
        found = [ArchivedSite(name, _cameras(store, name, root, copies)) for name in names]
    return [each for each in found if each.cameras != ()]


def _cameras(store: Store, site: str, *roots: str) -> tuple[str, ...] | None:
    """Return the cameras of a site, also those of which only copies are left."""
    seen = [_seen(store, f"{root}{site}/", _CAMERA) for root in roots]
    if all(each is None for each in seen):
        return None
    return tuple(sorted({camera for each in seen if each for camera in each}))


def _seen(store: Store, prefix: str, like: re.Pattern[str]) -> list[str] | None:
    """Return the folders there; None when the key may not look."""
    try:
        return _folders(store, prefix, like)
    except ClientError as err:
        if code(err) != "AccessDenied":
            raise
        return None


def _folders(store: Store, prefix: str, like: re.Pattern[str]) -> list[str]:
    names = [folder.removeprefix(prefix).rstrip("/") for folder in level(store, prefix)[1]]
    return sorted(name for name in names if like.fullmatch(name))

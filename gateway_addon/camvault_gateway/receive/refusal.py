"""Why an upload is refused, or was not kept, in words of no protocol."""

from enum import StrEnum
import errno
from typing import Final

from camvault_gateway.catalog import Catalog
from camvault_gateway.model import Refusing
from camvault_gateway.vault import DiskSpace

_NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class Reason(StrEnum):
    """The reason why an upload is refused or lost; all but BUSY are troubles of the gateway, and may pass."""

    DISK_FULL = "disk_full"
    VAULT_FULL = "vault_full"
    DISK_FAILED = "disk_failed"
    DISK_HANGS = "disk_hangs"
    CATALOG_SUSPECT = "catalog_suspect"
    CATALOG_FAILED = "catalog_failed"
    BUSY = "busy"


class RefusedError(Exception):
    """An upload is refused before its first byte."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


_REFUSED: Final = {
    Refusing.DISK_FULL: Reason.DISK_FULL,
    Refusing.VAULT_FULL: Reason.VAULT_FULL,
    Refusing.CATALOG_SUSPECT: Reason.CATALOG_SUSPECT,
}


def check_capacity(disk: DiskSpace, catalog: Catalog) -> None:
    """Raise RefusedError when no upload can be kept now; a disk that failed is tried again with each."""
    why = disk.look()
    if why is Refusing.CATALOG_SUSPECT:
        catalog.retry()
    if disk.hangs:
        raise RefusedError(Reason.DISK_HANGS)
    if why in _REFUSED:
        raise RefusedError(_REFUSED[why])


def reason_of(err: BaseException) -> Reason:
    """Return why an upload was not kept that ended with an error."""
    is_full = isinstance(err, OSError) and err.errno in _NO_SPACE
    return Reason.DISK_FULL if is_full else Reason.DISK_FAILED

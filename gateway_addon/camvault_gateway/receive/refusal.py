"""Why another upload cannot be kept now."""

from collections.abc import Mapping
from typing import Final

from camvault_gateway.catalog import Catalog
from camvault_gateway.model import Refusing
from camvault_gateway.vault import Room

_REFUSALS: Final[Mapping[Refusing | None, str]] = {
    Refusing.DISK_FULL: "452 The disk is full.",
    Refusing.VAULT_FULL: "452 The vault is full, and nothing in it is archived yet.",
    Refusing.CATALOG_SUSPECT: "451 The gateway's disk had an error; try again.",
}
BUSY: Final = "450 That file is being uploaded just now; try again."
_HANGS: Final = "451 The gateway's disk does not answer; try again."


class RefusedError(Exception):
    """Another upload cannot be kept now; the message is the answer to the camera."""


def check(room: Room, catalog: Catalog) -> None:
    """Raise RefusedError when an upload cannot be kept now; a disk that failed is tried again with each."""
    why = room.look()
    if why is Refusing.CATALOG_SUSPECT:
        catalog.retry()
    if room.hangs:
        raise RefusedError(_HANGS)
    if answer := _REFUSALS.get(why):
        raise RefusedError(answer)

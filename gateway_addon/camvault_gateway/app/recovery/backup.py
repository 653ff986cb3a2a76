"""The backup of the catalog for Home Assistant's backups, and its return after a restore.

A file that is being written cannot be copied by whoever makes the backup. So the catalog's own files are left out, and
a copy lies beside them while a backup is made, and whenever the gateway has ended in order.
"""

import argparse
import contextlib
import logging
import os
from pathlib import Path
from typing import Final

from camvault_gateway.app.catalog_file import CATALOG
from camvault_gateway.app.errors import ExitCode, SetupError
from camvault_gateway.catalog import CatalogError
from camvault_gateway.catalog.file.copy import copy
from camvault_gateway.vault import sync_folder

_LOGGER = logging.getLogger(__name__)

COPY: Final = "catalog-backup.db"
_LOG: Final = f"{CATALOG}-wal"
# There as long as vault and archive were not compared with a catalog that came out of a backup.
_RESTORED: Final = "restored"


def backup(arguments: argparse.Namespace) -> int:
    """Make the copy, or remove it when the backup is done; returns the exit code. Raises SetupError."""
    folder: Path = arguments.data
    if arguments.done:
        (folder / COPY).unlink(missing_ok=True)
        return ExitCode.OK
    if not (folder / CATALOG).exists():
        message = f"There is no catalog in {folder}. Has the gateway run with this --data yet?"
        raise SetupError(ExitCode.FOLDER_UNUSABLE, message)
    try:
        copy(folder / CATALOG, folder / COPY)
    except CatalogError as err:
        raise SetupError(ExitCode.CATALOG_UNUSABLE, str(err)) from err
    return ExitCode.OK


def leave_copy(folder: Path) -> None:
    """Let a backup that is made while the gateway is down find the catalog, which is closed now.

    One whose log could not be brought into it is not whole without; then there is no copy.
    """
    log = folder / _LOG
    with contextlib.suppress(OSError):
        if log.exists() and log.stat().st_size:
            return
        (folder / COPY).unlink(missing_ok=True)
        os.link(folder / CATALOG, folder / COPY)


def take_up(folder: Path) -> None:
    """Let a restored copy be the catalog, before it is opened; what `leave_copy` left is of no more use."""
    catalog, left = folder / CATALOG, folder / COPY
    if not left.exists():
        return
    if not catalog.exists():
        # The log of another file, for SQLite would take it for this one's.
        (folder / _LOG).unlink(missing_ok=True)
        (folder / _RESTORED).touch()
        sync_folder(folder)
        left.rename(catalog)
        sync_folder(folder)
        _LOGGER.warning("The catalog comes out of a backup")
    elif left.samefile(catalog):
        left.unlink()


def is_restored(folder: Path) -> bool:
    """Tell whether the catalog came out of a backup, and was not compared since."""
    return (folder / _RESTORED).exists()


def is_compared(folder: Path) -> None:
    """Note that vault and archive were compared with the restored catalog."""
    (folder / _RESTORED).unlink(missing_ok=True)

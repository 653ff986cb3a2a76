"""The catalog's file in the data folder."""

from collections.abc import Iterator
import contextlib
from pathlib import Path
import sqlite3
from typing import Final

from camvault_gateway.catalog import Catalog, CatalogError, CatalogTooNewError, settings
from camvault_gateway.catalog.bulk import address_repair
from camvault_gateway.model import Settings

from .errors import ExitCode, SetupError

# Where a rebuild gathers what it is told; while it is there, the rebuild is not done.
STAGING: Final = "rebuild.db"
CATALOG: Final = "catalog.db"


def open_catalog(folder: Path) -> Catalog:
    """Open the catalog of a data folder, made when it is new. Raises SetupError."""
    try:
        return Catalog(folder / CATALOG)
    except CatalogTooNewError as err:
        raise SetupError(ExitCode.CATALOG_TOO_NEW, str(err)) from err
    except CatalogError as err:
        raise SetupError(ExitCode.CATALOG_UNUSABLE, str(err)) from err


def settings_of(catalog: Catalog) -> Settings:
    """Return the settings; only a new catalog is written for it, so that a disk may be full."""
    known = catalog.read(settings.find) or catalog.write(settings.ensure).result()
    if not catalog.read(address_repair.is_needed):
        return known
    with contextlib.suppress(CatalogError, sqlite3.Error):
        catalog.write(address_repair.repair).result()
    return catalog.read(settings.load)


@contextlib.contextmanager
def in_words(data: Path, vault: Path) -> Iterator[None]:
    """Say of a disk that fails at the start which one it is. Raises SetupError."""
    try:
        yield
    except (CatalogError, sqlite3.Error) as err:
        message = f"The catalog in {data} cannot be used: {err}. Look at its disk."
        raise SetupError(ExitCode.CATALOG_UNUSABLE, message) from err
    except OSError as err:
        message = f"A file or folder cannot be used: {err}. Look at the disks of {data} and {vault}."
        raise SetupError(ExitCode.FOLDER_UNUSABLE, message) from err

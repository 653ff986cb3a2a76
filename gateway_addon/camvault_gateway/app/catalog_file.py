"""The catalog's file in the data folder."""

from pathlib import Path
from typing import Final

from camvault_gateway.catalog import Catalog, CatalogError, CatalogTooNewError

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

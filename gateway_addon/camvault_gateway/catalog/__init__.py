"""The catalog: the SQLite file that knows every capture, and the only module that speaks SQL."""

from . import accounts, archives, calendar, cameras, captures, events, journal, restore, settings, tasks
from .errors import CatalogError, CatalogTooNewError, NotFoundError
from .paging import CursorError, Page
from .staging import Staging
from .store import Catalog

__all__ = [
    "Catalog",
    "CatalogError",
    "CatalogTooNewError",
    "CursorError",
    "NotFoundError",
    "Page",
    "Staging",
    "accounts",
    "archives",
    "calendar",
    "cameras",
    "captures",
    "events",
    "journal",
    "restore",
    "settings",
    "tasks",
]

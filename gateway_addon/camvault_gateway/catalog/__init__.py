"""The catalog: the SQLite file that knows every capture, and the only module that speaks SQL."""

from . import accounts, archives, calendar, cameras, captures, events, expiry, journal, restore, settings, tasks
from .errors import CatalogError, CatalogTooNewError, ExpiredError, NotFoundError
from .paging import CursorError, Page
from .staging import Staging
from .store import Catalog

__all__ = [
    "Catalog",
    "CatalogError",
    "CatalogTooNewError",
    "CursorError",
    "ExpiredError",
    "NotFoundError",
    "Page",
    "Staging",
    "accounts",
    "archives",
    "calendar",
    "cameras",
    "captures",
    "events",
    "expiry",
    "journal",
    "restore",
    "settings",
    "tasks",
]

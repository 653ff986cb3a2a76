"""The catalog: the SQLite file that knows every capture, and the only module that speaks SQL."""

from . import accounts, calendar, cameras, captures, events, journal, settings, tasks
from .errors import CatalogError, CatalogTooNewError, NotFoundError
from .paging import CursorError, Page
from .store import Catalog

__all__ = [
    "Catalog",
    "CatalogError",
    "CatalogTooNewError",
    "CursorError",
    "NotFoundError",
    "Page",
    "accounts",
    "calendar",
    "cameras",
    "captures",
    "events",
    "journal",
    "settings",
    "tasks",
]

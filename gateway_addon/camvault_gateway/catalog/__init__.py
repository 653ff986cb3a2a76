"""The catalog: the SQLite file that knows every capture, and the only module that speaks SQL."""

from . import accounts, archives, cameras, captures, changes, events, groups, protection, seen, settings, tasks
from .bulk import deletion, duplicates, expiry, locations, moves, redating, restore
from .bulk.staging import Staging
from .errors import (
    CatalogError,
    CatalogTooNewError,
    DeletedError,
    EventKeptError,
    ExpiredError,
    MoveError,
    NotFoundError,
    TooManyUsersError,
)
from .file.patterns import pattern
from .file.store import Catalog
from .lists import calendar, pairing
from .lists.paging import CursorError, Page

__all__ = [
    "Catalog",
    "CatalogError",
    "CatalogTooNewError",
    "CursorError",
    "DeletedError",
    "EventKeptError",
    "ExpiredError",
    "MoveError",
    "NotFoundError",
    "Page",
    "Staging",
    "TooManyUsersError",
    "accounts",
    "archives",
    "calendar",
    "cameras",
    "captures",
    "changes",
    "deletion",
    "duplicates",
    "events",
    "expiry",
    "groups",
    "locations",
    "moves",
    "pairing",
    "pattern",
    "protection",
    "redating",
    "restore",
    "seen",
    "settings",
    "tasks",
]

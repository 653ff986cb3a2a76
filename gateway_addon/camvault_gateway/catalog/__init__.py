"""The catalog: the SQLite file that knows every capture, and the only module that speaks SQL."""

from . import (
    accounts,
    archives,
    calendar,
    cameras,
    captures,
    deletion,
    events,
    expiry,
    groups,
    journal,
    moves,
    pairing,
    protection,
    redating,
    restore,
    settings,
    tasks,
    whereabouts,
)
from .errors import (
    CatalogError,
    CatalogTooNewError,
    DeletedError,
    EventKeptError,
    ExpiredError,
    MoveError,
    NotFoundError,
)
from .paging import CursorError, Page
from .patterns import pattern
from .staging import Staging
from .store import Catalog

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
    "accounts",
    "archives",
    "calendar",
    "cameras",
    "captures",
    "deletion",
    "events",
    "expiry",
    "groups",
    "journal",
    "moves",
    "pairing",
    "pattern",
    "protection",
    "redating",
    "restore",
    "settings",
    "tasks",
    "whereabouts",
]

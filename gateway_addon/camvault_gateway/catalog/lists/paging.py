"""Pages of a newest-first list, with a cursor that stays right while rows are added."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
import json
from sqlite3 import Connection, Row

from camvault_gateway.model import Millis

_LATEST = 2**63 - 1

type Filter = tuple[str, tuple[object, ...]]


class CursorError(ValueError):
    """The cursor is not one of ours."""


@dataclass(frozen=True, slots=True)
class Page[T]:
    """Items, and the cursor of the page after them."""

    items: list[T]
    next: str | None


def page(
    db: Connection,
    select: str,
    key: str,
    filters: list[Filter],
    limit: int,
    cursor: str | None,
) -> tuple[list[Row], str | None]:
    """Return the rows after a cursor, newest `key` first, and the next cursor; `select` and `key` are constants."""
    if cursor is not None:
        filters = [*filters, (f"({key}, id) < (?, ?)", decode(cursor))]
    where = " WHERE " + " AND ".join(clause for clause, _ in filters) if filters else ""
    values = [value for _, some in filters for value in some]
    rows = db.execute(f"{select}{where} ORDER BY {key} DESC, id DESC LIMIT ?", (*values, limit + 1)).fetchall()
    if len(rows) <= limit:
        return rows, None
    rows = rows[:limit]
    return rows, encode(rows[-1][key], rows[-1]["id"])


def page_among(
    db: Connection,
    select: str,
    key: str,
    filters: list[Filter],
    cameras: Iterable[str] | None,
    limit: int,
    cursor: str | None,
) -> tuple[list[Row], str | None]:
    """Do the same among some cameras, each by its own index: however many others have been busy since, it is fast."""
    if cameras is None:
        return page(db, select, key, filters, limit, cursor)
    rows: list[Row] = []
    more = False
    for camera in cameras:
        found, following = page(db, select, key, [("camera = ?", (camera,)), *filters], limit, cursor)
        rows += found
        more = more or following is not None
    rows.sort(key=lambda row: (row[key], row["id"]), reverse=True)
    if not more and len(rows) <= limit:
        return rows, None
    rows = rows[:limit]
    return rows, encode(rows[-1][key], rows[-1]["id"])


def encode(moment: Millis, identity: str) -> str:
    """Return the cursor of what comes after a place in a list."""
    return base64.urlsafe_b64encode(json.dumps([moment, identity]).encode()).decode().rstrip("=")


def decode(cursor: str) -> tuple[Millis, str]:
    """Return the place that a cursor tells, or raise CursorError."""
    try:
        moment, identity = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, RecursionError, binascii.Error) as err:
        raise CursorError("The cursor is not one that this gateway made.") from err
    # Only what SQLite can take: its integers have 64 bits, its texts no surrogates.
    if not isinstance(moment, int) or abs(moment) > _LATEST or not isinstance(identity, str) or not identity.isascii():
        raise CursorError("The cursor is not one that this gateway made.")
    return moment, identity

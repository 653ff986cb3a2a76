"""Captures by the words that tell of them."""

from collections.abc import Iterator
from dataclasses import dataclass
import json
from sqlite3 import Connection, Row
from typing import Final

from camvault_gateway.model import Millis

from .paging import CursorError, Filter, decode, encode

# How far a place among the words is from the next millisecond.
_STEP: Final = 32768
# Of letters and digits as most names have them.
_SHORTEST: Final = 3
_SELECT: Final = """
SELECT captures.* FROM words
    CROSS JOIN camera_numbers ON number = words.rowid % 32768
    CROSS JOIN captures ON captures.camera = camera_numbers.camera AND captured_at = words.rowid / 32768
"""


def words_of(text: str | None) -> list[str]:
    """Return the words to look for; what has neither letter nor digit is none."""
    return [word for word in (text or "").casefold().replace("\0", " ").split() if any(map(str.isalnum, word))]


def cameras_called(db: Connection, word: str) -> list[str]:
    """Return the cameras in whose names a word stands."""
    return [row["id"] for row in db.execute("SELECT id FROM cameras WHERE instr(casefold(name), ?)", (word,))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The filter of a search: the captures to look among."""

    words: list[str]
    cameras: list[str] | None = None
    after: Millis | None = None
    before: Millis | None = None


def page(
    db: Connection, wanted: Wanted, filters: list[Filter], limit: int, cursor: str | None
) -> tuple[list[Row], str | None]:
    """Return the rows of captures, newest first, in which each word begins one, or stands in the camera's name."""
    found = [("words MATCH ?", (_asked(db, wanted),)), *_bounds(wanted), *filters]
    if cursor is not None:
        place, identity, side = decode(cursor)
        if side != "<":
            raise CursorError("The cursor is not one of a search.")
        # The first bound is in the second, but only a plain one is looked up in the index.
        found += [("words.rowid <= ?", (place,)), ("(words.rowid, captures.id) < (?, ?)", (place, identity))]
    where = " AND ".join(clause for clause, _ in found)
    values = [value for _, some in found for value in some]
    query = f"{_SELECT} WHERE {where} ORDER BY words.rowid DESC LIMIT ?"
    rows = db.execute(query, (*values, limit + 1)).fetchall()
    if len(rows) <= limit:
        return rows, None
    rows = rows[:limit]
    return rows, cursor_after(db, rows[-1]["camera"], rows[-1]["captured_at"], rows[-1]["id"])


def cursor_after(db: Connection, camera: str, captured_at: Millis, capture: str) -> str:
    """Return the cursor of what comes after a capture."""
    (number,) = db.execute("SELECT number FROM camera_numbers WHERE camera = ?", (camera,)).fetchone()
    return encode(captured_at * _STEP + number, capture)


def _bounds(wanted: Wanted) -> Iterator[Filter]:
    if wanted.after is not None:
        yield "words.rowid >= ?", (wanted.after * _STEP,)
    if wanted.before is not None:
        yield "words.rowid < ?", (wanted.before * _STEP,)


def _asked(db: Connection, wanted: Wanted) -> str:
    """Return what to ask the index for."""
    whole = _whole(db)
    asked = [_word(db, word, whole=word in whole or _is_short(word)) for word in wanted.words]
    return " AND ".join(asked if wanted.cameras is None else [*asked, f"camera : {_among(db, wanted.cameras)}"])


def _whole(db: Connection) -> set[str]:
    """Return the words that stand for themselves only: cameras' labels and names.

    They are what most captures tell and most people look for; all that begins with one would be gone through first.
    """
    rows = db.execute("SELECT casefold(name) AS name, casefold(labels) AS labels FROM cameras")
    return {word for row in rows for word in (*row["name"].split(), *json.loads(row["labels"]))}


def _is_short(word: str) -> bool:
    """Tell whether so much begins with a word that it is looked for as a whole; not where one sign is a word."""
    return len(word) < _SHORTEST and word.isascii()


def _word(db: Connection, word: str, *, whole: bool) -> str:
    """Return what to ask for a word; whatever it is, it stays within its quotes."""
    quoted = '"' + word.replace('"', '""') + ('"' if whole else '" *')
    named = cameras_called(db, word)
    told = f"{{path labels description}} : {quoted}"
    return f"({told} OR camera : {_among(db, named)})" if named else f"({told})"


def _among(db: Connection, cameras: list[str]) -> str:
    marks = ", ".join("?" * len(cameras))
    query = f"SELECT number FROM camera_numbers WHERE camera IN ({marks})"  # noqa: S608 marks only
    # A camera that there is not has no captures.
    return f"({' OR '.join(f'c{row["number"]}' for row in db.execute(query, cameras)) or 'none'})"

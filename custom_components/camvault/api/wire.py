"""Read JSON into frozen dataclasses, strictly; unknown fields are ignored, and those with a default may be missing."""

from collections.abc import Callable
from dataclasses import MISSING as NO_DEFAULT, fields
from datetime import datetime
from enum import StrEnum
from types import GenericAlias, NoneType, UnionType
from typing import Final, cast, get_args, get_origin, get_type_hints, override

from homeassistant.util import dt as dt_util

MISSING: Final = "missing"

type Hint = type | UnionType | GenericAlias
type Reader = Callable[[object], object]

_READERS: dict[type, Reader] = {}

_JSON_TYPES: dict[type, set[type]] = {str: {str}, bool: {bool}, int: {int}, float: {int, float}}


class WireError(ValueError):
    """A value is missing or of the wrong type."""

    def __init__(self, problem: str, *path: str) -> None:
        """Keep the problem and the path to the value."""
        super().__init__(problem, path)
        self.problem = problem
        self.path = path

    @property
    def is_missing(self) -> bool:
        """Return whether it is that nothing is there."""
        return self.problem == MISSING

    @override
    def __str__(self) -> str:
        """Return the path to the value and the problem."""
        return f"{'.'.join(self.path)}: {self.problem}" if self.path else self.problem


def read[T](cls: type[T], wire: object) -> T:
    """Return the dataclass that stands in a JSON value."""
    if (reader := _READERS.get(cls)) is None:
        reader = _READERS[cls] = _reader(cls)
    return cast("T", reader(wire))


def _reader(hint: Hint) -> Reader:
    """Return the function that reads one type."""
    if isinstance(hint, UnionType):
        return _optional(next(part for part in get_args(hint) if part is not NoneType))
    if isinstance(hint, GenericAlias):
        return _counts if get_origin(hint) is dict else _array(get_args(hint)[0])
    if hint in _JSON_TYPES:
        return _scalar(hint)
    if issubclass(hint, datetime):
        return _time
    return _word(hint) if issubclass(hint, StrEnum) else _object(hint)


def _scalar(hint: type) -> Reader:
    """Return the reader of a string, a boolean or a number."""

    def reader(wire: object) -> object:
        if type(wire) not in _JSON_TYPES[hint]:
            raise WireError(f"expected {hint.__name__}, got {type(wire).__name__}")
        return hint(wire)

    return reader


def _time(wire: object) -> datetime:
    """Return an RFC 3339 time."""
    time = dt_util.parse_datetime(wire) if isinstance(wire, str) else None
    if time is None or time.tzinfo is None:
        raise WireError("expected a time with its offset")
    return time


def _word(hint: type[StrEnum]) -> Reader:
    """Return the reader of an enum; unknown values go to its `_missing_`."""
    text = _scalar(str)
    return lambda wire: hint(str(text(wire)))


def _optional(hint: Hint) -> Reader:
    """Return the reader of a value that may be null."""
    reader = _reader(hint)
    return lambda wire: None if wire is None else reader(wire)


def _array(hint: Hint) -> Reader:
    """Return the reader of an array."""
    item = _reader(hint)

    def reader(wire: object) -> tuple[object, ...]:
        if not isinstance(wire, list):
            raise WireError(f"expected an array, got {type(wire).__name__}")
        return tuple(item(value) for value in wire)

    return reader


def _counts(wire: object) -> dict[str, int]:
    """Return an object of numbers."""
    if not isinstance(wire, dict) or any(type(count) is not int for count in wire.values()):
        raise WireError("expected an object of numbers")
    return wire


def _object(cls: type) -> Reader:
    """Return the reader of a dataclass."""
    hints = get_type_hints(cls)
    # What is not compared is no part of the wire.
    readers = {field.name: _reader(hints[field.name]) for field in fields(cls) if field.compare}
    optional = {field.name for field in fields(cls) if field.default is not NO_DEFAULT}

    def reader(wire: object) -> object:
        if not isinstance(wire, dict):
            raise WireError(f"expected an object, got {type(wire).__name__}")
        found = {
            name: _field(wire, name, reader) for name, reader in readers.items() if name in wire or name not in optional
        }
        return cls(**found)

    return reader


def _field(wire: dict[str, object], name: str, reader: Reader) -> object:
    """Read one field; an error names the way to it."""
    if name not in wire:
        raise WireError(MISSING, name)
    try:
        return reader(wire[name])
    except WireError as err:
        raise WireError(err.problem, name, *err.path) from None

"""Filters of requests."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypedDict

from .models import Kind

# What the gateway gives in one page.
MOST: Final = 500

type Query = dict[str, str | int | Sequence[str]]


class Between(TypedDict, total=False):
    """Which camera or group, and which time to ask for."""

    camera: str | None
    group: str | None
    after: datetime | None
    before: datetime | None


class CaptureFilter(Between, total=False):
    """Which captures to ask for; of a search that names a moment, the `nearest` to it first."""

    event: str | None
    kind: Kind | None
    state: str | None
    q: str | None
    time_zone: str
    nearest: bool
    paired: bool
    playable: bool
    limit: int
    cursor: str | None


class EventFilter(TypedDict, total=False):
    """Which events to ask for."""

    camera: Sequence[str]
    group: str | None
    label: Sequence[str]
    protected: bool
    after: datetime | None
    before: datetime | None
    q: str | None
    time_zone: str
    limit: int
    cursor: str | None


class TimelineFilter(EventFilter, total=False):
    """Which events the timeline asks for; `around` a moment, the page has about as many before it as after it.

    Only those are asked for that the user `unseen_by` has not seen; `unseen_of` has each event tell that of a user.
    """

    unseen_by: str | None
    unseen_of: str | None
    clips: bool | None
    unarchived: bool | None
    around: datetime | None
    order: str | None


class Density(TypedDict, total=False):
    """What to count, by which spans of time; with `split` "camera", each camera by itself."""

    by: str
    time_zone: str
    camera: Sequence[str]
    label: Sequence[str]
    group: str | None
    after: datetime | None
    before: datetime | None
    split: str | None
    unseen_by: str | None


def query(filters: Mapping[str, Any]) -> Query:
    """Return the query string of the filters that are set."""
    return {name: _written(value) for name, value in filters.items() if value is not None}


def _written(value: Any) -> str | int | Sequence[str]:  # noqa: ANN401 any value of a filter
    """Return a value as a query string has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    if isinstance(value, bool):
        return str(value).lower()
    written: str | int | Sequence[str] = value
    return written

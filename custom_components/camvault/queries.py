"""What can be asked of a gateway."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypedDict

from .models import Kind


class Between(TypedDict, total=False):
    """Which camera or group, and which time to ask for."""

    camera: str | None
    group: str | None
    after: datetime | None
    before: datetime | None


class EventFilter(Between, total=False):
    """Which events to ask for."""

    limit: int
    cursor: str | None


class CaptureFilter(Between, total=False):
    """Which captures to ask for."""

    event: str | None
    kind: Kind | None
    q: str | None
    paired: bool
    limit: int
    cursor: str | None


def query(filters: Mapping[str, Any]) -> dict[str, str | int]:
    """Return the query that asks for what is set."""
    return {name: _written(value) for name, value in filters.items() if value is not None}


def _written(value: Any) -> str | int:  # noqa: ANN401 any value of a filter
    """Return a value as it stands in an address."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    return str(value).lower() if isinstance(value, bool) else value

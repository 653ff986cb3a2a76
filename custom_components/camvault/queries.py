"""What can be asked of a gateway."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypedDict

from .models import Kind


class Between(TypedDict, total=False):
    """Which camera and time to ask for."""

    camera: str | None
    after: datetime | None
    before: datetime | None


class CaptureFilter(Between, total=False):
    """Which captures to ask for."""

    event: str | None
    kind: Kind | None
    q: str | None
    limit: int
    cursor: str | None


def query(filters: Mapping[str, Any]) -> dict[str, str | int]:
    """Return the query that asks for what is set."""
    return {
        name: value.astimezone(UTC).isoformat(timespec="milliseconds") if isinstance(value, datetime) else value
        for name, value in filters.items()
        if value is not None
    }

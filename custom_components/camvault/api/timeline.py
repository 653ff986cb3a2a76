"""The part of a gateway's API that the timeline reads and changes: JSON as it is, since browsers read it themselves."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Unpack

from aiohttp import hdrs

from .connection import Connection, JsonObject
from .query import Density, TimelineFilter, query

# How much of another camera is looked at along with an event.
_EXPANDED: Final = "captures,also"


class Timeline(Connection):
    """Events, moments and density, and which events a user has seen."""

    async def event_page(self, **filters: Unpack[TimelineFilter]) -> JsonObject:
        """Return a page of events: `items`, the cursors `next` and `prev`, and how the search was `understood`."""
        return await self._read_json("events", params=query(filters))

    async def moment_page(self, **filters: Unpack[TimelineFilter]) -> JsonObject:
        """Return a page of moments, newest first: `items` of events that belong together, and the cursor `next`."""
        return await self._read_json("moments", params=query(filters))

    async def density(self, **filters: Unpack[Density]) -> JsonObject:
        """Return how many captures and events there are by quarter, hour or day, as `items`."""
        return await self._read_json("calendar", params=query(filters))

    async def expanded_event(self, event_id: str, user: str) -> JsonObject:
        """Return an event with what is `expanded`: its captures, and events of other cameras at the same time.

        Each event tells whether it is `unseen` by the user.
        """
        return await self._read_json(f"events/{event_id}", params={"expand": _EXPANDED, "unseen_of": user})

    async def describe_event(self, event_id: str, description: str | None) -> JsonObject:
        """Set or remove an event's description, and return the event."""
        change = {"description": description}
        return await self._read_json(f"events/{event_id}", method=hdrs.METH_PATCH, json=change)

    async def protect_events(self, event_ids: Sequence[str], *, protected: bool) -> JsonObject:
        """Protect events or not: all of them, or none when one is not there; they are the answer's `items`."""
        change = {"events": event_ids, "protected": protected}
        return await self._read_json("events", method=hdrs.METH_PATCH, json=change)

    async def seen(self, user: str, cameras: Sequence[str] = ()) -> JsonObject:
        """Return how many events a user has not seen, of some cameras or of all."""
        return await self._read_json(f"seen/{user}", params=query({"camera": cameras}))

    async def mark_seen(self, user: str, change: Mapping[str, Any]) -> JsonObject:
        """Mark what a user has seen or not; the answer's `undo`, sent as a change, takes it back."""
        return await self._read_json(f"seen/{user}", method=hdrs.METH_POST, json=change)

    async def forget_seen(self, user: str) -> None:
        """Forget what a user has seen."""
        await self._fetch(f"seen/{user}", method=hdrs.METH_DELETE)

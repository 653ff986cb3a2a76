"""Events with what belongs to them, as JSON."""

from collections.abc import Collection

from camvault_gateway.catalog.lists.moments import Moment
from camvault_gateway.catalog.lists.nearby import Expanded
from camvault_gateway.model import Event, rfc3339

from . import wire


def expanded_event(shown: Event, more: Expanded, unseen: Collection[str] | None = None) -> wire.Json:
    """Return an Event with what was asked for beside it."""
    found: wire.Json = {}
    if more.captures is not None:
        found["captures"] = [wire.capture(item.capture, item.picture) for item in more.captures.items]
        found["captures_next"] = more.captures.next
    if more.also is not None:
        found["also"] = [wire.event(each, unseen) for each in more.also]
    return wire.event(shown, unseen) | {"expanded": found}


def moment_of_events(shown: Moment) -> wire.Json:
    """Return a Moment."""
    return {
        "started_at": rfc3339(shown.started_at),
        "ended_at": wire.moment(shown.ended_at),
        "events": [wire.event(each) for each in shown.events],
    }

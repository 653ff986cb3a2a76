"""The commands that read: events, moments, density, and one event with its captures."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from homeassistant.components.websocket_api.const import WebSocketCommandHandler
import probatio

from ..api.connection import JsonObject
from ..api.errors import CamVaultError
from ..api.query import Density, TimelineFilter
from ..media.search import gateway_words
from .asked import Asked, command
from .fields import ID, OF_EVENTS, PAGE, SEARCH, ZONE, moment

# Where a capture lies in the vault is between gateway and integration.
_HIDDEN: Final = frozenset({"vault_path"})


def shown_capture(capture: Mapping[str, Any]) -> JsonObject:
    """Return a capture as browsers get it."""
    return {name: value for name, value in capture.items() if name not in _HIDDEN}


def items_of(answer: Mapping[str, Any], name: str = "items") -> list[JsonObject]:
    """Return the objects in a part of an answer."""
    items = answer.get(name)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise CamVaultError(f"{name}: expected an array of objects")
    return items


def _zone(asked: Asked) -> str:
    """Return the time zone that a browser's days and searches are told in; Home Assistant's, where it names none."""
    return str(asked.message.get("time_zone", asked.hass.config.time_zone))


def _filter(asked: Asked, cameras: Sequence[str]) -> TimelineFilter:
    """Return the filter for the events that are asked for."""
    wanted = asked.message
    return TimelineFilter(
        camera=cameras,
        label=wanted.get("labels", []),
        group=wanted.get("group"),
        unseen_by=asked.user_id if wanted.get("unseen") else None,
        after=wanted.get("after"),
        before=wanted.get("before"),
        limit=wanted.get("limit", 50),
        cursor=wanted.get("cursor"),
    )


def _search(asked: Asked) -> TimelineFilter:
    """Return the filter that events have beyond the one of moments, what is false being left out."""
    wanted = asked.message
    text = wanted.get("q")
    return TimelineFilter(
        protected=wanted.get("protected", False),
        clips=wanted.get("clips") or None,
        unarchived=wanted.get("unarchived") or None,
        q=None if text is None else gateway_words(asked.hass, text),
        time_zone=_zone(asked),
        around=wanted.get("around"),
        order=wanted.get("order"),
        unseen_of=asked.user_id,
    )


@command(
    "events",
    {**PAGE, **SEARCH, probatio.Optional("around"): moment, probatio.Optional("order"): probatio.In(["asc", "desc"])},
)
async def _async_events(asked: Asked) -> JsonObject:
    """Return a page of events, each with whether the user has not seen it."""
    if (cameras := asked.rights.cameras(asked.message.get("cameras"))) is None:
        return {"items": [], "next": None, "prev": None, "understood": None}
    page = await asked.client.event_page(**_filter(asked, cameras) | _search(asked))
    told = {name: page.get(name) for name in ("next", "prev", "understood")}
    return {"items": asked.rights.seen_of(items_of(page)), **told}


@command("moments", PAGE)
async def _async_moments(asked: Asked) -> JsonObject:
    """Return a page of moments."""
    if (cameras := asked.rights.cameras(asked.message.get("cameras"))) is None:
        return {"items": [], "next": None}
    page = await asked.client.moment_page(**_filter(asked, cameras))
    moments = [each | {"events": asked.rights.seen_of(items_of(each, "events"))} for each in items_of(page)]
    return {"items": [each for each in moments if each["events"]], "next": page.get("next")}


@command(
    "density",
    {
        **OF_EVENTS,
        probatio.Required("by"): probatio.In(["quarter", "hour", "day"]),
        probatio.Optional("split_cameras"): bool,
        probatio.Optional("time_zone"): ZONE,
    },
)
async def _async_density(asked: Asked) -> JsonObject:
    """Return how much there is by spans of time."""
    wanted = asked.message
    if (cameras := asked.rights.cameras(wanted.get("cameras"))) is None:
        return {"items": []}
    is_split = wanted.get("split_cameras", False)
    density = await asked.client.density(
        **Density(
            by=wanted["by"],
            time_zone=_zone(asked),
            camera=cameras,
            label=wanted.get("labels", []),
            group=wanted.get("group"),
            after=wanted.get("after"),
            before=wanted.get("before"),
            split="camera" if is_split else None,
            unseen_by=asked.user_id if wanted.get("unseen") else None,
        )
    )
    items = items_of(density)
    return {"items": asked.rights.seen_of(items) if is_split else items}


@command("event", {probatio.Required("event_id"): ID})
async def _async_event(asked: Asked) -> JsonObject:
    """Return an event with its captures, and the events of other cameras at that time, as `events` does."""
    event = await asked.client.expanded_event(asked.message["event_id"], asked.user_id)
    asked.rights.require_sight_of(str(event.get("camera")))
    expanded = event.pop("expanded", None)
    if not isinstance(expanded, dict):
        raise CamVaultError("expanded: expected an object")
    return {
        "event": event,
        "captures": [shown_capture(capture) for capture in items_of(expanded, "captures")],
        "captures_next": expanded.get("captures_next"),
        "also": asked.rights.seen_of(items_of(expanded, "also")),
    }


COMMANDS: Final[tuple[WebSocketCommandHandler, ...]] = (_async_events, _async_moments, _async_density, _async_event)

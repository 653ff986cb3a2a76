"""The commands that change: seen, protect, describe, delete, share."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.components.websocket_api.const import WebSocketCommandHandler
from homeassistant.helpers import config_validation as cv
import probatio

from ..api.connection import JsonObject
from ..media.share import LONGEST_LINK, share_link
from .asked import Asked, command
from .fields import ID, IDS, OF_EVENTS
from .read import items_of

LONGEST_DESCRIPTION: Final = 4000
_DAYS: Final = probatio.All(int, probatio.Range(min=1, max=LONGEST_LINK.days))
_MARKED: Final = ("cameras", "group", "after", "before")


@command(
    "seen",
    {
        **{name: OF_EVENTS[name] for name in OF_EVENTS if str(name) in _MARKED},
        probatio.Exclusive("event_ids", "what"): IDS,
        probatio.Exclusive("undo", "what"): dict,
        probatio.Optional("seen"): cv.boolean,
    },
)
async def _async_seen(asked: Asked) -> JsonObject:
    """Mark events as seen or not, or take that back; return how many are not, and how to take it back."""
    if (cameras := asked.rights.cameras(None)) is None:
        return {"unseen": 0, "undo": None}
    change = await _async_change_of(asked)
    answer = await asked.client.mark_seen(asked.user_id, change) if change else {}
    # The gateway counts all cameras after a change.
    if not change or not asked.rights.sees_all:
        answer |= {"unseen": (await asked.client.seen(asked.user_id, cameras)).get("unseen")}
    return {"unseen": answer.get("unseen"), "undo": answer.get("undo")}


async def _async_change_of(asked: Asked) -> dict[str, Any] | None:
    """Return what to send to the gateway, narrowed to what the user may see; None when nothing is to change."""
    wanted = asked.message
    if "undo" in wanted:
        return {"undo": wanted["undo"]}
    if event_ids := wanted.get("event_ids"):
        for event_id in event_ids:
            await asked.rights.async_require_sight(event_id, None)
        return {"seen": wanted.get("seen", True), "events": event_ids}
    if "seen" not in wanted and not any(name in wanted for name in _MARKED):
        return None
    if (cameras := asked.rights.cameras(wanted.get("cameras"))) is None:
        return None
    change = {name: _written(wanted[name]) for name in _MARKED if name in wanted} | {"cameras": list(cameras)}
    return {"seen": wanted.get("seen", True), **{name: value for name, value in change.items() if value}}


def _written(value: Any) -> Any:  # noqa: ANN401 any value of a filter
    """Return a value as the gateway reads it."""
    return value.isoformat() if isinstance(value, datetime) else value


@command(
    "protect", {probatio.Required("event_ids"): IDS, probatio.Required("protected"): cv.boolean}, of_timeline=False
)
async def _async_protect(asked: Asked) -> JsonObject:
    """Protect events or not: all of them, or none."""
    event_ids = asked.message["event_ids"]
    await asked.rights.async_require_change(event_ids)
    return {"items": items_of(await asked.client.protect_events(event_ids, protected=asked.message["protected"]))}


@command(
    "describe",
    {
        probatio.Required("event_id"): ID,
        probatio.Required("description"): probatio.Any(
            None, probatio.All(str, probatio.Length(max=LONGEST_DESCRIPTION))
        ),
    },
    of_timeline=False,
)
async def _async_describe(asked: Asked) -> JsonObject:
    """Set or remove an event's description."""
    event_id = asked.message["event_id"]
    await asked.rights.async_require_change([event_id])
    return {"event": await asked.client.describe_event(event_id, asked.message["description"])}


@command("delete", {probatio.Required("event_ids"): IDS}, of_timeline=False)
async def _async_delete(asked: Asked) -> JsonObject:
    """Delete events with their captures: all of them, or none."""
    event_ids = asked.message["event_ids"]
    await asked.rights.async_require_change(event_ids)
    return asdict(await asked.client.delete_events(event_ids))


@command("share", {probatio.Required("capture_id"): ID, probatio.Optional("days", default=1): _DAYS}, of_timeline=False)
async def _async_share(asked: Asked) -> JsonObject:
    """Return a link to a capture's file as the camera sent it, which anyone who has it can open, with its checksum."""
    capture = await asked.client.capture(asked.message["capture_id"])
    asked.rights.require_change_of(capture.camera)
    # What browsers show may be converted: the checksum would be of another file.
    duration = timedelta(days=asked.message["days"])
    link = share_link(asked.hass, asked.entry.entry_id, capture, duration, original=True)
    return {"url": link.url, "expires_at": link.expires_at, "sha256": capture.sha256}


COMMANDS: Final[tuple[WebSocketCommandHandler, ...]] = (
    _async_seen,
    _async_protect,
    _async_describe,
    _async_delete,
    _async_share,
)

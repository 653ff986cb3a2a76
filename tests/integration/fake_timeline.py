"""The part of the fake gateway that the timeline asks: pages both ways, moments, density, and what was seen."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Final

from aiohttp import web
from multidict import MultiMapping

from .contract import require_body
from .fake_answers import answer, answer_error, read_time
from .fake_values import Json

UNDO: Final = {"mark": 7}
_SEEN: Final = "/api/v1/seen/{user}"


def wanted_by(event: Json, query: MultiMapping[str]) -> bool:
    """Return whether what only the timeline asks for is true of an event."""
    return (query.get("clips") != "true" or event["clips"] > 0) and (
        query.get("unarchived") != "true" or event["unarchived"] > 0
    )


def page_of(events: Sequence[Json], query: MultiMapping[str]) -> Json:
    """Return the page of events, newest first, that a query asks for: a cursor is the place in the list."""
    limit = int(query.get("limit", "50"))
    ordered = [*events] if query.get("order", "desc") == "desc" else [*reversed(events)]
    begin = int(query.get("cursor", "0"))
    if "around" in query:
        moment = read_time(query["around"])
        times = [abs(read_time(event["started_at"]) - moment) for event in ordered]
        begin = max(0, times.index(min(times)) - limit // 2) if times else 0
    end = begin + limit
    return {
        "items": ordered[begin:end],
        "next": str(end) if len(ordered) > end else None,
        "prev": str(max(0, begin - limit)) if begin else None,
    }


class FakeTimeline:
    """What was seen, by user; all else is made of the events and captures there are."""

    events: dict[str, Json]
    captures: dict[str, Json]

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.seen: dict[str, set[str]] = {}
        self.marks: list[tuple[str, Json]] = []
        self.asked: list[tuple[str, MultiMapping[str]]] = []

    @property
    def timeline_routes(self) -> list[web.RouteDef]:
        """Return where it is asked."""
        return [
            web.get("/api/v1/moments", self._list_moments),
            web.get(_SEEN, self._get_seen),
            web.post(_SEEN, self._mark_seen),
            web.delete(_SEEN, self._forget_seen),
        ]

    def is_unseen(self, event: Json, user: str | None) -> bool:
        """Return whether a user has not seen an event; without a user all are asked for."""
        return user is None or event["id"] not in self.seen.get(user, set())

    def told_of(self, events: Iterable[Json], user: str | None) -> list[Json]:
        """Return events, with whether a user has not seen them if one is asked about."""
        return [event if user is None else event | {"unseen": self.is_unseen(event, user)} for event in events]

    def expanded(self, event: Json, user: str | None) -> Json:
        """Return an event with its captures, and the events of other cameras."""
        own = [capture for capture in self.captures.values() if capture["event"] == event["id"]]
        also = [other for other in self.events.values() if other["camera"] != event["camera"]]
        (shown,) = self.told_of([event], user)
        return shown | {"expanded": {"captures": own, "captures_next": None, "also": self.told_of(also, user)}}

    def density_of(self, query: MultiMapping[str], spans: Sequence[tuple[datetime, datetime]]) -> list[Json]:
        """Return how many events begin in each span, of each camera if that is asked for."""
        cameras = query.getall("camera", sorted({event["camera"] for event in self.events.values()}))
        groups = [[camera] for camera in cameras] if query.get("split") == "camera" else [cameras]
        found = [self._density(query, start, end, group) for start, end in spans for group in groups]
        return [item for item in found if item["events"]]

    def _density(self, query: MultiMapping[str], start: datetime, end: datetime, cameras: Sequence[str]) -> Json:
        events = [
            event
            for event in self.events.values()
            if event["camera"] in cameras and start <= read_time(event["started_at"]) < end
        ]
        item: Json = {"start": start.isoformat(), "end": end.isoformat(), "events": len(events)}
        item["captures"] = sum(event["captures"] for event in events)
        if query.get("split") == "camera":
            item["camera"] = cameras[0]
        if user := query.get("unseen_by"):
            item["unseen"] = sum(self.is_unseen(event, user) for event in events)
        return item

    async def _list_moments(self, request: web.Request) -> web.Response:
        """Return all events as one moment, of whichever cameras: who may see which is not the gateway's to know."""
        self.asked.append(("moments", request.query))
        events = [*self.events.values()]
        moment = {"started_at": events[0]["started_at"], "ended_at": None, "events": events}
        return answer("/api/v1/moments", {"items": [moment], "next": None})

    def _unseen(self, user: str, cameras: Iterable[str]) -> Json:
        counts = Counter(
            event["camera"]
            for event in self.events.values()
            if event["camera"] in cameras and self.is_unseen(event, user)
        )
        return {"unseen": counts.total(), "unseen_by_camera": dict(counts)}

    async def _get_seen(self, request: web.Request) -> web.Response:
        self.asked.append(("seen", request.query))
        user = request.match_info["user"]
        cameras = request.query.getall("camera", [event["camera"] for event in self.events.values()])
        return answer(_SEEN, {"user": user, "since": None, **self._unseen(user, cameras)})

    async def _mark_seen(self, request: web.Request) -> web.Response:
        """Mark events, or undo the one mark there is."""
        user, change = request.match_info["user"], await request.json()
        require_body(_SEEN, "post", change)
        self.marks.append((user, change))
        if "undo" in change:
            if change["undo"] != UNDO:
                return answer_error(HTTPStatus.BAD_REQUEST, "invalid")
            self.seen.pop(user, None)
        else:
            cameras = change.get("cameras", [event["camera"] for event in self.events.values()])
            ids = change.get("events", [each["id"] for each in self.events.values() if each["camera"] in cameras])
            marked = self.seen.setdefault(user, set())
            (marked.update if change["seen"] else marked.difference_update)(ids)
        all_cameras = [event["camera"] for event in self.events.values()]
        return answer(_SEEN, {**self._unseen(user, all_cameras), "undo": UNDO}, "post")

    async def _forget_seen(self, request: web.Request) -> web.Response:
        self.seen.pop(request.match_info["user"], None)
        return web.Response(status=HTTPStatus.NO_CONTENT)

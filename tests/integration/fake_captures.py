"""The part of the fake gateway that gives out events and captures."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from aiohttp import hdrs, web

from .contract import require_body
from .fake_answers import answer, answer_bytes, answer_error, answer_found, read_time, span_end, span_start
from .fake_search import Search
from .fake_timeline import FakeTimeline, page_of, wanted_by
from .fake_values import Json, stamp

_EVENT = "/api/v1/events/{event}"


def _is_wanted(event: Json, request: web.Request, search: Search) -> bool:
    """Return whether a request asks for an event."""
    query = request.query
    words = " ".join([event["description"] or "", event["camera"], *event["labels"]]).lower()
    return (
        event["camera"] in query.getall("camera", [event["camera"]])
        and ("label" not in query or not set(query.getall("label")).isdisjoint(event["labels"]))
        and (query.get("protected", "false") == "false" or event["protected"])
        and wanted_by(event, query)
        and search.finds(words, read_time(event["started_at"]))
    )


def _captured_at(capture: Json) -> datetime:
    return read_time(capture["captured_at"])


def _is_playable(capture: Json) -> bool:
    """Return whether there is anything to see."""
    return capture["condition"] not in {"empty", "unreadable"} and capture["playback"] != "none"


class FakeCaptures(FakeTimeline):
    """Events and captures, and what is asked of them."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.events: dict[str, Json] = {}
        self.captures: dict[str, Json] = {}
        self.contents: dict[str, bytes] = {}
        self.thumbnails: dict[str, bytes] = {}
        # Clips that are not playable yet, once for each time that it is to be said.
        self.preparing: list[str] = []
        # Which cameras are in each group.
        self.in_groups: dict[str, Collection[str]] = {}

    def add_capture(self, capture: Json, content: bytes = b"bytes", thumbnail: bytes = b"\xff\xd8\xff\xe0jpeg") -> Json:
        """Keep a capture with its bytes."""
        self.captures[capture["id"]] = capture
        self.contents[capture["id"]] = content
        self.thumbnails[capture["id"]] = thumbnail
        return capture

    @property
    def capture_routes(self) -> list[web.RouteDef]:
        """Return where they are asked for."""
        return [
            web.get("/api/v1/calendar", self._get_calendar),
            web.get("/api/v1/events", self._list_events),
            web.patch("/api/v1/events", self._patch_events),
            web.post("/api/v1/deletions", self._delete_events),
            web.get("/api/v1/events/{event}", self._get_event),
            web.patch("/api/v1/events/{event}", self._patch_event),
            web.get("/api/v1/captures", self._list_captures),
            web.get("/api/v1/captures/{capture}", self._get_capture),
            web.get("/api/v1/captures/{capture}/content", self._get_content),
            web.get("/api/v1/captures/{capture}/playback", self._get_playback),
            web.get("/api/v1/captures/{capture}/thumbnail", self._get_thumbnail),
            web.get("/api/v1/captures/{capture}/sprite", self._get_sprite),
        ]

    async def _list_events(self, request: web.Request) -> web.Response:
        self.asked.append(("events", request.query))
        search = Search(request)
        events = [event for event in self.events.values() if _is_wanted(event, request, search)]
        events = [event for event in events if self.is_unseen(event, request.query.get("unseen_by"))]
        events = [event for event in events if event["camera"] in self.cameras_of(request.query.get("group"))]
        events = search.ordered(events, lambda event: read_time(event["started_at"]))
        page = page_of(events, request.query) | {"understood": search.understood}
        page["items"] = self.told_of(page["items"], request.query.get("unseen_of"))
        return answer("/api/v1/events", page)

    async def _patch_event(self, request: web.Request) -> web.Response:
        require_body(_EVENT, "patch", change := await request.json())
        if event := self.events.get(request.match_info["event"]):
            event |= change
        return answer_found(_EVENT, event)

    async def _patch_events(self, request: web.Request) -> web.Response:
        """Change all events that are named, or none."""
        require_body("/api/v1/events", "patch", body := await request.json())
        if not self.events.keys() >= set(body["events"]):
            return answer_error(HTTPStatus.NOT_FOUND, "not_found")
        for event_id in body["events"]:
            self.events[event_id] |= {"protected": body["protected"]}
        return answer("/api/v1/events", {"items": [self.events[key] for key in body["events"]]}, "patch")

    async def _delete_events(self, request: web.Request) -> web.Response:
        """Delete all events that are named, or none when one is protected or goes on."""
        require_body("/api/v1/deletions", "post", body := await request.json())
        if not self.events.keys() >= set(body["events"]):
            return answer_error(HTTPStatus.NOT_FOUND, "not_found")
        events = [self.events[event_id] for event_id in body["events"]]
        for refused, code in (("protected", "protected"), ("ended_at", "going_on")):
            if any(bool(event[refused]) is (refused == "protected") for event in events):
                return answer_error(HTTPStatus.CONFLICT, code)
        for event in events:
            del self.events[event["id"]]
        gone = [key for key, each in self.captures.items() if each["event"] in body["events"]]
        states = [self.captures.pop(key)["state"] for key in gone]
        return answer("/api/v1/deletions", {"captures": len(gone), "archived": states.count("verified")}, "post")

    def cameras_of(self, group: str | None) -> Collection[str]:
        """Return the cameras of a group; None stands for all."""
        return self.in_groups[group] if group else {event["camera"] for event in self.events.values()}

    async def _get_event(self, request: web.Request) -> web.Response:
        event = self.events.get(request.match_info["event"])
        user = request.query.get("unseen_of")
        return answer_found(_EVENT, self.expanded(event, user) if event and "expand" in request.query else event)

    async def _get_capture(self, request: web.Request) -> web.Response:
        return answer_found("/api/v1/captures/{capture}", self.captures.get(request.match_info["capture"]))

    async def _list_captures(self, request: web.Request) -> web.Response:
        limit = int(request.query.get("limit", "50"))
        begin = int(request.query.get("cursor", "0"))
        search = Search(request)
        captures = search.ordered(self._matching(request), _captured_at)
        page = captures[begin : begin + limit]
        following = str(begin + limit) if len(captures) > begin + limit else None
        return answer("/api/v1/captures", {"items": page, "next": following, "understood": search.understood})

    async def _get_calendar(self, request: web.Request) -> web.Response:
        self.asked.append(("density", request.query))
        zone = ZoneInfo(request.query["time_zone"])
        by_hour = request.query.get("by") == "hour"
        times = map(_captured_at, self._matching(request))
        counts = Counter(span_start(time, zone, by_hour=by_hour) for time in times)
        spans: list[Json] = [
            self._span(start, span_end(start, zone, by_hour=by_hour), counts[start]) for start in counts
        ]
        spans.sort(key=lambda span: span["start"], reverse=True)
        if not request.query.keys().isdisjoint({"split", "unseen_by", "label"}):
            times_of = [(read_time(span["start"]), read_time(span["end"])) for span in spans]
            spans = self.density_of(request.query, times_of)
        return answer("/api/v1/calendar", {"items": spans})

    def _span(self, start: datetime, end: datetime, captures: int) -> Json:
        """Return what a day or an hour has."""
        events = [event for event in self.events.values() if start <= read_time(event["started_at"]) < end]
        return {"start": stamp(start), "end": stamp(end), "captures": captures, "events": len(events)}

    def _matching(self, request: web.Request) -> Iterable[Json]:
        """Return the captures a request asks for."""
        query, search = request.query, Search(request)
        pictures = {capture["picture"] for capture in self.captures.values()}
        for capture in self.captures.values():
            words = " ".join([capture["original_path"], *capture["labels"]]).lower()
            if (
                all(query.get(name, capture[name]) == capture[name] for name in ("camera", "event", "kind", "state"))
                and ("group" not in query or capture["camera"] in self.in_groups[query["group"]])
                and search.finds(words, _captured_at(capture))
                and (query.get("playable") != "true" or _is_playable(capture))
                and not (query.get("paired") == "true" and capture["id"] in pictures)
            ):
                yield capture

    async def _get_sprite(self, request: web.Request) -> web.StreamResponse:
        """Return a row of frames, or that it is being made."""
        capture = self.captures.get(request.match_info["capture"])
        if capture is None:
            return answer_error(HTTPStatus.NOT_FOUND, "not_found")
        if capture["id"] in self.preparing:
            self.preparing.remove(capture["id"])
            wait = answer_error(HTTPStatus.SERVICE_UNAVAILABLE, "preparing")
            wait.headers[hdrs.RETRY_AFTER] = "2"
            return wait
        return answer_bytes(request, b"frames", "image/jpeg")

    async def _get_content(self, request: web.Request) -> web.StreamResponse:
        capture = self.captures.get(request.match_info["capture"])
        if capture is None:
            return answer_error(HTTPStatus.NOT_FOUND, "not_found")
        found = answer_bytes(request, self.contents[capture["id"]], capture["content_type"])
        if request.query.get("download") == "true":
            found.headers[hdrs.CONTENT_DISPOSITION] = 'attachment; filename="clip.mp4"'
        return found

    async def _get_playback(self, request: web.Request) -> web.StreamResponse:
        capture = self.captures.get(request.match_info["capture"])
        if capture is None:
            return answer_error(HTTPStatus.NOT_FOUND, "not_found")
        if capture["id"] in self.preparing:
            self.preparing.remove(capture["id"])
            return answer_error(HTTPStatus.SERVICE_UNAVAILABLE, "preparing")
        if capture["playback"] == "none":
            return answer_error(HTTPStatus.NOT_FOUND, "unplayable")
        kind = "image/jpeg" if capture["kind"] == "snapshot" else f'video/mp4; codecs="{capture["codecs"]}"'
        return answer_bytes(request, self.contents[capture["id"]], kind)

    async def _get_thumbnail(self, request: web.Request) -> web.StreamResponse:
        capture = self.captures.get(request.match_info["capture"])
        if capture is None or not capture["thumbnail"]:
            return answer_error(HTTPStatus.NOT_FOUND, "not_found")
        return answer_bytes(request, self.thumbnails[capture["id"]], "image/jpeg")

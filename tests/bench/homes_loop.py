"""What occupies Home Assistant's event loop: watched from within, while people look at a large catalog."""

import asyncio
from collections.abc import Iterator, Mapping
import contextlib
from dataclasses import dataclass, field
import time
from typing import Any

import aiohttp

from demo.hass_api import HassApi
from tests.e2e.running import Running

from . import home
from .cameras import CAMERAS
from .figures import Sample, percentile

_DOMAIN = "loop_watch"
_GROUP = "everywhere"


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody opens: one command to Home Assistant, and its fields."""

    name: str
    command: str
    fields: Mapping[str, Any]


@dataclass(slots=True)
class Seen:
    """What the watch saw."""

    figures: dict[str, float] = field(default_factory=dict)


class Loop:
    """Home Assistant's event loop, watched."""

    def __init__(self, demo: Running) -> None:
        self._demo = demo
        flow = {"handler": _DOMAIN, "show_advanced_options": False}
        demo.home.post("/api/config/config_entries/flow", json=flow).raise_for_status()
        with self.watched():
            pass

    @contextlib.contextmanager
    def watched(self) -> Iterator[Seen]:
        """Watch for a while."""
        self._demo.home.post(f"/api/services/{_DOMAIN}/begin").raise_for_status()
        seen = Seen()
        try:
            yield seen
        finally:
            answer = self._demo.home.post(f"/api/services/{_DOMAIN}/end?return_response").raise_for_status()
            told = answer.json()["service_response"]
        self.pid: int = told["pid"]
        longest = {"longest CPU ms": told["cpu_s"] * 1000, "longest ms": told["wall_s"] * 1000}
        seen.figures |= {**longest, "over 50 ms": told["long"]}


def places(demo: Running, entry: str, captures: int) -> list[Place]:
    """Return what people look at in a catalog of so many captures."""
    rule = {"of": "camera", "match": "in", "values": [home.camera_id(number) for number in range(CAMERAS)]}
    demo.gateway.put(f"/groups/{_GROUP}", json={"name": "Everywhere", "rules": [rule]}).raise_for_status()
    day = time.strftime("%Y-%m-%d", time.gmtime(home.moment(captures // 2) / 1000))
    root = f"media-source://camvault/{entry}"

    def folder(name: str, place: str) -> Place:
        return Place(name, "media_source/browse_media", {"media_content_id": f"{root}{place}"})

    data = {"config_entry_id": entry, "limit": 500}
    action = {"domain": "camvault", "service": "get_events", "service_data": data, "return_response": True}
    found = {"media_content_id": root, "search_query": "person"}
    return [
        folder("the cameras", ""),
        folder("the newest 100", "/newest"),
        folder("a camera's days", "/camera/camera-0"),
        folder("a camera's day of 490 captures", f"/camera/camera-0/{day}"),
        folder("500 events of a group's day", f"/group/{_GROUP}/{day}"),
        Place("a search", "media_source/search_media", found),
        Place("an action that gets 500 events", "call_service", action),
    ]


def browsed(demo: Running, loop: Loop, place: Place, looks: int, captures: int) -> Sample:
    """Open a place so many times, and tell how long it took and what it did to the loop."""
    with loop.watched() as seen:
        took = asyncio.run(_looks(demo, place, looks))
    times = {"p50 ms": percentile(took, 0.5) * 1000, "slowest ms": max(took) * 1000}
    return Sample(f"opening places of {captures:,} captures", f"CamVault, {place.name}", times | seen.figures)


async def _looks(demo: Running, place: Place, looks: int) -> list[float]:
    took = []
    url, token = str(demo.home.base_url).rstrip("/"), demo.record["home_assistant"]["token"]
    async with aiohttp.ClientSession() as session, HassApi(session, url, token).socket() as socket:
        for _ in range(looks):
            begin = time.perf_counter()
            await socket.command(place.command, **place.fields)
            took.append(time.perf_counter() - begin)
    return took

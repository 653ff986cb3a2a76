"""What people are told over time by a gateway that is killed again and again, which must not contradict itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from tests.gateway.running import RunningGateway

from .uploads import Record, Told, Way, number_of

# Small, so that uploads come between many pages.
_PAGE: Final = 200
_RENAMED: Final = {Way.RENAMED, Way.TEMPORARY}


@dataclass(slots=True)
class History:
    """Walks through the lists while cameras upload, and remembers what they said before."""

    gateway: RunningGateway
    record: Record
    wrong: list[str] = field(default_factory=list)
    walks: int = 0
    pages: int = 0
    _verified: set[str] = field(default_factory=set)
    # Of each upload, the event that its capture was first told to be in.
    _events_of: dict[int, str | None] = field(default_factory=dict)
    _events: dict[str, tuple[str, str]] = field(default_factory=dict)

    def look(self) -> None:
        """Walk through all captures and all events."""
        self.walks += 1
        # What is taken from now on may be in the lists, or come to where they were walked through already.
        settled = {number for number, told in list(self.record.told.items()) if _is_settled(told)}
        found: dict[int, list[dict[str, Any]]] = {}
        for item in self._walk("captures"):
            self._note_state(item["id"], item["state"])
            if (number := number_of(item["original_path"], b"")) in settled:
                found.setdefault(number, []).append(item)
        self.wrong += [f"Upload {number} was acknowledged, and is in no page" for number in settled - found.keys()]
        for number, items in found.items():
            if len(items) > 1:
                self.wrong.append(f"Upload {number} is in a list {len(items)} times")
            if self._events_of.setdefault(number, items[0]["event"]) != items[0]["event"]:
                self.wrong.append(f"Upload {number} was in event {self._events_of[number]}: {items[0]}")
        self._look_at_events({event for number in found if (event := self._events_of[number])})

    def _note_state(self, capture: str, state: str) -> None:
        if state == "verified":
            self._verified.add(capture)
        elif capture in self._verified:
            self.wrong.append(f"Capture {capture} was verified, and is {state}")

    def _look_at_events(self, wanted: set[str]) -> None:
        """Compare the events with what they were, and look for those that acknowledged captures are in."""
        listed = [(item["id"], (item["camera"], item["started_at"])) for item in self._walk("events")]
        events = dict(listed)
        if len(listed) > len(events):
            self.wrong.append(f"Of {len(listed)} events in a list, {len(events)} differ")
        self.wrong += [f"Event {event} has captures, and is in no page" for event in wanted - events.keys()]
        for event in wanted & events.keys():
            if self._events.setdefault(event, events[event]) != events[event]:
                self.wrong.append(f"Event {event} was {self._events[event]} and is {events[event]}")

    def _walk(self, what: str) -> Iterator[dict[str, Any]]:
        cursor = ""
        while True:
            page = self.gateway.ask(f"/{what}?limit={_PAGE}{cursor}")
            self.pages += 1
            yield from page["items"]
            if page["next"] is None:
                return
            cursor = f"&cursor={quote(page['next'])}"


def _is_settled(told: Told) -> bool:
    """Tell whether nothing can happen to an upload's name any more: a new name may put it to another place."""
    return told.acknowledged is not None and (told.way not in _RENAMED or told.final is not None)

"""Several events that are changed or deleted at once: all of them, or none."""

import pytest

from camvault_gateway.catalog import captures, events
from camvault_gateway.model import (
    CameraChanged,
    Event,
    EventChanged,
    EventRemoved,
    GatewayChanged,
    Message,
    State,
    TaskKind,
    TasksAdded,
)

from .home import Client, Home


@pytest.fixture
def three(home: Home) -> list[Event]:
    """Return three events that are over, of two cameras."""
    return [home.end(home.event(home.camera(name).id)) for name in ("Drive", "Drive", "Door")]


async def test_several_are_protected(home: Home, client: Client, three: list[Event]) -> None:
    """Whoever listens is told of each; the answer has them in the order in which they were named, each once."""
    said: list[Message] = []
    home.bus.subscribe(said.append)
    wanted = [three[2].id, three[0].id]
    for protected in (True, False):
        said.clear()
        answer = await client.ask("PATCH", "events", json={"events": [*wanted, wanted[0]], "protected": protected})
        assert [(each["id"], each["protected"]) for each in answer.json["items"]] == [
            (each, protected) for each in wanted
        ]
        kept = [home.catalog.read(events.get, each) for each in wanted]
        assert said == [*map(EventChanged, kept), TasksAdded(frozenset({TaskKind.PROTECT}))]
    assert (await client.get(f"events/{three[1].id}")).json["protected"] is False


async def test_none_is_protected_when_one_is_not_there(home: Home, client: Client, three: list[Event]) -> None:
    """And nobody is told anything."""
    said: list[Message] = []
    home.bus.subscribe(said.append)
    answer = await client.ask("PATCH", "events", json={"events": [three[0].id, "none"], "protected": True})
    assert answer.error == (404, "not_found")
    assert (await client.get("events?protected=true")).json["items"] == []
    assert said == []


async def test_several_are_deleted(home: Home, client: Client, three: list[Event]) -> None:
    """Their files are gone, everybody is told, and the answer tells what the archive still has of all."""
    gone = [home.picture(home.capture(each.camera, event=each.id)) for each in three[:2]]
    home.change(gone[1], state=State.VERIFIED, archive_key="camvault/home/x")
    kept = home.capture(three[2].camera, event=three[2].id)
    said: list[Message] = []
    home.bus.subscribe(said.append)
    answer = await client.ask("POST", "deletions", json={"events": [each.id for each in three[:2]]})
    assert answer.json == {"captures": 2, "archived": 1}
    assert [type(each) for each in said] == [EventRemoved, CameraChanged, EventRemoved, CameraChanged, GatewayChanged]
    assert [home.vault.path(each).exists() for each in (*gone, kept)] == [False, False, True]
    assert [each["id"] for each in (await client.get("events")).json["items"]] == [three[2].id]


@pytest.mark.parametrize("kept", ["protected", "going_on", "not_found"])
async def test_none_is_deleted_when_one_may_not_be(home: Home, client: Client, three: list[Event], kept: str) -> None:
    """The first ones stay, with their files."""
    capture = home.capture(three[0].camera, event=three[0].id)
    match kept:
        case "protected":
            await client.ask("PATCH", f"events/{three[1].id}", json={"protected": True})
        case "going_on":
            home.catalog.write(events.reopen, three[1].id).result()
        case _:
            home.catalog.write(events.remove, three[1].id).result()
    said: list[Message] = []
    home.bus.subscribe(said.append)
    answer = await client.ask("POST", "deletions", json={"events": [each.id for each in three]})
    assert answer.error == (404 if kept == "not_found" else 409, kept)
    assert (await client.get(f"events/{three[0].id}")).json["captures"] == 1
    assert home.vault.path(capture).exists()
    assert home.catalog.read(captures.find, capture.id) == capture
    assert said == []


@pytest.mark.parametrize(
    "named", [None, [], "event", [1], [None], ["\ud800"], [f"e{number}" for number in range(501)], {"a": 1}]
)
async def test_what_is_no_list_of_events(client: Client, named: object) -> None:
    """It must name one to five hundred."""
    assert (await client.ask("POST", "deletions", json={"events": named})).error == (400, "invalid")
    body = {"events": named, "protected": True}
    assert (await client.ask("PATCH", "events", json=body)).error == (400, "invalid")


@pytest.mark.parametrize("body", [{}, {"protected": True}, {"events": ["e"]}, {"events": ["e"], "description": "x"}])
async def test_what_else_is_not_understood(client: Client, body: object) -> None:
    """Both must be said, and nothing else can be changed of several."""
    assert (await client.ask("PATCH", "events", json=body)).error == (400, "invalid")

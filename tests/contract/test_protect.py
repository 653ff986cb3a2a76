"""Events that are to be kept for good."""

from dataclasses import replace

import pytest

from camvault_gateway.catalog import captures, events
from camvault_gateway.model import EventChanged, Message, State, TaskKind, TasksAdded

from .home import Client, Home


async def test_event_is_protected_and_let_go(home: Home, client: Client) -> None:
    """The mark is kept, told to whoever listens, and taken away again."""
    said: list[Message] = []
    home.bus.subscribe(said.append)
    camera = home.camera().id
    event = home.end(home.event(camera))
    path = f"events/{event.id}"
    assert (await client.get(path)).json["protected"] is False
    for wanted in (True, True, False):
        answer = await client.ask("PATCH", path, json={"protected": wanted})
        assert answer.json["protected"] is wanted
        assert (await client.get("events")).json["items"] == [answer.json] == [(await client.get(path)).json]
        assert said[-2:] == [
            EventChanged(home.catalog.read(events.get, event.id)),
            TasksAdded(frozenset({TaskKind.PROTECT})),
        ]
    assert len(said) == 6


async def test_event_tells_whether_its_copies_are_there(home: Home, client: Client) -> None:
    """It is kept when the last of its captures is; without the mark nothing is told of copies."""
    event = home.end(home.event(home.camera().id))
    path = f"events/{event.id}"
    received = [home.capture(event.camera, event=event.id) for _ in range(2)]

    async def told() -> object:
        return (await client.get(path)).json["protection"]

    assert await told() == "none"
    assert (await client.ask("PATCH", path, json={"protected": True})).json["protection"] == "pending"
    for capture in received:
        assert await told() == "pending"
        verified = replace(capture, state=State.VERIFIED, archive_key="camvault/home/somewhere")
        home.catalog.write(captures.change, verified).result()
        assert await told() == "pending"
        copied = replace(verified, archive_key="camvault/_protected/home/garden/2026/11/30/somewhere")
        home.catalog.write(captures.change, copied).result()
    assert await told() == "kept"
    await client.ask("PATCH", path, json={"protected": False})
    assert await told() == "none"


async def test_event_that_goes_on_can_be_protected(home: Home, client: Client) -> None:
    """What comes to it later does not take the mark away."""
    event = home.event(home.camera().id)
    await client.ask("PATCH", f"events/{event.id}", json={"protected": True})
    home.capture(event.camera, event=event.id)
    home.catalog.write(events.touch, event.id, event.last_at + 5, ("person",)).result()
    assert home.end(event).protected
    assert (await client.get(f"cameras/{event.camera}")).json["last_event"]["protected"] is True


async def test_event_is_described(home: Home, client: Client) -> None:
    """What it shows is told to whoever listens and can be searched, beside the mark; an empty text takes it away."""
    event = home.end(home.event(home.camera().id))
    path = f"events/{event.id}"
    assert (await client.get(path)).json["description"] is None
    said: list[Message] = []
    home.bus.subscribe(said.append)
    answer = await client.ask("PATCH", path, json={"description": "  A fox. ", "protected": True})
    assert (answer.json["description"], answer.json["protected"]) == ("A fox.", True)
    assert said[0] == EventChanged(home.catalog.read(events.get, event.id))
    assert (await client.get("events?q=fox")).json["items"] == [answer.json]
    for empty in ("  ", None):
        await client.ask("PATCH", path, json={"description": "x"})
        assert (await client.ask("PATCH", path, json={"description": empty})).json["description"] is None
    assert (await client.get("events?protected=true&label=motion&camera=drive")).json["items"][0]["id"] == event.id
    assert (await client.get("events?label=person&label=x")).json["items"] == []
    assert (await client.get("events?" + "&".join(["camera=x"] * 201))).error == (400, "invalid")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"protected": None},
        {"protected": 1},
        {"protected": "yes"},
        {"labels": []},
        {"description": 1},
        {"description": "x" * 4001},
    ],
)
async def test_nothing_else_is_understood(home: Home, client: Client, body: object) -> None:
    """And nothing else can be changed."""
    event = home.event(home.camera().id)
    assert (await client.ask("PATCH", f"events/{event.id}", json=body)).error == (400, "invalid")
    assert (await client.ask("PATCH", "events/none", json={"protected": True})).error == (404, "not_found")

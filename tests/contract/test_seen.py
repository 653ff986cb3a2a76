"""What users have seen, over the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from camvault_gateway.catalog import CatalogError, deletion, seen
from camvault_gateway.model import Event, from_millis, now_ms, rfc3339

from . import document
from .home import Client, Home

USER = "3f5b8c1d9a7e4b60a1c2d3e4f5061728"
MINUTE = 60_000
DAY = 24 * 60 * MINUTE


def _event(home: Home, camera: str, ago_ms: int) -> Event:
    begun = now_ms() - ago_ms
    event = home.event(camera, started_at=begun, last_at=begun)
    home.capture(camera, event=event.id, captured_at=begun)
    return home.end(event)


async def _unseen(client: Client, more: str = "") -> list[str]:
    items = (await client.get(f"events?unseen_by={USER}{more}")).json["items"]
    return [item["id"] for item in items]


async def _mark(client: Client, **body: object) -> dict[str, Any]:
    answer = await client.ask("POST", f"seen/{USER}", json=body)
    assert answer.status == 200
    return answer.json  # type: ignore[no-any-return]


async def test_new_user_has_not_seen_the_last_day(home: Home, client: Client) -> None:
    """Nobody begins with years unseen."""
    camera = home.camera().id
    _event(home, camera, 2 * DAY)
    lately = _event(home, camera, DAY // 2)
    told = (await client.get(f"seen/{USER}")).json
    since = rfc3339(lately.started_at)
    assert told == {"user": USER, "unseen": 1, "unseen_by_camera": {camera: 1}, "since": since}
    assert await _unseen(client) == [lately.id]


async def test_list_alone_makes_a_user_known(home: Home, client: Client) -> None:
    """Whoever asks for a list first has the same day unseen."""
    lately = _event(home, home.camera().id, MINUTE)
    assert await _unseen(client) == [lately.id]


async def test_events_are_marked_and_unmarked(home: Home, client: Client) -> None:
    """Each answer has the counts, and what undoes it; events that are gone do no harm."""
    camera = home.camera().id
    first, second = _event(home, camera, 2 * MINUTE), _event(home, camera, MINUTE)
    told = await _mark(client, seen=True, events=[first.id, "gone"])
    assert (told["unseen"], told["unseen_by_camera"]) == (1, {camera: 1})
    assert await _unseen(client) == [second.id]
    again = await _mark(client, undo=told["undo"])
    assert again["unseen"] == 2
    assert await _unseen(client) == [second.id, first.id]
    assert (await client.ask("POST", f"seen/{USER}", json={"undo": told["undo"]})).error == (404, "not_found")
    assert (await _mark(client, undo=again["undo"]))["unseen"] == 1
    assert (await _mark(client, seen=False, events=[first.id]))["unseen"] == 2


async def test_marks_by_camera_group_and_time(home: Home, client: Client) -> None:
    """Only what all of them say is marked."""
    drive, yard = home.camera("Drive").id, home.camera("Yard").id
    early, late, other = (_event(home, drive, 9 * MINUTE), _event(home, drive, MINUTE), _event(home, yard, MINUTE))
    before = (from_millis(now_ms()) - timedelta(minutes=5)).isoformat().replace("+00:00", "Z")
    await client.get(f"seen/{USER}")
    assert (await _mark(client, seen=True, cameras=[drive], before=before))["unseen_by_camera"] == {drive: 1, yard: 1}
    assert sorted(await _unseen(client)) == sorted([late.id, other.id])
    rule = {"of": "camera", "match": "in", "values": ["yard"]}
    await client.ask("PUT", "groups/mine", json={"name": "Mine", "rules": [rule]})
    assert (await _mark(client, seen=True, group="mine"))["unseen_by_camera"] == {drive: 1}
    assert (await client.get(f"seen/{USER}?camera=yard")).json["since"] is None
    assert (await client.get(f"seen/{USER}?camera=drive")).json["unseen"] == 1
    assert await _unseen(client, "&camera=yard") == []
    assert (await _mark(client, seen=False, after=before))["unseen"] == 2
    assert (await _mark(client, seen=True))["unseen"] == 0
    assert early.id not in await _unseen(client)


async def test_calendar_and_moments_of_what_is_unseen(home: Home, client: Client) -> None:
    """The calendar counts it beside all events, in all and by camera; moments are of it alone."""
    drive, yard = home.camera("Drive").id, home.camera("Yard").id
    first, second, third = (_event(home, drive, 2 * MINUTE), _event(home, drive, MINUTE), _event(home, yard, MINUTE))
    await _mark(client, seen=True, events=[second.id])
    bounds = f"after={rfc3339(now_ms() - DAY)}&before={rfc3339(now_ms() + DAY)}"
    for unit in ("day", "hour", "quarter"):
        items = (await client.get(f"calendar?by={unit}&{bounds}&unseen_by={USER}")).json["items"]
        assert (sum(item["events"] for item in items), sum(item["unseen"] for item in items)) == (3, 2)
        items = (await client.get(f"calendar?by={unit}&{bounds}&unseen_by={USER}&split=camera")).json["items"]
        assert {item["camera"]: item["unseen"] for item in items if item["unseen"]} == {drive: 1, yard: 1}
    assert "unseen" not in (await client.get("calendar")).json["items"][0]
    moments = (await client.get(f"moments?unseen_by={USER}")).json["items"]
    found = [event["id"] for moment in moments for event in moment["events"]]
    assert sorted(found) == sorted([first.id, third.id])


async def test_events_tell_whether_a_user_has_seen_them(home: Home, client: Client) -> None:
    """Each of a list's, the one that is opened, and those of other cameras beside it; without being asked, none."""
    drive, yard = home.camera("Drive").id, home.camera("Yard").id
    first, second, third = (_event(home, drive, DAY // 2), _event(home, drive, MINUTE), _event(home, yard, MINUTE))
    await _mark(client, seen=True, events=[first.id, third.id])
    late = _event(home, drive, 90 * DAY)
    items = (await client.get(f"events?unseen_of={USER}")).json["items"]
    wanted = {first.id: False, second.id: True, third.id: False, late.id: True}
    assert {item["id"]: item["unseen"] for item in items} == wanted
    for event, unseen in wanted.items():
        assert (await client.get(f"events/{event}?unseen_of={USER}")).json["unseen"] is unseen
    shown = (await client.get(f"events/{third.id}?expand=also,captures&unseen_of={USER}")).json
    assert (shown["unseen"], [each["unseen"] for each in shown["expanded"]["also"]]) == (False, [True])
    found = (await client.get(f"events?q=yard&unseen_of={USER}")).json["items"]
    assert [(item["id"], item["unseen"]) for item in found] == [(third.id, False)]
    assert all("unseen" not in item for item in (await client.get("events")).json["items"])
    assert "unseen" not in (await client.get(f"events/{third.id}?expand=also")).json["expanded"]["also"][0]


async def test_events_of_one_are_told_of_another(home: Home, client: Client) -> None:
    """Whose unseen events are listed, and of whom is told, may be two."""
    event = _event(home, home.camera().id, MINUTE)
    await client.get("seen/other")
    await _mark(client, seen=True)
    items = (await client.get(f"events?unseen_by=other&unseen_of={USER}")).json["items"]
    assert [(item["id"], item["unseen"]) for item in items] == [(event.id, False)]


async def test_who_is_told_of_first_has_a_day_unseen(home: Home, client: Client) -> None:
    """Asked about for the first time by an event, a user is known from then on."""
    event = _event(home, home.camera().id, MINUTE)
    assert (await client.get(f"events/{event.id}?unseen_of={USER}")).json["unseen"] is True
    later = _event(home, home.camera().id, 90 * DAY)
    assert (await client.get(f"events/{later.id}?unseen_of={USER}")).json["unseen"] is True


async def test_new_upload_makes_unseen_again(home: Home, client: Client) -> None:
    """A segment that follows, and an event of long ago that comes late, are unseen for all that was marked before."""
    camera = home.camera().id
    event = _event(home, camera, 5 * MINUTE)
    assert (await _mark(client, seen=True))["unseen"] == 0
    home.capture(camera, event=event.id, captured_at=event.started_at + 1)
    assert await _unseen(client) == [event.id]
    assert (await _mark(client, seen=True))["unseen"] == 0
    late = _event(home, camera, 90 * DAY)
    assert await _unseen(client) == [late.id]


async def test_what_is_gone_counts_no_more(home: Home, client: Client) -> None:
    """An event that the owner deletes is unseen by nobody."""
    event = _event(home, home.camera().id, MINUTE)
    assert (await client.get(f"seen/{USER}")).json["unseen"] == 1
    home.catalog.write(deletion.delete, event.id, now_ms()).result()
    assert (await client.get(f"seen/{USER}")).json["unseen"] == 0


async def test_changes_are_told_live(home: Home, client: Client) -> None:
    """Everybody hears whose it is, once for each change."""
    _event(home, home.camera().id, MINUTE)
    async with client.session.ws_connect("/api/v1/live") as socket:
        assert (await socket.receive_json(timeout=10))["type"] == "snapshot"
        await _mark(client, seen=True)
        assert (await client.ask("DELETE", f"seen/{USER}")).status == 204
        for _ in range(2):
            told = await socket.receive_json(timeout=10)
            document.check_schema("LiveSeen", told)
            assert told == {"type": "seen", "user": USER}


async def test_forgotten_user_is_new_again(home: Home, client: Client) -> None:
    """What was marked is gone, and its undoing."""
    _event(home, home.camera().id, MINUTE)
    told = await _mark(client, seen=True)
    assert (await client.ask("DELETE", f"seen/{USER}")).status == 204
    assert (await client.ask("DELETE", f"seen/{USER}")).error == (404, "not_found")
    assert (await client.get(f"seen/{USER}")).json["unseen"] == 1
    assert (await client.ask("POST", f"seen/{USER}", json={"undo": told["undo"]})).error == (404, "not_found")


async def test_nobody_undoes_what_another_marked(home: Home, client: Client) -> None:
    """The number of a mark is its user's."""
    _event(home, home.camera().id, MINUTE)
    told = await _mark(client, seen=True)
    assert (await client.ask("POST", "seen/other", json={"undo": told["undo"]})).error == (404, "not_found")
    assert (await client.get("seen/other")).json["unseen"] == 1


async def test_users_are_bounded(home: Home, client: Client) -> None:
    """Whoever invents users fills no disk."""
    for number in range(seen.MAX_USERS):
        home.catalog.write(seen.know, f"user-{number}", now_ms()).result()
    assert (await client.get(f"seen/{USER}")).error == (409, "conflict")
    assert (await client.get(f"events?unseen_by={USER}")).error == (409, "conflict")
    assert (await client.ask("POST", f"seen/{USER}", json={"seen": True})).error == (409, "conflict")
    event = _event(home, home.camera().id, MINUTE)
    for user, unseen in (("user-1", True), (USER, False)):
        assert [each["unseen"] for each in (await client.get(f"events?unseen_of={user}")).json["items"]] == [unseen]
        assert (await client.get(f"events/{event.id}?unseen_of={user}")).json["unseen"] is unseen
    assert (await client.get("seen/user-1")).status == 200


async def test_events_are_shown_when_nobody_new_can_be_kept(
    home: Home, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk keeps no list back, of whomever it is asked what is unseen; those who are known have it told."""
    event = _event(home, home.camera().id, MINUTE)
    await client.get(f"seen/{USER}")

    def full(*_: object) -> None:
        raise CatalogError("the disk is full")

    monkeypatch.setattr(seen, "know", full)
    for user, unseen in ((USER, True), ("other", False)):
        items = (await client.get(f"events?unseen_of={user}")).json["items"]
        assert [(each["id"], each["unseen"]) for each in items] == [(event.id, unseen)]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"seen": 1},
        {"seen": True, "events": []},
        {"seen": True, "events": ["x"] * 501},
        {"seen": True, "events": ["x"], "before": "2026-01-01T00:00:00Z"},
        {"seen": True, "events": ["\ud800"]},
        {"seen": True, "cameras": []},
        {"seen": True, "cameras": "drive"},
        {"seen": True, "before": "yesterday"},
        {"seen": True, "more": 1},
        {"seen": True, "undo": {"mark": 1}},
        {"undo": None},
        {"undo": {}},
        {"undo": {"mark": 0}},
        {"undo": {"mark": True}},
        {"undo": {"mark": 2**63}},
        {"undo": {"mark": 1.5}},
        [],
    ],
)
async def test_bodies_that_make_no_sense(client: Client, body: object) -> None:
    """They are answered with what is wrong, and change nothing."""
    assert (await client.ask("POST", f"seen/{USER}", json=body)).error == (400, "invalid")


@pytest.mark.parametrize("user", ["x" * 65, "a%20b", "%C3%A9", "a.b"])
async def test_users_that_cannot_be(client: Client, user: str) -> None:
    """Only ids as Home Assistant makes them are taken."""
    ask: list[Callable[[], Any]] = [
        lambda: client.get(f"seen/{user}"),
        lambda: client.get(f"events?unseen_by={user}"),
        lambda: client.get(f"events?unseen_of={user}"),
        lambda: client.get(f"events/none?unseen_of={user}"),
        lambda: client.ask("DELETE", f"seen/{user}"),
    ]
    for question in ask:
        assert (await question()).error == (400, "invalid")


async def test_unknown_group_is_not_found(client: Client) -> None:
    """Nothing is marked by a filter that is none."""
    answer = await client.ask("POST", f"seen/{USER}", json={"seen": True, "group": "yours"})
    assert answer.error == (404, "not_found")

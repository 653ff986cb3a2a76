"""What a timeline asks: events from any moment in both directions, with what they hold and what others saw."""

from datetime import UTC, datetime
from typing import Any

import pytest

from camvault_gateway.model import Condition, Kind, Playback, State, now_ms, rfc3339, to_millis

from .home import Client, Home

_MINUTE = 60_000


async def _ids(client: Client, query: str) -> list[str]:
    return [item["id"] for item in (await client.get(f"events?{query}")).json["items"]]


async def test_event_tells_what_it_holds(home: Home, client: Client) -> None:
    """Counts, bytes, length and when the newest came; nothing of what has no byte or is under way."""
    camera, now = home.camera().id, now_ms()
    event = home.event(camera)
    bare = (await client.get(f"events/{event.id}")).json
    counted = ("captures", "clips", "snapshots", "verified", "unarchived", "incomplete", "unreadable", "size")
    assert [bare[name] for name in counted] == [0] * 8
    assert (bare["playable"], bare["content_s"], bare["received_at"]) == (False, None, None)
    broken = home.capture(
        camera, b"12345", event=event.id, kind=Kind.SNAPSHOT, condition=Condition.UNREADABLE, captured_at=now
    )
    told = (await client.get(f"events/{event.id}")).json
    assert (told["playable"], told["size"], told["received_at"]) == (False, 5, rfc3339(broken.received_at))
    clip = home.capture(
        camera, b"123", event=event.id, condition=Condition.INCOMPLETE, captured_at=now + 1000, duration_ms=9500
    )
    home.change(clip, state=State.VERIFIED, archive_key="key")
    home.receiving(camera, event=event.id, captured_at=now + _MINUTE)
    told = (await client.get(f"events/{event.id}")).json
    assert [told[name] for name in counted] == [2, 1, 1, 1, 2, 1, 1, 8]
    assert (told["playable"], told["content_s"]) == (True, 10.5)
    assert (await client.get("events")).json["items"] == [told]
    for minutes, playable in ((15, True), (16, False)):
        home.change(clip, playback=Playback.NONE, duration_ms=minutes * _MINUTE)
        shown = (await client.get(f"events/{event.id}?expand=captures")).json
        small = {each["id"]: each["small"] for each in shown["expanded"]["captures"]}
        assert (shown["playable"], small) == (playable, {broken.id: False, clip.id: playable})
    assert (await client.get(f"captures?event={event.id}&playable=true")).json["items"] == []


async def test_events_around_a_moment(home: Home, client: Client) -> None:
    """The page has it in its middle, and leads on both ways, in either order."""
    camera, now = home.camera().id, now_ms()
    made = [home.event(camera, started_at=now + number * 1000).id for number in range(9)]
    middle = rfc3339(now + 4000)
    for order, whole in (("desc", made[::-1]), ("asc", made)):
        page = (await client.get(f"events?around={middle}&limit=4&order={order}")).json
        ids = [item["id"] for item in page["items"]]
        assert sorted(ids) == sorted(made[2:6])
        at = whole.index(ids[0])
        assert ids == whole[at : at + 4]
        following = (await client.get(f"events?order={order}&limit=9&cursor={page['next']}")).json
        before = (await client.get(f"events?order={order}&limit=9&cursor={page['prev']}")).json
        assert [item["id"] for item in following["items"]] == whole[at + 4 :]
        assert [item["id"] for item in before["items"]] == whole[:at]
        assert (following["next"], before["prev"]) == (None, None)
    assert (await client.get(f"events?around={middle}&cursor={page['next']}")).error == (400, "invalid")
    assert (await client.get("events?around=noon")).error == (400, "invalid")
    assert (await client.get("events?order=up")).error == (400, "invalid")


async def test_events_oldest_first(home: Home, client: Client) -> None:
    """From the first event on; the first page has nothing before it."""
    camera, now = home.camera().id, now_ms()
    made = [home.event(camera, started_at=now).id for _ in range(3)]
    page = (await client.get("events?order=asc&limit=2")).json
    assert [item["id"] for item in page["items"]] == sorted(made)[:2]
    assert page["prev"] is None
    rest = (await client.get(f"events?order=asc&limit=2&cursor={page['next']}")).json
    assert [item["id"] for item in rest["items"]] == sorted(made)[2:]
    back = (await client.get(f"events?order=asc&limit=2&cursor={rest['prev']}")).json
    assert back["items"] == page["items"]


async def test_only_events_with_a_clip_or_not_safe_yet(home: Home, client: Client) -> None:
    """Each filter, and both together."""
    camera = home.camera().id
    events = [home.event(camera).id for _ in range(4)]
    home.capture(camera, event=events[0])
    home.change(home.capture(camera, event=events[1]), state=State.VERIFIED, archive_key="one")
    home.capture(camera, event=events[2], kind=Kind.SNAPSHOT)
    assert await _ids(client, "clips=true") == [events[1], events[0]]
    assert await _ids(client, "unarchived=true") == [events[2], events[0]]
    assert await _ids(client, f"unarchived=true&clips=true&camera={camera}&camera=other") == [events[0]]
    assert await _ids(client, "unarchived=true&camera=other") == []
    assert await _ids(client, "clips=false&unarchived=false") == events[::-1]


async def _expanded(client: Client, path: str) -> dict[str, Any]:
    answer = await client.get(path)
    assert answer.status == 200, answer.json
    found: dict[str, Any] = answer.json["expanded"]
    return found


async def test_event_with_its_captures(home: Home, client: Client) -> None:
    """All that was received, oldest first, each clip with its picture, which is there, too; as the list tells them."""
    camera, now = home.camera().id, now_ms()
    event, other = home.event(camera).id, home.event(camera).id
    clip = home.capture(camera, event=event, captured_at=now + 2000, camera_time=now + 2000)
    picture = home.capture(camera, event=event, captured_at=now + 1000, camera_time=now + 1000, kind=Kind.SNAPSHOT)
    home.capture(camera, event=other, captured_at=now + 1500)
    home.receiving(camera, event=event)
    found = await _expanded(client, f"events/{event}?expand=captures")
    assert [each["id"] for each in found["captures"]] == [picture.id, clip.id]
    assert found["captures"][1]["picture"] == picture.id
    assert (found["captures_next"], "also" in found) == (None, False)
    listed = (await client.get(f"captures?event={event}")).json["items"]
    assert found["captures"] == listed[::-1]
    assert "expanded" not in (await client.get(f"events/{event}")).json
    for wrong in ("", "pictures", "captures,", "captures,x", "captures&expand=also"):
        assert (await client.get(f"events/{event}?expand={wrong}")).error == (400, "invalid")
    assert (await client.get(f"events/{event}?expand=captures&cursor=x")).error == (400, "invalid")
    assert (await client.get("events/nothing?expand=captures,also")).error == (404, "not_found")


async def test_captures_of_a_long_event_go_on(home: Home, client: Client) -> None:
    """Of more than 500 the rest is behind a cursor."""
    camera, now = home.camera().id, now_ms()
    event = home.event(camera).id
    made = [home.capture(camera, b"1", event=event, captured_at=now + number).id for number in range(503)]
    first = await _expanded(client, f"events/{event}?expand=captures")
    assert [each["id"] for each in first["captures"]] == made[:500]
    rest = await _expanded(client, f"events/{event}?expand=captures&cursor={first['captures_next']}")
    assert [each["id"] for each in rest["captures"]] == made[500:]
    assert rest["captures_next"] is None


async def test_what_other_cameras_saw_at_the_time(home: Home, client: Client) -> None:
    """What overlaps, and what is a minute away at most; nothing of the camera itself, nothing further away."""
    drive, door, yard = (home.camera(name).id for name in ("Drive", "Door", "Yard"))
    now = now_ms() - 3600_000

    def made(camera: str, begin: int, end: int | None) -> str:
        event = home.event(camera, started_at=now + begin, last_at=now + (end or begin))
        return event.id if end is None else home.end(event).id

    asked = made(drive, 0, 5 * _MINUTE)
    around = [
        made(yard, -30 * _MINUTE, _MINUTE),
        made(door, -3 * _MINUTE, -_MINUTE),
        made(door, 2 * _MINUTE, 3 * _MINUTE),
        made(yard, 6 * _MINUTE, None),
    ]
    for camera, begin, end in (
        (drive, _MINUTE, 2 * _MINUTE),
        (door, -20 * _MINUTE, -_MINUTE - 1),
        (door, 6 * _MINUTE + 1, 7 * _MINUTE),
    ):
        made(camera, begin, end)
    found = await _expanded(client, f"events/{asked}?expand=also")
    assert [each["id"] for each in found["also"]] == around
    assert "captures" not in found
    # The one that goes on has what came later beside it, too.
    later = await _expanded(client, f"events/{around[-1]}?expand=captures,also")
    assert {each["camera"] for each in later["also"]} == {drive, door}


@pytest.mark.parametrize("count", [60])
async def test_of_very_many_not_all_are_told(home: Home, client: Client, count: int) -> None:
    """Fifty events beside one are enough for anybody."""
    asked, now = home.event(home.camera("Drive").id), now_ms()
    door = home.camera("Door").id
    for number in range(count):
        home.event(door, started_at=now + number)
    assert len((await _expanded(client, f"events/{asked.id}?expand=also"))["also"]) == 50


async def test_calendar_by_quarter_and_camera(home: Home, client: Client) -> None:
    """Captures and events of each quarter; of each camera on its own, if that is asked for."""
    drive, door = home.camera("Drive").id, home.camera("Door").id
    at = to_millis(datetime(2026, 11, 23, 10, 7, tzinfo=UTC))
    event = home.event(drive, started_at=at - 1, labels=("person",))
    for camera, moment in ((drive, at), (drive, at + 1), (door, at + 15 * _MINUTE)):
        home.capture(camera, captured_at=moment, event=event.id if camera == drive else None)
    day = "after=2026-11-23T00:00:00Z&before=2026-11-24T00:00:00Z"
    quarters = (await client.get(f"calendar?by=quarter&{day}")).json["items"]
    bounds = [
        ("2026-11-23T10:15:00.000Z", "2026-11-23T10:30:00.000Z"),
        ("2026-11-23T10:00:00.000Z", "2026-11-23T10:15:00.000Z"),
    ]
    assert [(each["start"], each["end"]) for each in quarters] == bounds
    assert [(each["captures"], each["events"]) for each in quarters] == [(1, 0), (2, 1)]
    split = (await client.get(f"calendar?split=camera&{day}&camera=door&camera=drive")).json["items"]
    assert [(each["camera"], each["captures"], each["events"]) for each in split] == [("door", 1, 0), ("drive", 2, 1)]
    labelled = (await client.get(f"calendar?by=hour&{day}&label=person&label=cat")).json["items"]
    assert [(each["captures"], each["events"]) for each in labelled] == [(2, 1)]
    assert (await client.get(f"calendar?{day}&label=cat")).json["items"] == []


@pytest.mark.parametrize(
    "query",
    [
        "by=quarter",
        "by=quarter&after=2026-11-23T00:00:00Z",
        "by=quarter&after=2026-10-01T00:00:00Z&before=2026-11-23T00:00:00Z",
        "split=camera",
        "split=camera&after=2024-11-23T00:00:00Z&before=2026-11-23T00:00:00Z",
        "split=label&after=2026-11-22T00:00:00Z&before=2026-11-23T00:00:00Z",
        "by=minute",
    ],
)
async def test_what_would_be_endless_is_refused(client: Client, query: str) -> None:
    """Small pieces of a long time are more than anybody draws."""
    assert (await client.get(f"calendar?{query}")).error == (400, "invalid")


async def test_moments(home: Home, client: Client) -> None:
    """What several cameras saw at a time is one item; a page leads on to older ones."""
    assert (await client.get("moments")).json == {"items": [], "next": None}
    drive, door = home.camera("Drive").id, home.camera("Door").id
    now = now_ms() - 3600_000
    old = home.end(home.event(door, started_at=now, last_at=now))
    first = home.end(home.event(drive, started_at=now + 5 * _MINUTE, last_at=now + 6 * _MINUTE, labels=("person",)))
    second = home.event(door, started_at=now + 6 * _MINUTE)
    page = (await client.get("moments?limit=1")).json
    assert [[each["id"] for each in item["events"]] for item in page["items"]] == [[first.id, second.id]]
    assert (page["items"][0]["started_at"], page["items"][0]["ended_at"]) == (rfc3339(first.started_at), None)
    rest = (await client.get(f"moments?cursor={page['next']}")).json
    assert [item["events"][0]["id"] for item in rest["items"]] == [old.id]
    assert rest["next"] is None
    labelled = (await client.get("moments?label=person&camera=drive")).json["items"]
    assert [item["ended_at"] for item in labelled] == [rfc3339(first.last_at)]
    assert (await client.get("moments?cursor=x")).error == (400, "invalid")

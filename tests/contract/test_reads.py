"""What the reading operations answer; the client holds every answer to the contract."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from camvault_gateway.catalog import cameras, settings
from camvault_gateway.model import (
    ArchiveProblem,
    ArchiveState,
    Capture,
    Condition,
    Confinement,
    Kind,
    Means,
    Playback,
    State,
    from_millis,
    now_ms,
    rfc3339,
    to_millis,
)

from .home import ARCHIVE, Client, Home

NOTHING_ARCHIVED = {"files": 0, "bytes": 0, "files_today": 0, "bytes_today": 0, "cost": None}


async def test_empty_home(client: Client) -> None:
    """A gateway that has seen nothing answers everything."""
    gateway = (await client.get("gateway")).json
    day = gateway["archive"].pop("day_started_at")
    assert day.endswith("T00:00:00.000Z")
    assert gateway["archive"] == {
        "state": "none",
        "error": None,
        "failing_since": None,
        "next_try_at": None,
        "last_verified_at": None,
        **NOTHING_ARCHIVED,
    }
    assert gateway["http"] == {"port": 8080, "tls_port": None}
    assert gateway["arrivals_per_minute"] == 0
    assert gateway["backlog"] == {"files": 0, "bytes": 0, "oldest_at": None, "by_camera": {}}
    assert 0 < gateway["vault"]["free_bytes"] < gateway["vault"]["disk_bytes"]
    ports = {"port": 2121, "passive_ports": [50000, 50019], "remapped_ports": [], "certificate_problem": None}
    assert gateway["ftp"] == ports | {"advertised_address": "192.168.1.2"}
    assert (await client.get("cameras")).json == {"items": [], "merged": []}
    for path in ("accounts", "calendar"):
        assert (await client.get(path)).json == {"items": []}
    nothing: dict[str, object] = {"items": [], "next": None, "understood": None}
    assert (await client.get("captures")).json == nothing
    assert (await client.get("events")).json == nothing | {"prev": None}
    assert (await client.get("settings")).json == {
        "site": "home",
        "time_zone": "UTC",
        "quiet_time_s": 30.0,
        "vault_limit_bytes": None,
        "vault_days": None,
        "upload_limit_kib_s": None,
        "price_per_gb_month": None,
        "price_currency": "USD",
        "anonymous_networks": [],
        "archive": None,
    }


async def test_gateway_tells_what_confines_its_media_worker(home: Home, client: Client) -> None:
    """Nothing before there was one; then what its last one told."""
    assert (await client.get("gateway")).json["media_worker"] is None
    home.confinements.append(Confinement(frozenset({Means.LANDLOCK, Means.NAMESPACES})))
    told = {"own_user": False, "no_network": True, "no_files": True, "means": ["namespaces", "landlock"]}
    assert (await client.get("gateway")).json["media_worker"] == told


async def test_gateway_counts_what_waits(home: Home, client: Client) -> None:
    """The backlog is what is durable and not verified; the vault's totals are all that was received."""
    camera = home.camera().id
    waiting = home.capture(camera, b"12345")
    home.change(home.capture(camera, b"123"), state=State.VERIFIED, archive_key="key")
    home.receiving(camera)
    gateway = (await client.get("gateway")).json
    told = {"files": 1, "bytes": 5, "oldest_at": rfc3339(waiting.received_at), "by_camera": {camera: 1}}
    assert gateway["backlog"] == told
    assert (gateway["vault"]["files"], gateway["vault"]["bytes"]) == (2, 8)


async def test_gateway_tells_how_archiving_goes(home: Home, client: Client) -> None:
    """Without problem it is connected, with one it is failing, and the code says why."""
    home.catalog.write(settings.change, archive=ARCHIVE).result()
    home.archive.state = ArchiveState(last_verified_at=1_000, damaged=2)
    told = (await client.get("gateway")).json["archive"]
    told.pop("day_started_at")
    expected = {
        "state": "connected",
        "error": None,
        "failing_since": None,
        "next_try_at": None,
        "last_verified_at": "1970-01-01T00:00:01.000Z",
    }
    cost = {"a_month": 0.0, "currency": "USD", "per_gb_month": 0.023}
    assert told == expected | NOTHING_ARCHIVED | {"damaged_objects": 2, "cost": cost}
    home.archive.state = ArchiveState(problem=ArchiveProblem.DENIED, failing_since=2_000, last_verified_at=1_000)
    told = (await client.get("gateway")).json["archive"]
    assert (told["state"], told["error"]) == ("failing", "archive_denied")
    assert told["failing_since"] == "1970-01-01T00:00:02.000Z"


async def test_camera_with_an_open_event(home: Home, client: Client) -> None:
    """While its event is open there is motion; the last event is it too, once it has a capture."""
    camera = home.camera("Front door").id
    past = home.end(home.event(camera))
    event = home.event(camera, labels=("motion", "person"))
    shown = (await client.get(f"cameras/{camera}")).json
    assert (shown["id"], shown["name"], shown["motion"]) == ("front-door", "Front door", True)
    assert shown["event"]["id"] == event.id
    assert shown["last_event"]["id"] == past.id
    assert shown["latest_picture"] is None
    capture = home.picture(home.capture(camera, event=event.id))
    shown = (await client.get(f"cameras/{camera}")).json
    assert shown["last_event"]["id"] == event.id
    assert shown["last_event"]["picture"] == capture.id
    assert shown["latest_picture"]["id"] == capture.id
    assert (shown["captures"], shown["events_today"]) == (1, 2)
    home.end(event)
    shown = (await client.get(f"cameras/{camera}")).json
    assert (shown["motion"], shown["event"]) == (False, None)
    assert (await client.get("cameras")).json == {"items": [shown], "merged": []}


async def test_camera_counts_uploads(home: Home, client: Client) -> None:
    """Empty uploads are counted, and the last upload's time is told."""
    camera = home.camera().id
    for _ in range(2):
        home.catalog.write(cameras.note_upload, camera, 5_000, 5_000, empty=True).result()
    shown = (await client.get(f"cameras/{camera}")).json
    assert (shown["empty_uploads"], shown["last_upload_at"]) == (2, "1970-01-01T00:00:05.000Z")
    assert shown["empty_in_a_row"] == 2
    home.catalog.write(cameras.note_upload, camera, 6_000, 6_000, empty=False).result()
    shown = (await client.get(f"cameras/{camera}")).json
    assert (shown["empty_uploads"], shown["empty_in_a_row"]) == (2, 0)


async def test_camera_tells_of_tests_and_its_clock(home: Home, client: Client) -> None:
    """When its test upload came, and how far its clock is off once that is steady."""
    camera = home.camera().id
    shown = (await client.get(f"cameras/{camera}")).json
    assert (shown["last_test_at"], shown["clock_offset_s"]) == (None, None)
    home.catalog.write(cameras.note_test, camera, 5_000).result()
    for _ in range(5):
        home.catalog.write(cameras.note_clock, camera, -3_600_500).result()
    shown = (await client.get(f"cameras/{camera}")).json
    assert (shown["last_test_at"], shown["clock_offset_s"]) == ("1970-01-01T00:00:05.000Z", -3600.5)


async def test_camera_tells_its_labels(home: Home, client: Client) -> None:
    """All that it ever told, each once."""
    camera = home.camera().id
    for labels in (("person",), ("motion", "person")):
        home.catalog.write(cameras.note_labels, camera, labels).result()
    assert (await client.get(f"cameras/{camera}")).json["labels"] == ["motion", "person"]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
async def test_today_begins_at_the_sites_midnight(home: Home, client: Client, zone: str) -> None:
    """Events before midnight in the site's time zone are not today's."""
    home.catalog.write(settings.change, time_zone=zone).result()
    camera = home.camera().id
    midnight = to_millis(datetime.now(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0))
    for moment in (midnight - 1, midnight, midnight + 1):
        home.end(home.event(camera, started_at=moment, last_at=moment))
    assert (await client.get(f"cameras/{camera}")).json["events_today"] == 2


async def test_captures_are_filtered(home: Home, client: Client) -> None:
    """Each filter leaves what it should, and they work together."""
    drive, door = home.camera("Drive").id, home.camera("Haustür").id
    event = home.event(drive)
    base = now_ms()
    snapshot = home.capture(
        door, kind=Kind.SNAPSHOT, original_path="Haustür/Bild [1] ß.jpg", captured_at=base, labels=("person",)
    )
    clip = home.capture(drive, event=event.id, captured_at=base + 1_000)
    arriving = home.receiving(drive, captured_at=base + 2_000)
    expected: dict[str, list[Any]] = {
        "": [clip, snapshot],
        "camera=drive": [clip],
        "camera=nobody": [],
        f"event={event.id}": [clip],
        "kind=snapshot": [snapshot],
        "state=receiving": [arriving],
        "state=stored": [clip, snapshot],
        f"after={rfc3339(base + 1_000)}": [clip],
        f"before={rfc3339(base + 1_000)}": [snapshot],
        f"after={rfc3339(base)}&before={rfc3339(base + 1)}": [snapshot],
        "q=HAUST%C3%9CR": [snapshot],
        "q=person%20bild": [snapshot],
        "q=person%20cat": [],
        "q=person%20since%202000-01-01": [snapshot],
        "q=person%20before%202000-01-02": [],
        f"q=person%20since%202000-01-01&before={rfc3339(base)}": [],
        "camera=drive&kind=clip&state=stored": [clip],
    }
    for query, found in expected.items():
        items = (await client.get(f"captures?{query}")).json["items"]
        assert [item["id"] for item in items] == [capture.id for capture in found], query
    assert (await client.get(f"captures/{snapshot.id}")).json["original_path"] == "Haustür/Bild [1] ß.jpg"


async def test_what_was_typed_is_understood(home: Home, client: Client) -> None:
    """Times are those of the zone that was named; what is nearest to a moment comes first, each moment once."""
    camera = home.camera().id
    event = home.event(camera)
    asked = to_millis(datetime(2026, 11, 22, 13, 35, tzinfo=UTC))
    minutes = (-14, -3, -1, 0, 2, 7, 40)

    def taken(moment: int, kind: Kind = Kind.CLIP) -> Capture:
        return home.capture(camera, event=event.id, kind=kind, captured_at=moment, camera_time=moment)

    made = {minute: taken(asked + minute * 60_000) for minute in minutes}
    picture = taken(asked + 1000, Kind.SNAPSHOT)
    query = "captures?q=2026-11-22%202:35%20pm&time_zone=Europe/Berlin&paired=true"
    answer = (await client.get(f"{query}&nearest=true&limit=4")).json
    assert [item["id"] for item in answer["items"]] == [made[minute].id for minute in (0, -1, 2, -3)]
    assert answer["items"][0]["picture"] == picture.id
    assert answer["next"] is None
    assert answer["understood"] == {
        "words": "",
        "after": "2026-11-22T13:20:00.000Z",
        "before": "2026-11-22T14:35:00.000Z",
        "moment": "2026-11-22T13:35:00.000Z",
    }
    newest = (await client.get(query)).json["items"]
    assert [item["id"] for item in newest] == [made[minute].id for minute in sorted(minutes, reverse=True)]
    all_of_it = (await client.get(f"{query}&nearest=true&limit=50")).json["items"]
    assert {item["id"] for item in all_of_it} == {capture.id for capture in made.values()}
    day = "after=2026-11-21T23:00:00Z&before=2026-11-22T23:00:00Z&time_zone=Europe/Berlin"
    there = (await client.get(f"captures?q=14:35&{day}&nearest=true&limit=3")).json["items"]
    assert there[0]["id"] == made[0].id
    assert (await client.get("captures")).json["understood"] is None
    assert (await client.get("events?q=2026-11-22&time_zone=Europe/Berlin")).json["understood"]["words"] == ""
    assert (await client.get("captures?q=x&time_zone=Nowhere/Here")).status == 400


async def test_time_may_be_written_in_any_zone(home: Home, client: Client) -> None:
    """Offsets count; a plus must be escaped, and so it can be."""
    capture = home.capture(home.camera().id, captured_at=to_millis(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    for time, there in {
        "2026-11-23T10:00:00%2B01:00": True,
        "2026-11-23T10:00:00.001%2B01:00": False,
        "2026-11-23T09:00:00.000000001Z": True,
        "2026-11-23T09:00:00.000001Z": False,
        "2026-11-23t04:00:00-05:00": True,
    }.items():
        items = (await client.get(f"captures?after={time}")).json["items"]
        assert [item["id"] for item in items] == [capture.id] * there, time


async def test_pages_hold_everything_once(home: Home, client: Client) -> None:
    """Following the cursors gives each item once, newest first, also while new ones arrive."""
    camera = home.camera().id
    made = [home.capture(camera).id for _ in range(23)]
    for limit in (1, 7, 23, 500):
        seen, cursor = [], None
        while True:
            page = (await client.get(f"captures?limit={limit}" + (f"&cursor={cursor}" if cursor else ""))).json
            assert len(page["items"]) <= limit
            seen += [item["id"] for item in page["items"]]
            if (cursor := page["next"]) is None:
                break
        assert seen == made[::-1]
        made.append(home.capture(camera).id)


async def test_events_are_listed(home: Home, client: Client) -> None:
    """Events come newest start first, with the same filters and cursors."""
    drive, door = home.camera("Drive").id, home.camera("Door").id
    first = home.end(home.event(drive))
    second = home.event(door, labels=("person",), started_at=first.started_at + 5)
    assert [item["id"] for item in (await client.get("events")).json["items"]] == [second.id, first.id]
    assert [item["id"] for item in (await client.get("events?camera=drive")).json["items"]] == [first.id]
    assert [item["id"] for item in (await client.get("events?q=PERSON")).json["items"]] == [second.id]
    page = (await client.get("events?limit=1")).json
    assert [item["id"] for item in (await client.get(f"events?cursor={page['next']}")).json["items"]] == [first.id]
    shown = (await client.get(f"events/{second.id}")).json
    assert (shown["ended_at"], shown["labels"], shown["captures"]) == (None, ["person"], 0)


async def test_calendar_has_days_and_hours(home: Home, client: Client) -> None:
    """Days and hours follow the zone, and their bounds fit the filters of captures."""
    camera = home.camera().id
    moments = [datetime(2026, 11, 23, hour, 30, tzinfo=UTC) for hour in (1, 2, 23)]
    for moment in moments:
        home.capture(camera, captured_at=to_millis(moment))
    days = (await client.get("calendar?time_zone=America/New_York")).json["items"]
    assert [(day["start"], day["captures"]) for day in days] == [
        ("2026-11-23T05:00:00.000Z", 1),
        ("2026-11-22T05:00:00.000Z", 2),
    ]
    for day in days:
        found = (await client.get(f"captures?after={day['start']}&before={day['end']}")).json["items"]
        assert len(found) == day["captures"]
    hours = (await client.get("calendar?by=hour&after=2026-11-23T02:00:00Z")).json["items"]
    assert [hour["start"] for hour in hours] == ["2026-11-23T23:00:00.000Z", "2026-11-23T02:00:00.000Z"]
    assert (await client.get("calendar?camera=nobody")).json["items"] == []


async def test_capture_in_every_state(home: Home, client: Client) -> None:
    """Every state and condition can be told."""
    camera = home.camera().id
    arriving = (await client.get(f"captures/{home.receiving(camera).id}")).json
    assert (arriving["sha256"], arriving["state"]) == (None, "receiving")
    for condition in Condition:
        shown = (await client.get(f"captures/{home.capture(camera, condition=condition).id}")).json
        assert shown["condition"] == condition
    verified = home.change(home.capture(camera), state=State.VERIFIED, archive_key="a/b", duration_ms=12_345)
    shown = (await client.get(f"captures/{verified.id}")).json
    assert (shown["archive_key"], shown["duration_s"]) == ("a/b", 12.345)
    assert from_millis(verified.received_at).isoformat(timespec="milliseconds")[:23] == shown["received_at"][:23]


async def test_only_what_can_be_played(home: Home, client: Client) -> None:
    """Neither a capture without a byte, nor a broken one, nor a clip that no browser plays; whatever else is asked."""
    camera = home.camera().id
    event = home.event(camera).id
    good = [
        home.capture(camera, event=event, playback=playback)
        for playback in (Playback.UNKNOWN, Playback.ORIGINAL, Playback.CONVERTED)
    ]
    good += [
        home.capture(camera, event=event, condition=condition)
        for condition in (Condition.INCOMPLETE, Condition.PENDING)
    ]
    good.append(home.capture(camera, event=event, kind=Kind.SNAPSHOT))
    home.capture(camera, b"", event=event, condition=Condition.EMPTY)
    home.capture(camera, event=event, condition=Condition.UNREADABLE)
    home.capture(camera, event=event, playback=Playback.NONE)

    async def found(query: str) -> list[str]:
        return [item["id"] for item in (await client.get(f"captures?{query}")).json["items"]]

    wanted = [capture.id for capture in reversed(good)]
    assert await found("playable=true") == await found(f"playable=true&event={event}&q={camera}") == wanted
    assert await found("playable=true&kind=clip&limit=1") == [wanted[1]]
    assert len(await found("playable=false")) == len(await found("")) == 9
    assert (await client.get("captures?playable=perhaps")).error == (400, "invalid")


async def test_key_is_told_once_the_archive_has_it(home: Home, client: Client) -> None:
    """Which key an upload is going to get is known before it is there, and told no sooner."""
    capture = home.capture(home.camera().id)

    async def told() -> object:
        return (await client.get(f"captures/{capture.id}")).json["archive_key"]

    home.change(capture, archive_key="camvault/home/x")
    assert await told() is None
    for state in (State.ARCHIVED, State.VERIFIED):
        home.change(capture, archive_key="camvault/home/x", state=state)
        assert await told() == "camvault/home/x"

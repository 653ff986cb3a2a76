"""What is told of how much arrives, how much is archived, what that costs, and who is silent."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from camvault_gateway.api.shown import views, wire_gateway
from camvault_gateway.catalog import archives, cameras, captures, settings, tasks
from camvault_gateway.model import (
    UNASSIGNED,
    ArchiveProblem,
    ArchiveState,
    Condition,
    ExpiryRule,
    Retention,
    State,
    Task,
    TaskKind,
    now_ms,
    rfc3339,
    to_millis,
)

from .home import ARCHIVE, Client, Home
from .listening import listening, next_message, until

HOUR = 3_600_000
DAY = 24 * HOUR
GB = 10**9


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Asia/Kathmandu"])
async def test_today(home: Home, client: Client, zone: str) -> None:
    """What was captured before midnight in the site's time zone is not today's, and is the camera's nevertheless."""
    home.catalog.write(settings.change, time_zone=zone).result()
    camera = home.camera().id
    midnight = to_millis(datetime.now(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0))
    for number, moment in enumerate((midnight - 1, midnight, midnight + 1), start=1):
        home.capture(camera, bytes(number), captured_at=moment)
        home.event(camera, started_at=moment)
    shown = (await client.get(f"cameras/{camera}")).json
    assert (shown["captures"], shown["bytes"]) == (3, 6)
    assert shown["events_today"] == 2
    assert (shown["captures_today"], shown["bytes_today"]) == (2, 5)
    assert shown["day_started_at"] == rfc3339(midnight)
    assert (await client.get("gateway")).json["archive"]["day_started_at"] == rfc3339(midnight)


async def test_arrivals(home: Home, client: Client) -> None:
    """Arrivals are the mean of the last minutes."""
    camera = home.camera().id
    for _ in range(10):
        home.receiving(camera)
    assert (await client.get("gateway")).json["arrivals_per_minute"] == 2


async def test_archived(home: Home, client: Client) -> None:
    """What is verified is counted once, by when it was put; what leaves the catalog no more."""
    camera, now = home.camera().id, now_ms()
    old = home.change(home.capture(camera, b"1234"), state=State.VERIFIED, archive_key="a", archived_at=now - 2 * DAY)
    new = home.change(home.capture(camera, b"12"), state=State.VERIFIED, archive_key="b", archived_at=now)
    home.change(new, archive_key="c", archived_at=now + 1)
    home.capture(camera, b"1")
    archive = (await client.get("gateway")).json["archive"]
    assert (archive["files"], archive["bytes"], archive["files_today"], archive["bytes_today"]) == (2, 6, 1, 2)
    home.catalog.write(lambda db: db.execute("DELETE FROM captures WHERE id = ?", (old.id,))).result()
    home.change(new, state=State.STORED, archive_key=None)
    archive = (await client.get("gateway")).json["archive"]
    assert (archive["files"], archive["bytes"], archive["files_today"], archive["bytes_today"]) == (0, 0, 0, 0)


async def test_safe_today(home: Home, client: Client) -> None:
    """How much of what today's captures are is verified; not what is of another day, or has no byte."""
    midnight = home.catalog.read(views.today)
    camera, other = home.camera().id, home.camera("Yard").id
    old = home.capture(camera, captured_at=midnight - 1)
    new = home.capture(camera, captured_at=midnight)
    home.capture(other, captured_at=midnight + 1)
    empty = home.capture(camera, b"", captured_at=midnight + 2, condition=Condition.EMPTY)

    async def told() -> tuple[dict[str, int], dict[str, int]]:
        found = (await client.get("gateway")).json
        assert sum(found["backlog"]["by_camera"].values()) == found["backlog"]["files"]
        return found["today"], found["backlog"]["by_camera"]

    assert await told() == ({"captures": 2, "verified": 0}, {"drive": 3, "yard": 1})
    for capture in (old, empty, new):
        home.change(capture, state=State.VERIFIED, archive_key=f"a/{capture.id}", archived_at=now_ms())
    assert await told() == ({"captures": 2, "verified": 1}, {"yard": 1})
    home.change(home.catalog.read(captures.get, new.id), captured_at=midnight - 2)
    assert await told() == ({"captures": 1, "verified": 0}, {"yard": 1})
    home.change(home.catalog.read(captures.get, old.id), captured_at=midnight + 3)
    assert await told() == ({"captures": 2, "verified": 1}, {"yard": 1})
    home.catalog.write(lambda db: db.execute("DELETE FROM captures WHERE id = ?", (old.id,))).result()
    assert await told() == ({"captures": 1, "verified": 0}, {"yard": 1})


async def test_next_try(home: Home) -> None:
    """While the archive fails, it is told when it is tried again: that of the outage, or of a capture of its own."""
    home.catalog.write(archives.change, ARCHIVE).result()
    capture, due_at = home.capture(home.camera().id), now_ms() + 60_000
    task = Task(kind=TaskKind.ARCHIVE, capture=capture.id, camera=capture.camera)
    home.catalog.write(tasks.postpone, task, due_at, "denied").result()

    def told(outage: int | None) -> object:
        services = replace(home.services, next_try_at=lambda: outage)
        view = home.catalog.read(views.gateway, home.vault)
        archive = wire_gateway.gateway(view, services)["archive"]
        assert isinstance(archive, dict)
        return archive["next_try_at"]

    assert told(None) is None
    home.archive.state = ArchiveState(problem=ArchiveProblem.DENIED, failing_since=1_000)
    assert told(None) == rfc3339(due_at)
    assert told(5_000) == rfc3339(5_000)
    home.catalog.write(tasks.done, task).result()
    assert told(None) is None


async def test_cost(home: Home, client: Client) -> None:
    """The cost follows from what was measured, the bucket's rules and the price, which may be the owner's."""
    camera, now = home.camera().id, now_ms()
    for day in range(10):
        capture = home.capture(camera, captured_at=now - day * DAY)
        home.change(capture, size=GB, state=State.VERIFIED, archive_key=str(day), archived_at=now - day * DAY)
    assert (await client.get("gateway")).json["archive"]["cost"] is None
    home.catalog.write(archives.change, ARCHIVE).result()
    kept = Retention(folder="camvault/home/", rules=(ExpiryRule(prefix="", days=1),))
    home.catalog.write(archives.keep_retention, kept).result()
    cost = (await client.get("gateway")).json["archive"]["cost"]
    assert cost == {"a_month": pytest.approx(0.21, abs=0.01), "currency": "USD", "per_gb_month": 0.023}
    await client.ask("PATCH", "settings", json={"price_per_gb_month": 1, "price_currency": "EUR"})
    cost = (await client.get("gateway")).json["archive"]["cost"]
    assert cost == {"a_month": 10.0, "currency": "EUR", "per_gb_month": 1.0}


def _hourly(home: Home, last: int) -> str:
    """Add a camera that uploaded every hour for four days, until a moment."""
    camera = home.camera().id
    for hour in range(4 * 24):
        home.capture(camera, captured_at=last - hour * HOUR)
    home.catalog.write(cameras.note_upload, camera, last, last, empty=False).result()
    return camera


async def test_silent_camera(home: Home) -> None:
    """A camera that used to upload every hour is silent after a day without; a test upload is a sign, too."""
    last = now_ms() - DAY
    camera = _hourly(home, last)
    assert home.catalog.read(views.camera, camera, last).silent_since == last
    assert home.catalog.read(views.silent_cameras, last) == {camera}
    # The gateway has just started: nobody could upload before.
    assert home.catalog.read(views.camera, camera, now_ms()).silent_since is None
    home.catalog.write(cameras.note_test, camera, now_ms()).result()
    assert home.catalog.read(views.silent_cameras, last) == set()


async def test_unassigned_is_never_silent(home: Home) -> None:
    """What names nobody is no camera."""
    home.camera(None)
    home.catalog.write(cameras.note_upload, UNASSIGNED, 0, 0, empty=False).result()
    assert home.catalog.read(views.silent_cameras, 0) == set()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a minute pass in an instant, from the API's start on."""
    monkeypatch.setattr("camvault_gateway.api.live.hub._MINUTE_S", 0.05)
    monkeypatch.setattr("camvault_gateway.api.shown.views.LEAST_MS", 0)


@pytest.mark.usefixtures("hasty")
async def test_silence_is_told(home: Home, client: Client) -> None:
    """That a camera falls silent is told by the clock, and so is that nothing arrives any more."""
    last = now_ms() - DAY
    camera = _hourly(home, last)
    home.catalog.write(cameras.note_upload, camera, now_ms(), now_ms(), empty=False).result()
    async with listening(client) as live:
        assert (await next_message(live))["cameras"][0]["silent_since"] is None
        await until(live, lambda message: message["type"] == "gateway")
        home.catalog.write(cameras.note_upload, camera, last, last, empty=False).result()
        told = await until(live, lambda message: message["type"] == "camera")
    assert told[-1]["camera"]["silent_since"] == rfc3339(last)

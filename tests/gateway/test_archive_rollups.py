"""A day's segments rolled up: read in their place, and never believed more than they are."""

from datetime import UTC, datetime, timedelta
import gzip
import json
from pathlib import Path
import threading
from typing import Any

import pytest

from camvault_gateway.archive import ArchiveStore, Rollups, rollups
from camvault_gateway.archive.journal import put_once
from camvault_gateway.archive.rollups import roll_up_days
from camvault_gateway.archive.segments import decode, decode_day, encode, roll_up, segment_key
from camvault_gateway.catalog import Catalog, cameras, events, journal
from camvault_gateway.model import new_id, to_millis
from camvault_gateway.record.keys import in_site

from .catalogs import PREFIX, SITE, Filler
from .rebuilding import listing, put_all, rebuilt
from .s3_memory import MemoryClient, memory_store
from .s3_servers import PUT_ONLY_KEY_ID, PUT_ONLY_SECRET, S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)
_DAY = datetime(2026, 3, 14, tzinfo=UTC)
_AT = to_millis(_DAY)
_HOUR = 3_600_000
_LATER = "2026-12-31"


def _tell(catalog: Catalog, client: MemoryClient, moment: int) -> str:
    """Write one segment of a moment."""
    news = catalog.read(journal.news, 5000)
    client.add(key := segment_key(PREFIX, SITE, moment, new_id()), encode(news))
    catalog.write(journal.told, news.upto).result()
    return key


def _days(catalog: Catalog, client: MemoryClient) -> None:
    """Fill three days with segments, of which later ones correct earlier ones."""
    filler = Filler(catalog)
    for day in range(3):
        for hour in range(4):
            at = _AT + (24 * day + hour) * _HOUR
            camera = filler.camera("yard").id
            filler.verified(camera, at, filler.event(camera, at))
            _tell(catalog, client, at)
            catalog.write(cameras.rename, camera, f"Name {day} {hour}").result()
            if hour % 2:
                event = catalog.read(events.list_page).items[0]
                catalog.write(events.protect, event.id, protected=True).result()
    _tell(catalog, client, _AT + 71 * _HOUR)
    put_all(catalog, client)


def _roll_up(client: MemoryClient, until: str = _LATER) -> list[str]:
    return roll_up_days(memory_store(client), until, threading.Event())


def _rolled_up(client: MemoryClient) -> list[str]:
    return sorted(key for key in client.objects if "_catalog/days/" in key)


def test_roll_ups_are_read_in_the_place_of_segments(catalog: Catalog, tmp_path: Path) -> None:
    """One a day, the same catalog; later corrections win, also those of the same day."""
    client = MemoryClient()
    _days(catalog, client)
    assert _roll_up(client, "2026-03-15") == ["2026-03-15", "2026-03-14"]
    assert _roll_up(client, "2026-03-15") == []
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        # Two days, and the segments of the third.
        assert (counts.segments, counts.damaged_segments) == (2 + 5, 0)
        assert listing(found) == listing(catalog)
    assert client.heads == 0


def test_what_a_roll_up_does_not_cover_is_read(catalog: Catalog, tmp_path: Path) -> None:
    """A segment that came late, of a clock that was wrong, is later news than the day's others."""
    client = MemoryClient()
    _days(catalog, client)
    _roll_up(client)
    catalog.write(cameras.rename, "yard", "Newest").result()
    _tell(catalog, client, _AT + 50 * _HOUR + 1)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert counts.segments == 3 + 1
        assert found.read(cameras.get, "yard").name == "Newest"


_LIES: list[Any] = [
    b"",
    b"no gzip",
    lambda body: body[:-20],
    lambda body: _changed(body, lambda head: head["covers"].update(dict.fromkeys(head["covers"], 1))),
    lambda body: _changed(body, lambda head: head.pop("covers")),
    lambda body: _changed(body, lambda head: head.update(covers=["x"])),
    lambda body: _changed(body, lambda head: head.update(covers={"x": "y"})),
    lambda body: _changed(body, lambda head: head.update(v=2)),
]


def _changed(body: bytes, change: Any) -> bytes:  # noqa: ANN401 a function of the first line
    first, *lines = gzip.decompress(body).decode().split("\n")
    change(head := json.loads(first))
    return gzip.compress("\n".join([json.dumps(head), *lines]).encode())


@pytest.mark.parametrize("lie", _LIES)
def test_segments_are_read_where_a_roll_up_is_not_believed(catalog: Catalog, tmp_path: Path, lie: Any) -> None:  # noqa: ANN401
    """One that is cut, unreadable or covers what is not there takes nothing away, and is named in the counts."""
    client = MemoryClient()
    _days(catalog, client)
    _roll_up(client)
    key = _rolled_up(client)[1]
    body = client.objects[key][0]
    client.add(key, lie if isinstance(lie, bytes) else lie(body))
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert (counts.segments, counts.damaged_segments) == (2 + 4, 1)
        assert listing(found) == listing(catalog)
    assert client.heads == 0


def test_segments_that_expired_first_are_not_missed(catalog: Catalog, tmp_path: Path) -> None:
    """A lifecycle rule removes them a day before their roll-up."""
    client = MemoryClient()
    _days(catalog, client)
    _roll_up(client)
    for key in [key for key in client.objects if "_catalog/2026/03/14" in key]:
        del client.objects[key]
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert (counts.segments, counts.damaged_segments) == (3, 0)
        assert listing(found) == listing(catalog)


def test_damaged_and_foreign_segments_are_not_covered(catalog: Catalog) -> None:
    """Nor those that only a later CamVault can read; the roll-up is made of the others."""
    Filler(catalog).verified(Filler(catalog).camera("yard").id)
    body = encode(catalog.read(journal.news, 10))
    later = gzip.compress(b'{"v": 1}\n{"person": {"id": 5}}')
    covers, rows = decode_day(roll_up([("a", body), ("b", body[:-9]), ("c", b""), ("d", later), ("e", body)]))
    assert covers == {"a": len(body), "e": len(body)}
    assert rows == decode(body)


def test_a_roll_up_ends_where_a_folder_changes_hands(catalog: Catalog) -> None:
    """What was told before speaks of the former camera; rolled up with later news it would be the wrong one."""
    Filler(catalog).verified(Filler(catalog).camera("yard").id)
    body = encode(catalog.read(journal.news, 10))
    other = gzip.compress(gzip.decompress(body).replace(b'"camera":"yard"', b'"camera":"yard-2"'))
    covers, _ = decode_day(roll_up([("a", body), ("b", body), ("c", other), ("d", other)]))
    assert list(covers) == ["a", "b"]


def test_large_segments_are_left_to_be_read(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """A roll-up is of the oldest ones that are not too much; what is left is newer."""
    client = MemoryClient()
    _days(catalog, client)
    keys = sorted(key for key in client.objects if "_catalog/2026/03/14" in key)
    monkeypatch.setattr(rollups, "_MOST_BYTES", sum(len(client.objects[key][0]) for key in keys[:2]) + 1)
    _roll_up(client)
    covers, _ = decode_day(client.objects[_rolled_up(client)[0]][0])
    assert list(covers) == [key.rpartition("/")[2] for key in keys[:2]]


async def test_days_that_are_over_are_rolled_up_once(
    catalog: Catalog, seaweedfs: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a real server: two hours after its end in UTC, and never again; a key that may not read does without."""
    client = MemoryClient()
    _days(catalog, client)
    store = ArchiveStore(seaweedfs.settings(bucket := seaweedfs.new_bucket(), prefix=PREFIX), SITE)
    for key, (body, _) in client.objects.items():
        put_once(store, key, body)
    looking = Rollups(lambda: store)
    folder = in_site(PREFIX, SITE, "_catalog", "days", "")
    for hours, days in ((25, []), (27, ["14"]), (30, ["14"]), (1000, ["14", "15", "16"])):
        moment = to_millis(_DAY + timedelta(hours=hours))
        monkeypatch.setattr(rollups, "now_ms", lambda moment=moment: moment)
        await looking.look()
        there = sorted(key for key in seaweedfs.objects(bucket) if key.startswith(folder))
        assert there == [f"{folder}2026-03-{day}.ndjson.gz" for day in days]
    mute = seaweedfs.settings(bucket, access_key_id=PUT_ONLY_KEY_ID, secret_access_key=PUT_ONLY_SECRET)
    unreadable = ArchiveStore(mute, SITE)
    unreadable.readable = False
    await Rollups(lambda: unreadable).look()
    await Rollups(lambda: None).look()

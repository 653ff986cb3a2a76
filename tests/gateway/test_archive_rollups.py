"""Roll-ups in old buckets: read in the place of the segments that they cover, and never believed more than they are."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from camvault_gateway.catalog import Catalog, cameras, changes, events
from camvault_gateway.catalog.lists import event_pages
from camvault_gateway.model import new_id, to_millis
from camvault_gateway.record.keys import segment_key
from camvault_gateway.record.segments import decode_day, encode

from .catalogs import PREFIX, SITE, Filler
from .rebuilding import listing, put_all, rebuilt
from .rolled_up import changed, roll_up_days
from .s3_memory import MemoryClient, memory_store

_AT = to_millis(datetime(2026, 3, 14, tzinfo=UTC))
_HOUR = 3_600_000


def _tell(catalog: Catalog, client: MemoryClient, moment: int) -> str:
    """Write one segment of a moment."""
    news = catalog.read(changes.untold, 5000)
    client.add(key := segment_key(PREFIX, SITE, moment, new_id()), encode(news))
    catalog.write(changes.told, news.upto).result()
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
                event = catalog.read(event_pages.list_page).items[0]
                catalog.write(events.protect, event.id, protected=True).result()
    _tell(catalog, client, _AT + 71 * _HOUR)
    put_all(catalog, client)


def test_roll_ups_are_read_in_the_place_of_segments(catalog: Catalog, tmp_path: Path) -> None:
    """One a day, the same catalog; later corrections win, also those of the same day."""
    client = MemoryClient()
    _days(catalog, client)
    assert len(roll_up_days(client, "2026-03-15")) == 2
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        # Two days, and the segments of the third.
        assert (counts.segments, counts.damaged_segments) == (2 + 5, 0)
        assert listing(found) == listing(catalog)
    assert client.heads == 0


def test_what_a_roll_up_does_not_cover_is_read(catalog: Catalog, tmp_path: Path) -> None:
    """A segment that came late, of a clock that was wrong, is later news than the day's others."""
    client = MemoryClient()
    _days(catalog, client)
    roll_up_days(client)
    catalog.write(cameras.rename, "yard", "Newest").result()
    _tell(catalog, client, _AT + 50 * _HOUR + 1)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert counts.segments == 3 + 1
        assert found.read(cameras.get, "yard").name == "Newest"


def test_segments_that_were_too_many_for_a_roll_up_are_read(catalog: Catalog, tmp_path: Path) -> None:
    """It covers the oldest of its day; what is left is newer."""
    client = MemoryClient()
    _days(catalog, client)
    covers, _ = decode_day(client.objects[roll_up_days(client, most=2)[0]][0])
    assert len(covers) == 2
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert counts.segments == 3 + 2 + 2 + 3
        assert listing(found) == listing(catalog)


_LIES: list[Any] = [
    b"",
    b"no gzip",
    lambda body: body[:-20],
    lambda body: changed(body, lambda head: head["covers"].update(dict.fromkeys(head["covers"], 1))),
    lambda body: changed(body, lambda head: head.pop("covers")),
    lambda body: changed(body, lambda head: head.update(covers=["x"])),
    lambda body: changed(body, lambda head: head.update(covers={"x": "y"})),
    lambda body: changed(body, lambda head: head.update(v=2)),
]


@pytest.mark.parametrize("lie", _LIES)
def test_segments_are_read_where_a_roll_up_is_not_believed(catalog: Catalog, tmp_path: Path, lie: Any) -> None:  # noqa: ANN401
    """One that is cut, unreadable or covers what is not there takes nothing away, and is named in the counts."""
    client = MemoryClient()
    _days(catalog, client)
    key = roll_up_days(client)[1]
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
    roll_up_days(client)
    for key in [key for key in client.objects if "_catalog/2026/03/14" in key]:
        del client.objects[key]
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert (counts.segments, counts.damaged_segments) == (3, 0)
        assert listing(found) == listing(catalog)

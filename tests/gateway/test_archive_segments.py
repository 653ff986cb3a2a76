"""Catalog segments: what is told, when, and that nothing is told wrongly or forgotten."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
import gzip
import json
from typing import Any, override

import pytest

from camvault_gateway.archive import SegmentWriter, segment_writer as telling
from camvault_gateway.archive.segment_writer import Segment
from camvault_gateway.catalog import Catalog, cameras, captures, changes, events
from camvault_gateway.catalog.bulk import deletion, moves
from camvault_gateway.model import ArchiveError, ArchiveProblem, Event, OutageError, State
from camvault_gateway.record.keys import segment_key
from camvault_gateway.record.segments import SegmentError, decode, encode

from .archiving import until
from .catalogs import Filler

_AT = 1_790_000_000_000


@dataclass
class Place:
    """A bucket that takes segments, or does not."""

    configured: bool = True
    problem: ArchiveProblem | None = None
    taken: list[Segment] = field(default_factory=list)

    async def put_segment(self, segment: Segment) -> None:
        """Take a segment."""
        if self.problem:
            raise OutageError("away") from ArchiveError(self.problem, "away")
        self.taken.append(segment)

    def told(self, kind: str) -> list[str]:
        """Return the ids of a kind that were told, in order."""
        return [row.get("id") or row["name"] for each in self.taken for row in decode(each.body)[kind]]


@pytest.fixture
def filler(catalog: Catalog) -> Filler:
    """Return what fills the catalog."""
    return Filler(catalog)


def _waiting(catalog: Catalog) -> int:
    return catalog.read(changes.waiting).changes


async def test_everything_is_told_once(catalog: Catalog, filler: Filler) -> None:
    """Cameras, folders, ended events and verified captures, with every field that is not local."""
    camera = filler.camera("Überwachung")
    event = filler.event(camera.id, _AT, ("person",))
    opened = filler.event(camera.id, _AT + 1, ended=False)
    capture = filler.verified(
        camera.id, _AT, event, labels=("person", "ö"), duration_ms=1500, camera_time=_AT - 5, channel=2
    )
    filler.catalog.write(captures.begin, replace(capture, id="f" * 32, state=State.RECEIVING, sha256=None)).result()
    place = Place()
    assert await SegmentWriter(catalog, place).write()
    (segment,) = place.taken
    rows = decode(segment.body)
    assert rows["camera"] == [{"id": camera.id, "name": "Überwachung", "created_at": camera.created_at}]
    assert rows["folder"] == [{"name": "Überwachung", "camera": camera.id}]
    assert [row["id"] for row in rows["event"]] == [event.id] != [opened.id]
    (told,) = rows["capture"]
    assert (told["original_path"], told["duration_ms"], told["camera_time"]) == (capture.original_path, 1500, _AT - 5)
    assert json.loads(told["labels"]) == ["person", "ö"]
    assert not told.keys() & {"thumbnail", "local", "state"}
    assert _waiting(catalog) == 0
    assert await SegmentWriter(catalog, place).write()
    assert len(place.taken) == 1


async def test_what_changes_while_it_is_told_is_told_again(catalog: Catalog, filler: Filler) -> None:
    """A row that changed between reading and the put's answer has a new number, and stays."""
    camera = filler.camera("yard")
    event = filler.event(camera.id, _AT)
    capture = filler.verified(camera.id, _AT, event)

    class Slow(Place):
        @override
        async def put_segment(self, segment: Segment) -> None:
            if not self.taken:
                await asyncio.to_thread(lambda: catalog.write(events.protect, event.id, protected=True).result())
            await super().put_segment(segment)

    place = Slow()
    told = SegmentWriter(catalog, place)
    assert await told.write()
    assert _waiting(catalog) == 1
    assert await told.write()
    assert _waiting(catalog) == 0
    assert place.told("event") == [event.id, event.id]
    assert [row["protected"] for each in place.taken for row in decode(each.body)["event"]] == [0, 1]
    assert place.told("capture") == [capture.id]


async def test_each_segment_says_whose_its_captures_are(catalog: Catalog, filler: Filler) -> None:
    """A camera that was told long ago is told again with what it saw: a lost segment loses no name."""
    camera = filler.camera("Front Door")
    place = Place()
    told = SegmentWriter(catalog, place)
    await told.write()
    filler.camera("other")
    await told.write()
    event = filler.event(camera.id, _AT)
    await told.write()
    filler.verified(camera.id, _AT, event)
    await told.write()
    last = decode(place.taken[-1].body)
    assert [row["name"] for row in last["camera"]] == ["Front Door"]
    assert [row["id"] for row in last["event"]] == [event.id]
    catalog.write(cameras.rename, camera.id, "Porch").result()
    await told.write()
    assert decode(place.taken[-1].body)["camera"][0]["name"] == "Porch"


async def test_segments_sort_by_time_whatever_the_clock_does(
    catalog: Catalog, filler: Filler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that was set back, also before a start, does not put newer news before older."""
    place = Place()
    for moment in (5000, 4000, 4000, 6000):
        monkeypatch.setattr(telling, "now_ms", lambda at=moment: at)
        filler.camera(f"c{len(place.taken)}")
        await SegmentWriter(catalog, place).write()
    keys = [segment_key("", "home", each.moment, each.identity) for each in place.taken]
    assert keys == sorted(keys)
    assert keys[0].startswith("home/_catalog/1970/01/01/000005.000Z_")


async def test_what_was_put_and_not_told_sorts_before_what_comes_next(
    catalog: Catalog, filler: Filler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that got lost leaves a segment that nobody knows of; then it stops, and the clock is set back."""
    place = Place()
    filler.camera("front")
    for moment, problem in ((5000, ArchiveProblem.UNREACHABLE), (4000, None)):
        monkeypatch.setattr(telling, "now_ms", lambda at=moment: at)
        place.problem = problem
        await SegmentWriter(catalog, place).write()
    assert [each.moment for each in place.taken] == [5001]


async def test_it_waits_for_its_time_or_for_many(
    catalog: Catalog, filler: Filler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cameras do waits for an hour, or until it is much; at the end the last of it is told."""
    monkeypatch.setattr(telling, "_LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(telling, "MANY", 5)
    camera = filler.camera("a").id
    place = Place()
    told = SegmentWriter(catalog, place)
    assert await told.write()
    for number in range(4):
        filler.verified(camera, _AT + number)
    await told._write_if_due()
    assert len(place.taken) == 1
    told.start()
    filler.verified(camera, _AT + 4)
    await until(lambda: _waiting(catalog) == 0)
    assert [len(decode(each.body)["capture"]) for each in place.taken] == [0, 5]
    filler.verified(camera, _AT + 5)
    await told.stop()
    assert len(place.taken) == 3


async def test_an_hour_is_long_enough(catalog: Catalog, filler: Filler, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then a single capture is told."""
    now = 1000.0
    monkeypatch.setattr(telling, "steady_s", lambda: now)
    camera = filler.camera("a").id
    place = Place()
    told = SegmentWriter(catalog, place)
    await told.write()
    capture = filler.verified(camera, _AT)
    for now, count in ((4599.0, 1), (4600.0, 2)):  # noqa: B007 the clock reads it
        await told._write_if_due()
        assert len(place.taken) == count
    assert place.told("capture") == [capture.id]


_BY_PEOPLE: list[Callable[[Catalog, Event], object]] = [
    lambda catalog, event: catalog.write(events.protect, event.id, protected=True).result(),
    lambda catalog, event: catalog.write(events.describe, event.id, "the postman").result(),
    lambda catalog, event: catalog.write(deletion.delete, event.id, _AT + 100_000).result(),
    lambda catalog, event: catalog.write(cameras.rename, event.camera, "Porch").result(),
    lambda catalog, _: catalog.write(cameras.add, "Garage", _AT, shared=True).result(),
    lambda catalog, event: catalog.write(moves.merge, event.camera, "b").result(),
    lambda catalog, event: catalog.write(moves.assign, event.camera, "a/x", "b").result(),
]


@pytest.mark.parametrize("act", _BY_PEOPLE)
async def test_what_people_do_is_told_at_once(
    catalog: Catalog, filler: Filler, act: Callable[[Catalog, Event], object]
) -> None:
    """A mark, a description, a deletion or a name is nowhere but here until it is told."""
    camera = filler.camera("a").id
    filler.camera("b")
    event = filler.event(camera, _AT)
    filler.verified(camera, _AT, event)
    place = Place()
    told = SegmentWriter(catalog, place)
    await told.write()
    filler.verified(camera, _AT + 1)
    await told._write_if_due()
    assert len(place.taken) == 1
    await asyncio.to_thread(act, catalog, event)
    await told._write_if_due()
    assert len(place.taken) == 2
    await told._write_if_due()
    assert (len(place.taken), _waiting(catalog)) == (2, 0)


async def test_deletion_while_a_segment_is_on_its_way(catalog: Catalog, filler: Filler) -> None:
    """The row with the highest number leaves with it: the next change has a higher one all the same, and is told."""
    camera = filler.camera("a").id
    event = filler.event(camera, _AT)
    capture = filler.verified(camera, _AT, event)

    class Slow(Place):
        @override
        async def put_segment(self, segment: Segment) -> None:
            if not self.taken:
                await asyncio.to_thread(lambda: catalog.write(deletion.delete, event.id, _AT + 1).result())
            await super().put_segment(segment)

    place = Slow()
    told = SegmentWriter(catalog, place)
    await told.write()
    assert place.told("deleted") == []
    await told.write()
    assert place.told("deleted") == [capture.id]


async def test_nothing_is_told_of_what_is_gone(catalog: Catalog, filler: Filler) -> None:
    """A number whose row is there no more makes no segment."""
    camera = filler.camera("a").id
    place = Place()
    told = SegmentWriter(catalog, place)
    await told.write()
    event = filler.event(camera, _AT)
    catalog.write(events.remove, event.id).result()
    assert _waiting(catalog) > 0
    assert await told.write()
    assert (len(place.taken), _waiting(catalog)) == (1, 0)


async def test_an_outage_is_waited_for_in_silence(
    catalog: Catalog, filler: Filler, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One line when it begins and one when it is over; nothing is forgotten meanwhile, and the end is not held up."""
    monkeypatch.setattr(telling, "_FIRST_RETRY_S", 0.001)
    place = Place(problem=ArchiveProblem.UNREACHABLE)
    told = SegmentWriter(catalog, place, every_s=0.01)
    caplog.set_level("INFO")
    told.start()
    filler.camera("a")
    await asyncio.sleep(0.4)
    assert len(caplog.records) == 1
    place.problem = None
    await until(lambda: _waiting(catalog) == 0)
    assert len(caplog.records) == 2
    place.problem = ArchiveProblem.DENIED
    filler.camera("b")
    await until(lambda: len(caplog.records) == 3)
    await told.stop()
    assert _waiting(catalog) == 2


async def test_without_an_archive_everything_waits(catalog: Catalog, filler: Filler) -> None:
    """The catalog remembers it for the day there is one."""
    filler.camera("a")
    told = SegmentWriter(catalog, Place(configured=False), every_s=0)
    await told._write_if_due()
    await told.stop()
    assert _waiting(catalog) == 2


async def test_idle_catalog_is_not_read(catalog: Catalog, filler: Filler, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it looks, what waits is read after a transaction only; and told when its hour is over."""
    camera, place, now, reads = filler.camera("yard").id, Place(), 0.0, 0
    read = catalog.read

    def counted(*args: Any) -> Any:  # noqa: ANN401 as what it stands for
        nonlocal reads
        reads += args[0] is changes.waiting
        return read(*args)

    monkeypatch.setattr(telling, "steady_s", lambda: now)
    told = SegmentWriter(catalog, place)
    await told.write()
    monkeypatch.setattr(catalog, "read", counted)
    for expected in (1, 2):
        filler.verified(camera, _AT + expected)
        for _ in range(100):
            now += 15
            await told._write_if_due()
        assert (reads, len(place.taken)) == (expected, 1)
    now = telling.EVERY_S
    await told._write_if_due()
    assert place.told("camera") == [camera, camera]
    assert len(place.told("capture")) == _waiting(catalog) + 2


def _segment(*lines: Any) -> bytes:  # noqa: ANN401 any JSON
    return gzip.compress("\n".join(json.dumps(line) for line in lines).encode())


_CAMERA = {"id": "a", "name": "A", "created_at": 1}


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "damaged"),
        (b"no gzip", "damaged"),
        (_segment({"v": 1}, {"camera": _CAMERA})[:-12], "damaged"),
        (_segment({"v": 2}), "later CamVault"),
        (_segment({"camera": _CAMERA}), "damaged"),
        (_segment({"v": 1}, []), "damaged"),
        (_segment({"v": 1}, {"camera": []}), "camera"),
        (_segment({"v": 1}, {"camera": _CAMERA | {"id": "../x"}}), "impossible id"),
        (_segment({"v": 1}, {"camera": _CAMERA | {"name": "\ud800"}}), "impossible name"),
        (_segment({"v": 1}, {"camera": _CAMERA | {"created_at": 1e99}}), "impossible created_at"),
        (_segment({"v": 1}, {"camera": _CAMERA | {"created_at": True}}), "impossible created_at"),
        (_segment({"v": 1}, {"capture": {"id": "f" * 32}}), "impossible id"),
    ],
)
def test_damaged_segments_are_refused(body: bytes, says: str) -> None:
    """As a whole, with what is wrong."""
    with pytest.raises(SegmentError, match=says):
        decode(body)


def test_later_fields_and_kinds_are_left_alone() -> None:
    """What a later CamVault adds does not keep this one from reading the rest."""
    rows = decode(_segment({"v": 1, "site": "x"}, {"camera": _CAMERA | {"more": 1}}, {"person": {"id": 5}}))
    assert rows["camera"] == [_CAMERA]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("extension", "/../../x"),
        ("extension", ".mp4/x"),
        ("id", "../" + "a" * 29),
        ("size", -1),
        ("sha256", None),
        ("kind", "film"),
        ("labels", "person"),
        ("labels", [1]),
        ("content_type", "text/html\r\nx: y"),
        ("captured_at", 253_402_300_800_000),
    ],
)
def test_captures_that_cannot_be_are_refused(catalog: Catalog, filler: Filler, name: str, value: object) -> None:
    """A bucket's word reaches neither the file system nor a header."""
    filler.verified(filler.camera("a").id, _AT)
    lines = gzip.decompress(encode(catalog.read(changes.untold, 10))).decode().splitlines()
    record = json.loads(lines[-1])
    record["capture"][name] = value
    with pytest.raises(SegmentError, match=name):
        decode(_segment({"v": 1}, record))

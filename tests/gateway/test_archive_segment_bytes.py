"""What is in a segment, to the letter, and how segments that are not ours are met."""

from dataclasses import asdict, replace
import gzip
import json
from typing import Any

import pytest

from camvault_gateway.archive import SegmentWriter
from camvault_gateway.archive.segment_writer import Segment
from camvault_gateway.catalog import Catalog, captures, changes, events
from camvault_gateway.catalog.bulk import moves
from camvault_gateway.model import ArchiveError, ArchiveProblem, Capture, new_id, now_ms
from camvault_gateway.record import segments
from camvault_gateway.record.keys import segment_key
from camvault_gateway.record.segments import SegmentError, decode, encode

from .archiving import SITE, Gateway
from .catalogs import Filler
from .s3_faults import Fault, Wire
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)

_AT = 1_790_000_000_000
# What is this gateway's own matter, and told to no bucket.
_LOCAL = {"state", "thumbnail", "local"}


@pytest.fixture
def capture(catalog: Catalog) -> Capture:
    """Return a capture with all that may be known of one, and everything else that is told."""
    filler = Filler(catalog)
    filler.camera("Yard", _AT - 9)
    filler.camera("Gone", _AT - 8)
    event = filler.event("yard", _AT, ["person"])
    known: dict[str, Any] = {"labels": ("person", "ö"), "duration_ms": 1500, "camera_time": _AT - 5, "channel": 2}
    capture = filler.verified("yard", _AT, event, **known)
    catalog.write(moves.merge, "gone", "yard").result()
    while catalog.write(moves.step, 9).result():
        pass
    return catalog.write(captures.change, replace(capture, thumbnail=True, archived_at=_AT + 7)).result()


def _lines(body: bytes) -> list[dict[str, dict[str, Any]]]:
    return [json.loads(line) for line in gzip.decompress(body).decode().splitlines()]


def test_every_field_and_no_other(catalog: Catalog, capture: Capture) -> None:
    """Each record has what the catalog knows; nothing of it is a matter of this gateway's vault."""
    _, *records = _lines(encode(catalog.read(changes.untold, 100)))
    assert gzip.decompress(encode(catalog.read(changes.untold, 100))).startswith(b'{"v": 1}\n')
    told = {kind: record for each in records for kind, record in each.items()}
    assert [kind for each in records for kind in each] == ["camera", "folder", "folder", "merged", "event", "capture"]
    assert told["camera"] == {"id": "yard", "name": "Yard", "created_at": _AT - 9}
    assert told["merged"] == {"id": "gone", "target": "yard"}
    expected = {name: value for name, value in asdict(capture).items() if value is not None and name not in _LOCAL}
    assert told["capture"] == {**expected, "labels": [*capture.labels]}
    assert {"playback", "condition", "archive_key"} <= told["capture"].keys() | {"playback"}
    event = catalog.read(events.get, capture.event or "")
    assert told["event"] == {
        "id": event.id,
        "camera": "yard",
        "started_at": _AT,
        "last_at": event.last_at,
        "ended_at": event.ended_at,
        "labels": ["person"],
        "protected": False,
    }


def test_equal_news_make_equal_bytes(catalog: Catalog, capture: Capture) -> None:
    """Whenever they are told: no time of the machine's is in them, so a put that is repeated finds itself."""
    body = encode(catalog.read(changes.untold, 100))
    assert capture.id in gzip.decompress(body).decode()
    assert body == encode(catalog.read(changes.untold, 100))
    # RFC 1952: bytes 4 to 7 are the time it was compressed at.
    assert body[4:8] == bytes(4)


def test_keys_sort_by_time() -> None:
    """By the segment's moment; below the site's own prefix."""
    assert segment_key("a/b", "home", 5000, "id") == "a/b/home/_catalog/1970/01/01/000005.000Z_id.ndjson.gz"


def _packed(*lines: str) -> bytes:
    return gzip.compress("\n".join(lines).encode())


def _folder(number: int) -> str:
    return json.dumps({"folder": {"name": f"{number:04}", "camera": "a"}})


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small object of a damaged or hostile bucket must not fill the memory."""
    lines = ['{"v": 1}', *(_folder(number) for number in range(100))]
    size = len("\n".join(lines))
    monkeypatch.setattr(segments, "_LARGEST_UNPACKED", size)
    assert len(decode(_packed(*lines))["folder"]) == 100
    monkeypatch.setattr(segments, "_LARGEST_UNPACKED", size - 1)
    with pytest.raises(SegmentError, match="too large"):
        decode(_packed(*lines))


@pytest.mark.parametrize("where", ["head", "record"])
def test_line_without_an_end_is_refused(where: str) -> None:
    """It is read to a bound only, and what is cut there is no record."""
    long = json.dumps({"folder": {"name": "x" * 100_000, "camera": "a"}})
    lines = [long] if where == "head" else ['{"v": 1}', long]
    with pytest.raises(SegmentError):
        decode(_packed(*lines))


def test_bomb_is_refused_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line without an end that unpacks to 64 MiB is not unpacked to its end."""
    read: list[int] = []
    real = gzip.GzipFile.readline

    def readline(file: gzip.GzipFile, size: int | None = -1) -> bytes:
        line = real(file, size)
        read.append(len(line))
        return line

    monkeypatch.setattr(gzip.GzipFile, "readline", readline)
    with pytest.raises(SegmentError):
        decode(gzip.compress(b'{"v": 1}\n' + b" " * (64 * 1024 * 1024)))
    assert sum(read) < 1024 * 1024


async def test_segment_that_the_store_got_otherwise(gateway: Gateway, seaweedfs: S3Server, capture: Capture) -> None:
    """It tells another checksum than that of what was sent: what was to be told waits, and is told again."""
    assert capture.event
    told = SegmentWriter(gateway.catalog, gateway.archive)
    waiting = gateway.catalog.read(changes.waiting).changes
    wrong = True
    wire = Wire(seaweedfs, plan=lambda method: Fault.WRONG_CHECKSUM if wrong and method == "PUT" else None)
    async with wire.running():
        place = seaweedfs.settings(seaweedfs.warm_bucket(), endpoint_url=wire.endpoint_url)
        gateway.archive.configure(place, SITE)
        assert not await told.write()
        assert gateway.problem() is ArchiveProblem.DAMAGED
        assert gateway.catalog.read(changes.waiting).changes == waiting > 0
        with pytest.raises(ArchiveError, match="not what was put") as caught:
            await gateway.archive.put_segment(Segment(now_ms(), new_id(), b"body", 1))
        assert caught.value.problem is ArchiveProblem.DAMAGED
        wrong = False
        assert await told.write()
    assert gateway.catalog.read(changes.waiting).changes == 0
    assert gateway.problem() is None

"""The gateway reads and writes buckets as docs/format.md says: the vectors that any implementation may be held to."""

import base64
import gzip
import hashlib
import json
from pathlib import Path
from random import Random
from typing import Any, Final, override

import pytest

from camvault_gateway.catalog import Catalog
from camvault_gateway.model import Capture, Condition, Kind
from camvault_gateway.record.inferred import inferred_row
from camvault_gateway.record.keys import CaptureKey, archive_key, first_key, segment_key
from camvault_gateway.record.metadata import Head, capture_row, metadata
from camvault_gateway.record.rows import Row, RowError
from camvault_gateway.record.segments import SegmentError, decode, decode_day

from .catalogs import SITE
from .rebuilding import rebuilt, unseen
from .s3_memory import MemoryClient, memory_store

_VECTORS: Final = Path(__file__).parents[1] / "vectors"
_FLAGS: Final = ("scheduled", "protected", "forgotten")
_EVENT: Final = "id, camera, started_at, last_at, ended_at, labels, protected, description"
_CAMERA: Final = "id, name, created_at"

type Vector = dict[str, Any]


def _vectors(file: str, kind: str | None = None) -> list[Vector]:
    found = json.loads((_VECTORS / file).read_text())
    return list(found if kind is None else found[kind])


def _named(vector: object) -> str | None:
    return str(vector.get("name") or vector["key"]) if isinstance(vector, dict) else None


def _capture(told: Vector) -> Capture:
    """Return a capture of what a vector tells of it."""
    most = {"id": "0" * 32, "event": None, "original_path": "x", "content_type": "x/x"}
    most |= dict.fromkeys(("started_at", "received_at"), told["captured_at"])
    known = {**most, **told, "labels": tuple(told["labels"]), "kind": Kind(told["kind"])}
    return Capture(**known | ({"condition": Condition(told["condition"])} if "condition" in told else {}))


def _told(row: Row) -> Row:
    """Return a catalog's row as the format has it."""
    meant = dict(row)
    meant |= {name: json.loads(row[name]) for name in ("labels", "unseen") if name in row}
    return meant | {name: bool(row[name]) for name in _FLAGS if name in row}


@pytest.mark.parametrize("vector", _vectors("keys.json", "make"), ids=_named)
def test_key_is_made(vector: Vector) -> None:
    """Of prefix, site and capture; and read back it tells them again."""
    key = archive_key(vector["prefix"], vector["site"], _capture(vector["capture"]))
    assert key == vector["key"]
    named = CaptureKey.parse(key)
    assert named is not None
    assert (named.captured_at, named.camera) == (vector["capture"]["captured_at"], vector["capture"]["camera"])


@pytest.mark.parametrize("vector", _vectors("keys.json", "parse"), ids=_named)
def test_key_is_taken_apart(vector: Vector) -> None:
    """Or is none of a capture."""
    found = CaptureKey.parse(vector["key"])
    assert (found and {name: getattr(found, name) for name in CaptureKey.__slots__}) == vector["parts"]


def test_other_keys() -> None:
    """Those of a capture's first object, and of segments."""
    for vector in _vectors("keys.json", "first"):
        assert first_key(vector["key"]) == vector["first"]
    for vector in _vectors("keys.json", "segments"):
        assert segment_key(vector["prefix"], vector["site"], vector["told_at"], vector["id"]) == vector["key"]


def test_metadata_is_written() -> None:
    """What is known, and no more."""
    for vector in _vectors("metadata.json", "write"):
        assert metadata(_capture(vector["capture"])) == vector["metadata"]


@pytest.mark.parametrize("vector", _vectors("metadata.json", "read"), ids=_named)
def test_metadata_is_read(vector: Vector) -> None:
    """Or refused."""
    head = Head(**vector["head"])
    if vector["row"] is None:
        with pytest.raises(RowError):
            capture_row(vector["key"], head)
    else:
        assert _told(capture_row(vector["key"], head)) == vector["row"]


@pytest.mark.parametrize("vector", _vectors("metadata.json", "bare"), ids=_named)
def test_bare_object_is_read(vector: Vector) -> None:
    """By its key and its bytes, or not at all."""
    content = vector["content"].encode()
    asked = (vector["key"], len(content), hashlib.sha256(content).hexdigest())
    if vector["row"] is None:
        with pytest.raises(RowError):
            inferred_row(*asked)
    else:
        assert _told(inferred_row(*asked)) == vector["row"]


def test_types_are_those_of_the_vectors() -> None:
    """A bare object's type follows from its extension."""
    sha256 = "0123456789abcdef" * 4
    for extension, content_type in json.loads((_VECTORS / "types.json").read_text()).items():
        key = f"home/yard/2026/11/23/101530.123Z_clip_motion_0123456789abcdef{extension}"
        assert inferred_row(key, 5, sha256)["content_type"] == content_type


@pytest.mark.parametrize("vector", _vectors("segments.json", "segments"), ids=_named)
def test_segment_is_read(vector: Vector) -> None:
    """As a whole, or not at all."""
    body = base64.b64decode(vector["gzip"])
    if vector["rows"] is None:
        with pytest.raises(SegmentError):
            decode(body)
    else:
        assert {kind: [_told(row) for row in rows] for kind, rows in decode(body).items()} == vector["rows"]


@pytest.mark.parametrize("vector", _vectors("segments.json", "roll_ups"), ids=_named)
def test_roll_up_is_read(vector: Vector) -> None:
    """With what it covers."""
    body = base64.b64decode(vector["gzip"])
    if vector["rows"] is None:
        with pytest.raises(SegmentError):
            decode_day(body)
    else:
        covers, rows = decode_day(body)
        assert covers == vector["covers"]
        assert {kind: [_told(row) for row in found] for kind, found in rows.items()} == vector["rows"]


class _Shuffled(MemoryClient):
    """A bucket that lists in any order."""

    random = Random(1)  # noqa: S311 an order, no secret

    @override
    def _contents(self, keys: list[str]) -> list[dict[str, Any]]:
        return self.random.sample(found := super()._contents(keys), len(found))


@pytest.mark.parametrize("turn", range(2))
@pytest.mark.parametrize("vector", _vectors("buckets.json"), ids=_named)
def test_bucket_is_read(vector: Vector, turn: int, tmp_path: Path) -> None:
    """By a rebuild, whatever the order that its objects are listed in."""
    client = _Shuffled(page=1000)
    client.random.seed(turn)
    for each in vector["objects"]:
        content = each["content"].encode()
        client.add(each["key"], content, Metadata=each["metadata"], ContentType=each["content_type"])
    for each in vector["segments"]:
        lines = "\n".join(json.dumps(line) for line in each.get("lines", []))
        client.add(each["key"], base64.b64decode(each["gzip"]) if "gzip" in each else gzip.compress(lines.encode()))
    with rebuilt(memory_store(client, SITE), tmp_path / "new") as (catalog, _):
        names = ", ".join(vector["captures"][0]) if vector["captures"] else "id"
        for table, columns in (("captures", names), ("events", _EVENT), ("cameras", _CAMERA)):
            assert _shown(catalog, table, columns) == sorted(vector[table], key=lambda each: str(each["id"])), table
        assert unseen(catalog) == vector.get("seen", {})


def _shown(catalog: Catalog, table: str, columns: str) -> list[Row]:
    query = f"SELECT {columns} FROM {table} ORDER BY id"  # noqa: S608 our own names
    return [_told(dict(row)) for row in catalog.read(lambda db: db.execute(query).fetchall())]

"""Copies for protected events, in a catalog from the bucket alone."""

from dataclasses import replace
from pathlib import Path
from typing import Any, override

from botocore.exceptions import ClientError
import pytest

from camvault_gateway.archive.rebuild import requests
from camvault_gateway.catalog import Catalog, captures, events
from camvault_gateway.model import ArchiveError, Capture, Event, TaskKind

from .catalogs import Filler
from .rebuilding import put_all, rebuilt, tell
from .s3_memory import MemoryClient, memory_store
from .todo import earliest


def _copy(capture: Capture) -> Capture:
    return replace(
        capture, archive_key=(capture.archive_key or "").replace("camvault/home/", "camvault/_protected/home/")
    )


@pytest.fixture
def seen(catalog: Catalog) -> tuple[Event, Capture]:
    """Return an event with one capture, both untold."""
    filler = Filler(catalog)
    event = filler.event(filler.camera("Yard").id, 1_780_000_000_000, ("person",))
    return event, filler.verified("yard", 1_780_000_000_000, event, labels=("person",))


def _objects(catalog: Catalog, capture: Capture, left: str) -> MemoryClient:
    """Return a bucket in which the first object is left, the copy, or both."""
    client = MemoryClient()
    if left in {"first", "both"}:
        put_all(catalog, client)
    if left in {"copy", "both"}:
        client.add_capture(_copy(capture))
    return client


@pytest.mark.parametrize("left", ["copy", "both"])
def test_copy_tells_of_itself(catalog: Catalog, seen: tuple[Event, Capture], tmp_path: Path, left: str) -> None:
    """Without any segment it is one capture, it lies in the copy, and its event is protected."""
    event, capture = seen
    with rebuilt(memory_store(_objects(catalog, capture, left)), tmp_path / "new") as (found, counts):
        assert (counts.captures, counts.foreign) == (1, 0)
        assert found.read(captures.get, capture.id).archive_key == _copy(capture).archive_key
        again = found.read(events.get, event.id)
        assert (again.protected, again.unkept, again.labels) == (True, 0, ("person",))


@pytest.mark.parametrize("left", ["copy", "both"])
def test_segment_tells_otherwise(catalog: Catalog, seen: tuple[Event, Capture], tmp_path: Path, left: str) -> None:
    """The owner took the mark away, and a segment says so: the copy is there, and the mark is not."""
    event, capture = seen
    client = _objects(catalog, capture, left)
    catalog.write(captures.change, _copy(capture)).result()
    tell(catalog, client)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert (counts.captures, counts.missing, counts.recovered) == (1, 0, 0)
        assert found.read(captures.get, capture.id).kept
        assert not found.read(events.get, event.id).protected


@pytest.mark.parametrize(("left", "waits"), [("first", True), ("both", True), ("copy", False)])
def test_copy_that_no_segment_knows(
    catalog: Catalog, seen: tuple[Event, Capture], tmp_path: Path, left: str, *, waits: bool
) -> None:
    """What lies in its first object, and belongs to a protected event, is copied again, or found to be."""
    event, capture = seen
    catalog.write(events.protect, event.id, protected=True).result()
    client = _objects(catalog, capture, left)
    tell(catalog, client)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, _):
        assert (found.read(earliest, TaskKind.PROTECT) is not None) == waits
        assert found.read(captures.get, capture.id).kept != waits
        assert found.read(events.get, event.id).protected


class _Refusing(MemoryClient):
    """A bucket that answers a list of the copies with an error."""

    code: str = ""

    @override
    def list_objects_v2(
        self, Bucket: str, Prefix: str, Delimiter: str = "", ContinuationToken: str = ""
    ) -> dict[str, Any]:
        if Prefix.startswith("camvault/_protected/"):
            error = {"Error": {"Code": self.code}, "ResponseMetadata": {"HTTPStatusCode": 403}}
            raise ClientError(error, "ListObjectsV2")  # type: ignore[arg-type]
        return super().list_objects_v2(Bucket, Prefix, Delimiter, ContinuationToken)


@pytest.mark.parametrize(
    ("code", "problem"), [("SlowDown", "archive_unreachable"), ("NoSuchBucket", "archive_bucket_missing")]
)
def test_copies_that_cannot_be_listed_now(
    catalog: Catalog,
    seen: tuple[Event, Capture],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    problem: str,
) -> None:
    """A rebuild that left them out in silence would show protected captures as gone: it ends, and may be run again."""
    monkeypatch.setattr(requests, "_TRIES", 2)
    monkeypatch.setattr(requests, "_FIRST_WAIT_S", 0)
    client = _Refusing()
    client.code = code
    put_all(catalog, client)
    with pytest.raises(ArchiveError) as caught, rebuilt(memory_store(client), tmp_path / "new"):
        pass
    assert caught.value.problem == problem
    with Catalog(tmp_path / "new" / "catalog.db") as found:
        assert found.read(captures.find, seen[1].id) is None


def test_copies_that_may_not_be_listed(
    catalog: Catalog, seen: tuple[Event, Capture], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A key from before there were copies brings back all else, and it is said that they are left out."""
    client = _Refusing()
    client.code = "AccessDenied"
    put_all(catalog, client)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert counts.captures == 1
        assert found.read(captures.get, seen[1].id).archive_key == seen[1].archive_key
    assert "may not list the copies" in caplog.text

"""A catalog from the bucket alone: the same as the one that was lost."""

from collections.abc import Callable
from dataclasses import replace
import hashlib
import itertools
from pathlib import Path
import threading
from typing import Any

from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st
import pytest

from camvault_gateway.archive import EmptyError, Rebuild, StoppedError
from camvault_gateway.catalog import Catalog, cameras, captures, changes, events, settings
from camvault_gateway.model import Capture, Condition, Kind, State, TaskKind, now_ms
from camvault_gateway.record.keys import next_key

from .catalogs import Filler
from .rebuilding import bring, listing, put_all, rebuilt, tell
from .s3_memory import MemoryClient, memory_store
from .todo import due

_AT = 1_780_000_000_000
_NUMBER = itertools.count()
_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
_LABELS = st.lists(st.sampled_from(["person", "vehicle", "line_crossing"]), unique=True).map(tuple)


@st.composite
def _captures(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(Kind))
    moment = _AT + draw(st.integers(0, 20_000_000))
    return {
        "kind": kind,
        "extension": ".mp4" if kind is Kind.CLIP else draw(st.sampled_from([".jpg", ""])),
        "content_type": "video/mp4" if kind is Kind.CLIP else "image/jpeg",
        "original_path": f"/{draw(_TEXT)}/{draw(_TEXT)}",
        "at": moment,
        "received_at": moment + draw(st.integers(0, 100_000)),
        "camera_time": draw(st.none() | st.integers(_AT, _AT + 9_000_000)),
        "labels": draw(_LABELS),
        "scheduled": draw(st.booleans()),
        "size": draw(st.integers(0, 50)),
        "condition": draw(st.sampled_from([each for each in Condition if each is not Condition.EMPTY])),
        "duration_ms": draw(st.none() | st.integers(1, 100_000)),
    }


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    folders=st.lists(_TEXT, min_size=1, max_size=4, unique=True),
    made=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.booleans(), _captures()), max_size=25),
    names=st.lists(_TEXT, max_size=3),
    limit=st.integers(1, 12),
)
def test_rebuilt_catalog_is_the_lost_one(
    tmp_path_factory: pytest.TempPathFactory,
    folders: list[str],
    made: list[tuple[int, int, bool, dict[str, Any]]],
    names: list[str],
    limit: int,
) -> None:
    """Captures, events, cameras, folders, labels, marks and days: whatever there was, told in however many segments."""
    folder = tmp_path_factory.mktemp(f"rebuild{next(_NUMBER)}")
    client = MemoryClient()
    with Catalog(folder / "lost.db") as lost:
        filler = Filler(lost)
        owners = [filler.camera(each, _AT) for each in folders]
        episodes = {}
        for owner, number, protected, capture in made:
            camera = owners[owner % len(owners)]
            if number and (camera.id, number) not in episodes:
                episodes[camera.id, number] = filler.event(camera.id, _AT + number, capture["labels"])
            filler.verified(camera.id, event=episodes.get((camera.id, number)), **capture)
            if number and protected:
                lost.write(events.protect, episodes[camera.id, number].id, protected=True).result()
            if number % 2:
                tell(lost, client, limit)
        for camera, name in zip(owners, names, strict=False):
            lost.write(cameras.rename, camera.id, name).result()
        tell(lost, client, limit)
        put_all(lost, client)
        with rebuilt(memory_store(client), folder / "new") as (catalog, counts):
            assert listing(catalog) == listing(lost)
            assert (counts.captures, counts.recovered, counts.foreign) == (len(made), 0, 0)
            assert client.heads == 0
            # Only cameras and folders are told again: they may have been made up here.
            assert catalog.read(changes.untold, 5000).captures == ()


def _fill(catalog: Catalog) -> list[Capture]:
    filler = Filler(catalog)
    made = []
    for number, folder in enumerate(["Front Door", "Überwachung (2)", "yard"]):
        camera = filler.camera(folder, _AT)
        for episode in range(4):
            start = _AT + 100_000 * (10 * number + episode)
            event = filler.event(camera.id, start, ("person",))
            for at in range(3):
                path = f"/{folder}/2026 11/{at}.mp4"
                labels = ("person",) if at else ()
                moment = start + 1000 * at
                made.append(filler.verified(camera.id, moment, event, original_path=path, labels=labels))
    return made


def test_without_segments_captures_tell_of_themselves(catalog: Catalog, tmp_path: Path) -> None:
    """Names come from the folders, events from their captures; they are told by the next segment."""
    made = _fill(catalog)
    client = MemoryClient()
    put_all(catalog, client)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert (counts.recovered, counts.captures) == (len(made), len(made))
        before, after = listing(catalog), listing(found)
        assert after["captures"] == before["captures"]
        assert after["folders"] == before["folders"]
        assert [each["name"] for each in after["cameras"]] == [each["name"] for each in before["cameras"]]
        for was, now in zip(before["events"], after["events"], strict=True):
            assert (now["id"], now["camera"], now["captures"]) == (was["id"], was["camera"], was["captures"])
            assert now["labels"] == ("person",)
            assert now["ended_at"] == now["last_at"] >= now["started_at"]
        tell(found, client)
        with rebuilt(memory_store(client), tmp_path / "again") as (again, later):
            assert (later.recovered, listing(again)) == (0, after)


def test_newest_captures_have_no_segment_yet(catalog: Catalog, tmp_path: Path) -> None:
    """The minutes before the theft are asked for one by one, the rest is not."""
    _fill(catalog)
    client = MemoryClient()
    tell(catalog, client)
    filler = Filler(catalog)
    opened = filler.event("yard", now_ms(), ended=False)
    late = [filler.verified("yard", event=opened, labels=("vehicle",)), filler.verified(filler.camera("New one").id)]
    put_all(catalog, client)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert (counts.recovered, client.heads) == (2, 2)
        assert listing(found)["captures"] == listing(catalog)["captures"]
        event = found.read(events.get, opened.id)
        assert (event.captures, event.labels, event.ended_at) == (1, ("vehicle",), late[0].received_at)
        assert {each.id for each in found.read(changes.untold, 5000).captures} == {each.id for each in late}


@pytest.mark.parametrize("damage", [lambda body: body[:-20], lambda _: b"", lambda _: b"not gzip", lambda b: b + b"x"])
def test_damaged_segment_is_left_out(
    catalog: Catalog, tmp_path: Path, damage: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    """It is named in the log, and its captures tell of themselves."""
    _fill(catalog)
    client = MemoryClient()
    keys = tell(catalog, client, 10)
    put_all(catalog, client)
    body, head = client.objects[keys[1]]
    client.objects[keys[1]] = (damage(body), head)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert (counts.damaged_segments, counts.segments) == (1, len(keys) - 1)
        assert counts.recovered > 0
        assert listing(found)["captures"] == listing(catalog)["captures"]
    assert keys[1] in caplog.text


def test_only_what_is_in_the_bucket_counts(catalog: Catalog, tmp_path: Path) -> None:
    """What a lifecycle rule has removed is not brought back, nor an event of which nothing is left."""
    made = _fill(catalog)
    client = MemoryClient()
    tell(catalog, client)
    for capture in made[3:]:
        client.add_capture(capture)
    wrong = made[4]
    client.objects[wrong.archive_key or ""] = (b"cut", client.objects[wrong.archive_key or ""][1])
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert (counts.captures, counts.missing, counts.unusable) == (len(made) - 4, 4, 1)
        assert counts.events == 11
        assert found.read(captures.find, wrong.id) is None


def test_other_objects_are_left_alone(catalog: Catalog, tmp_path: Path) -> None:
    """Foreign keys, objects without metadata, other sites and leftovers of set-up checks."""
    made = _fill(catalog)
    client = MemoryClient()
    put_all(catalog, client)
    client.add("camvault/home/readme.txt", b"hello")
    client.add("camvault/home/front-door/holiday.mp4", b"hello")
    client.add("camvault/home/_catalog/notes.txt", b"hello")
    client.add("camvault/home/.check-5", b"probe")
    client.add("camvault/other/yard/2026/01/01/000000.000Z_clip_motion_0123456789abcdef.mp4", b"hello")
    client.add("camvault/home/yard/2026/01/01/000000.000Z_clip_motion_0123456789abcdef.mp4", b"hello")
    stranger = replace(
        made[0], id="../../../etc/passwd-and-some-more", archive_key=f"{made[0].archive_key}"[:-4] + ".avi"
    )
    client.add_capture(stranger)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert (counts.captures, counts.foreign, counts.unusable) == (len(made), 2, 2)
        assert listing(found)["captures"] == listing(catalog)["captures"]


def test_a_bucket_of_others_is_refused(tmp_path: Path) -> None:
    """An empty catalog would look like success; the message names the sites that are there."""
    client = MemoryClient()
    client.add("camvault/cabin/yard/x", b"")
    with (
        pytest.raises(EmptyError, match=r"camvault/home/\. .* other sites: cabin"),
        rebuilt(memory_store(client), tmp_path / "new"),
    ):
        pass


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("good", [0, 4, 10])
def test_of_several_tries_the_good_one_counts(catalog: Catalog, tmp_path: Path, *, told: bool, good: int) -> None:
    """What is not what had been put stays in the bucket; the capture lies where its very bytes are, and only once."""
    filler, right = Filler(catalog), b"good bytes"
    again = filler.verified(filler.camera("yard").id, _AT, sha256=hashlib.sha256(right).hexdigest(), size=len(right))
    client = MemoryClient()
    for number in range(11):
        client.add_capture(again, right if number == good else b"bad bytes!")
        if number == good:
            catalog.write(captures.change, again).result()
        again = replace(again, archive_key=next_key(again.archive_key or "")[0])
    if told:
        tell(catalog, client)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert listing(found)["captures"] == listing(catalog)["captures"]
        assert (counts.captures, counts.recovered) == (1, not told)


def test_renamed_camera_keeps_its_last_name(catalog: Catalog, tmp_path: Path) -> None:
    """Of several records the last one counts, whatever order they are read in."""
    _fill(catalog)
    client = MemoryClient()
    tell(catalog, client)
    for name in ("Porch", "Hall", "Entrance"):
        catalog.write(cameras.rename, "front-door", name).result()
        tell(catalog, client)
    put_all(catalog, client)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, _):
        assert found.read(cameras.get, "front-door").name == "Entrance"
        assert found.write(cameras.for_folder, "Front Door", now_ms()).result().id == "front-door"


def test_stopped_rebuild_keeps_nothing_and_can_be_repeated(catalog: Catalog, tmp_path: Path) -> None:
    """Nothing is in the catalog before all is known; what a stop cut off later is done again."""
    made = _fill(catalog)
    client = MemoryClient()
    tell(catalog, client)
    put_all(catalog, client)
    stopped = threading.Event()
    with Catalog(tmp_path / "new.db") as found:
        found.write(settings.ensure).result()

        def stop_at(step: str) -> Any:  # noqa: ANN401 a callback
            def report(counts: Any) -> None:  # noqa: ANN401 the counts
                if counts.step == step:
                    stopped.set()
                    raise StoppedError

            return report

        for step in ("list", "read", "recover", "keep"):
            stopped.clear()
            work = Rebuild(memory_store(client), found, tmp_path / "rebuild.db", stop_at(step), stopped, moves_in=True)
            with pytest.raises(StoppedError):
                work.run()
            assert found.read(captures.list_page).items == []
            assert (tmp_path / "rebuild.db").exists()
        for _ in range(2):
            assert bring(memory_store(client), found, tmp_path / "rebuild.db").captures == len(made)
            assert listing(found) == listing(catalog)


def test_rows_are_verified_and_not_here(catalog: Catalog, tmp_path: Path) -> None:
    """Nothing is in the vault; thumbnails are made of the newest, and of others when they are asked for."""
    made = _fill(catalog)
    client = MemoryClient()
    tell(catalog, client)
    put_all(catalog, client)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, _):
        for capture in found.read(captures.list_page, limit=500).items:
            assert (capture.state, capture.local, capture.thumbnail) == (State.VERIFIED, False, False)
        assert found.read(captures.totals) == (0, 0)
        assert found.read(captures.backlog).files == 0
        task = due(found, TaskKind.DERIVE, now_ms(), [], "")
        assert task is not None
        assert task.capture in {each.id for each in made}

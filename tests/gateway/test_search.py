"""Finding captures and events by words, however they changed since."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from camvault_gateway.catalog import Catalog, cameras, captures, events
from camvault_gateway.catalog.bulk import expiry, moves
from camvault_gateway.catalog.lists import event_pages
from camvault_gateway.model import Capture, Kind, State, now_ms

from .catalogs import Filler

_AT = 1_790_000_000_000
_PATH = "/Driveway/2026/11/23/Driveway_00_20261123101530.mp4"


def found(catalog: Catalog, q: str, **filters: object) -> list[str]:
    """Return the captures that words find, the newest first."""
    return [each.id for each in catalog.read(captures.list_page, q=q, **filters).items]  # type: ignore[arg-type]


@pytest.fixture
def filler(catalog: Catalog) -> Filler:
    """Return what fills the catalog."""
    return Filler(catalog)


@pytest.fixture
def capture(filler: Filler) -> Capture:
    """Return a capture of an event, with a name as cameras give it."""
    filler.camera("Driveway")
    event = filler.event("driveway", _AT, ["person"])
    return filler.verified("driveway", _AT, event, original_path=_PATH, labels=("person", "line_crossing"))


@pytest.mark.parametrize(
    ("q", "hit"),
    [
        ("Driveway_00_2026", True),
        ("20261123", True),
        ("20261123101530", True),
        ("mp4 PERSON drive", True),
        ("crossing", True),
        ("ivew", True),
        ("1123", False),
        ("erson", False),
        ("person cat", False),
        ("00", True),
        ("pe", False),
        ("per", True),
        ('"', True),
        ('"person', True),
        ("per*", True),
        ("path:person", False),
        ("person OR cat", False),
        ("person NOT", False),
        ("NEAR(person)", False),
        ("^person", True),
        ("{path}", False),
        ("c1", False),
        ("\0person", True),
        ("pérson", True),
        ("- +", True),
    ],
)
def test_words(catalog: Catalog, capture: Capture, q: str, *, hit: bool) -> None:
    """A word begins one of the path or the labels, or stands in the camera's name; none is ever a command."""
    assert found(catalog, q) == ([capture.id] if hit else [])


def test_labels_and_names_are_whole_words(catalog: Catalog, filler: Filler, capture: Capture) -> None:
    """A beginning finds more words; a camera's label, or its name, that word only."""
    more = filler.verified("driveway", _AT + 1, original_path="/Other/personal/drivewayside.mp4")
    assert found(catalog, "perso") == found(catalog, "drivewa") == [more.id, capture.id]
    assert found(catalog, "PERSON") == found(catalog, "driveway person") == [capture.id]
    catalog.write(cameras.rename, "driveway", "Gate").result()
    assert found(catalog, "driveway") == [more.id, capture.id]
    filler.camera("Driveway side")
    assert found(catalog, "driveway") == [capture.id]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=30))
def test_any_text_is_words(catalog: Catalog, capture: Capture, q: str) -> None:
    """Whatever people type, it is looked for and nothing else: beside a word that nothing has, it finds nothing."""
    text = q.encode(errors="replace").decode()
    for some in (f"{text} xylophone", f"xylophone {text}"):
        assert found(catalog, some) == []
        assert catalog.read(event_pages.list_page, q=some).items == []
    assert found(catalog, text) in ([], [capture.id])
    assert [each.id for each in catalog.read(event_pages.list_page, q=text).items] in ([], [capture.event])


def test_what_changed_is_found_as_it_is(catalog: Catalog, filler: Filler, capture: Capture) -> None:
    """A rename by the camera, a rename by the owner, labels that came later, another state."""
    catalog.write(captures.change, replace(capture, original_path="/Driveway/late.mp4", labels=("vehicle",))).result()
    assert found(catalog, "late vehicle") == [capture.id]
    assert found(catalog, "20261123") == found(catalog, "person") == []
    catalog.write(cameras.rename, "driveway", "Hundegarten").result()
    assert found(catalog, "GARTEN") == [capture.id]
    other = filler.verified("driveway", _AT + 5)
    assert found(catalog, "garten") == [other.id, capture.id]
    put = expiry.Put(other.received_at, other.id, other.archive_key or "")
    assert catalog.write(expiry.expire, [put], now_ms()).result().captures == 1
    assert found(catalog, "garten") == [capture.id]


def test_what_goes_over_to_another_camera(catalog: Catalog, filler: Filler, capture: Capture) -> None:
    """It is found by its new camera's name, and no longer by the former one's."""
    filler.camera("Gate")
    twin = filler.verified("gate", capture.captured_at)
    catalog.write(moves.merge, "driveway", "gate").result()
    while catalog.write(moves.step, 1).result():
        pass
    assert set(found(catalog, "gate")) == {twin.id, capture.id}
    assert found(catalog, "gate person") == [capture.id]
    assert found(catalog, "clip driveway") == []


def test_description(catalog: Catalog, filler: Filler, capture: Capture) -> None:
    """What is said of an event finds it and its captures, also those that come later; until it is taken back."""
    event = capture.event or ""
    described = catalog.write(events.describe, event, "Ein Bote bringt ein Päckchen").result()
    assert described.description == "Ein Bote bringt ein Päckchen"
    late = filler.verified("driveway", _AT + 1, described)
    assert found(catalog, "packchen bote") == [late.id, capture.id]
    assert [each.id for each in catalog.read(event_pages.list_page, q="PÄCKCHEN driveway").items] == [event]
    catalog.write(events.describe, event, None).result()
    assert found(catalog, "bote") == []
    assert catalog.read(event_pages.list_page, q="päckchen").items == []


def test_what_arrives_is_not_found_yet(catalog: Catalog, filler: Filler) -> None:
    """It may never be more than a name."""
    camera = filler.camera("Driveway").id
    stored = filler.verified(camera, _AT)
    arriving = replace(stored, id=stored.id[::-1], state=State.RECEIVING, sha256=None, archive_key=None)
    catalog.write(captures.begin, arriving).result()
    assert found(catalog, "driveway") == [stored.id]
    catalog.write(captures.remove, arriving.id).result()
    kept = replace(arriving, state=State.STORED, sha256="0" * 64)
    catalog.write(captures.commit, kept).result()
    assert set(found(catalog, "driveway")) == {stored.id, arriving.id}


def test_filters_and_pages(catalog: Catalog, filler: Filler) -> None:
    """They are the same as without words, and no capture is shown twice or left out."""
    for name in ("Drive", "Drive 2"):
        filler.camera(name)
    event = filler.event("drive", _AT)
    made = [
        filler.verified(camera, _AT + number // 2, event if number == 7 else None, kind=Kind.SNAPSHOT)
        for number, camera in enumerate(["drive", "drive-2"] * 10)
    ]
    seen: list[str] = []
    cursor = None
    while True:
        page = catalog.read(captures.list_page, q="drive", limit=3, cursor=cursor)
        seen += [each.id for each in page.items]
        if (cursor := page.next) is None:
            break
    assert sorted(seen) == sorted(each.id for each in made)
    assert seen == found(catalog, "drive", limit=100)
    assert found(catalog, "drive", event=event.id) == [made[7].id]
    assert found(catalog, "drive", event=event.id, after=_AT, before=_AT + 3) == []
    assert found(catalog, "drive", event="none") == []
    assert set(found(catalog, "drive", after=_AT + 8, before=_AT + 9)) == {made[16].id, made[17].id}
    assert found(catalog, "clip", camera="drive", after=_AT + 9) == [made[18].id]
    assert found(catalog, "drive", kind=Kind.CLIP) == found(catalog, "drive", state=State.STORED) == []


def test_events_of_several_cameras_and_labels(catalog: Catalog, filler: Filler) -> None:
    """Any of them; protected ones alone."""
    for name in ("A", "B", "C"):
        filler.camera(name)
    made = [filler.event(camera, _AT + at, labels) for at, (camera, labels) in enumerate(_EVENTS)]

    def listed(**filters: object) -> list[int]:
        ids = [each.id for each in made]
        return [ids.index(each.id) for each in catalog.read(event_pages.list_page, **filters).items]  # type: ignore[arg-type]

    assert listed(cameras=["a", "c"]) == [3, 2, 0]
    assert listed(labels=["person", "vehicle"]) == [2, 1]
    assert listed(cameras=["c"], labels=["person"]) == [2]
    assert listed(labels=["per"]) == listed(protected=True) == []
    catalog.write(events.protect, made[1].id, protected=True).result()
    assert listed(protected=True) == [1]


_EVENTS: list[tuple[str, list[str]]] = [("a", []), ("b", ["person"]), ("c", ["vehicle", "person"]), ("a", ["motion"])]

"""A snapshot and a clip of the same moment belong together."""

from dataclasses import replace

import pytest

from camvault_gateway.catalog import Catalog, pairing
from camvault_gateway.model import Capture, Condition, Event, Kind, new_id, pictures

from .catalogs import Filler

NOON = 1_800_000_000_000
SECOND = 1000


def _capture(kind: Kind, at: int, *, timed: bool = True, **changes: object) -> Capture:
    capture = Capture(
        id=new_id(),
        camera="garden",
        event="event",
        kind=kind,
        original_path="x",
        extension="",
        content_type="",
        captured_at=at,
        started_at=at + SECOND if timed else at,
        received_at=at + 2 * SECOND,
        camera_time=at if timed else None,
    )
    return replace(capture, **changes)  # type: ignore[arg-type] # the test's own names


def _clip(at: int = NOON, **changes: object) -> Capture:
    return _capture(Kind.CLIP, at, **{"duration_ms": 20 * SECOND, **changes})  # type: ignore[arg-type]


def _snapshot(at: int, **changes: object) -> Capture:
    return _capture(Kind.SNAPSHOT, at, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("offset", "length", "paired"),
    [
        (-6_000, 20_000, True),
        (-6_001, 20_000, False),
        (20_000, 20_000, True),
        (20_001, 20_000, False),
        (6_000, None, True),
        (6_001, None, False),
        (6_000, 1_000, True),
        (0, None, True),
    ],
)
def test_how_near(offset: int, length: int | None, paired: bool) -> None:  # noqa: FBT001 a case of a table
    """From six seconds before the clip to its end, or six seconds after its begin."""
    clip, snapshot = _clip(duration_ms=length), _snapshot(NOON + offset)
    assert pictures([snapshot, clip]) == ({clip.id: snapshot} if paired else {})


def test_nearest_counts_and_none_counts_twice() -> None:
    """Each clip has a picture of its own; the others stay what they are."""
    first, second = _clip(), _clip(NOON + 20 * SECOND)
    shots = [_snapshot(NOON + each * SECOND) for each in (-3, 1, 10, 18, 19)]
    assert pictures([*shots, second, first]) == {first.id: shots[1], second.id: shots[4]}
    only = _snapshot(NOON + 19 * SECOND)
    assert pictures([only, second, first]) == {first.id: only}


@pytest.mark.parametrize(
    ("of_clip", "of_snapshot", "paired"), [(1, 1, True), (1, 2, False), (None, 2, True), (1, None, True)]
)
def test_channels(of_clip: int | None, of_snapshot: int | None, paired: bool) -> None:  # noqa: FBT001 a case of a table
    """A recorder's cameras do not see the same moment, even where they are one camera here."""
    clip, snapshot = _clip(channel=of_clip), _snapshot(NOON, channel=of_snapshot)
    assert bool(pictures([clip, snapshot])) is paired


@pytest.mark.parametrize("condition", [Condition.EMPTY, Condition.UNREADABLE])
def test_nothing_to_see(condition: Condition) -> None:
    """A snapshot that shows nothing is nobody's picture."""
    assert pictures([_clip(), _snapshot(NOON, condition=condition)]) == {}


def test_names_without_times() -> None:
    """A clip that came at its end began before: the snapshot came first."""
    clip = _clip(NOON + 20 * SECOND, timed=False)
    snapshot = _snapshot(NOON - 4 * SECOND, timed=False)
    assert pictures([clip, snapshot]) == {clip.id: snapshot}


class Archive:
    """A catalog with events."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog, self.filler = catalog, Filler(catalog)
        self.filler.camera("garden")

    def moment(self, at: int, *kinds: Kind, **changes: object) -> list[Capture]:
        """Add an event with a capture of each kind, a second apart."""
        event: Event = self.filler.event("garden", at)
        return [
            self.filler.verified("garden", at + n * SECOND, event, kind=kind, **changes) for n, kind in enumerate(kinds)
        ]

    def pages(self, limit: int, **wanted: object) -> list[list[str]]:
        """Return the ids of all pages."""
        found, cursor = [], None
        while True:
            page = self.catalog.read(pairing.list_page, paired=True, limit=limit, cursor=cursor, **wanted)  # type: ignore[arg-type]
            found.append([shown.capture.id for shown in page.items])
            if (cursor := page.next) is None:
                return found


@pytest.fixture
def archive(catalog: Catalog) -> Archive:
    """Return a catalog to fill."""
    return Archive(catalog)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_pages(archive: Archive, limit: int) -> None:
    """Whatever their size, they have every clip and no picture of one, newest first, and are full but the last."""
    clips = [archive.moment(NOON + n * 60 * SECOND, Kind.SNAPSHOT, Kind.CLIP)[1].id for n in range(7)]
    pages = archive.pages(limit)
    assert [each for page in pages for each in page] == clips[::-1]
    assert {len(page) for page in pages[:-1]} <= {limit}


def test_page_of_pictures_only_ends(archive: Archive) -> None:
    """Nobody looks through years for one item: such a page is short, and another follows."""
    for n in range(45):
        archive.moment(NOON + n * 60 * SECOND, Kind.SNAPSHOT, Kind.CLIP)
    pages = archive.pages(1, kind=Kind.SNAPSHOT)
    assert pages == [[], [], []]


def test_long_event(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of one is as a page of any, and looks at what is near only."""
    monkeypatch.setattr(pairing, "_MUCH", 50)
    monkeypatch.setattr(pairing, "_NEIGHBOURS", 5)
    looked_at: list[int] = []

    def counted(some: list[Capture]) -> dict[str, Capture]:
        looked_at.append(len(some))
        return pictures(some)

    monkeypatch.setattr(pairing, "pictures", counted)
    of_one = archive.moment(NOON, *[Kind.SNAPSHOT, Kind.CLIP, Kind.SNAPSHOT, Kind.SNAPSHOT] * 20)
    pictured = {picture.id for picture in pictures(of_one).values()}
    assert len(pictured) == 20
    pages = archive.pages(6)
    assert [each for page in pages for each in page] == [each.id for each in of_one[::-1] if each.id not in pictured]
    assert max(looked_at) <= 16


def test_timer_pictures_stay_items(archive: Archive) -> None:
    """They belong to no event, and to no clip."""
    (clip,) = archive.moment(NOON, Kind.CLIP)
    timer = archive.filler.verified("garden", NOON + 1, kind=Kind.SNAPSHOT, scheduled=True)
    assert archive.pages(10) == [[timer.id, clip.id]]


def test_one_capture_tells_its_picture(archive: Archive) -> None:
    """Also when it is asked for alone."""
    snapshot, clip = archive.moment(NOON, Kind.SNAPSHOT, Kind.CLIP)
    shown = archive.catalog.read(pairing.get, clip.id)
    assert shown.picture is not None
    assert shown.picture.id == snapshot.id
    assert archive.catalog.read(pairing.get, snapshot.id).picture is None

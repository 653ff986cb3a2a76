"""A snapshot and a clip of the same moment belong together."""

import itertools

import pytest

from camvault_gateway.catalog import Catalog
from camvault_gateway.catalog.lists import pairing
from camvault_gateway.model import Capture, Condition, Event, Kind, Shot, pictures

from .catalogs import Filler

NOON = 1_800_000_000_000
SECOND = 1000
_NUMBERS = itertools.count()


def _clip(at: int = NOON, length: int | None = 20 * SECOND, channel: int | None = None) -> Shot:
    return _shot(at, at + (length or 0), channel, is_clip=True)


def _snapshot(at: int, channel: int | None = None) -> Shot:
    return _shot(at, at, channel, is_clip=False)


def _shot(begin: int, end: int, channel: int | None, *, is_clip: bool) -> Shot:
    return Shot(str(next(_NUMBERS)), is_clip=is_clip, thumbnail=True, shows=True, channel=channel, begin=begin, end=end)


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
    clip, snapshot = _clip(length=length), _snapshot(NOON + offset)
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

    def picture(self, clip: Capture) -> str | None:
        """Return the id of the snapshot that shows what a clip does."""
        found = self.catalog.read(pairing.get, clip.id).picture
        return found and found.id

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


@pytest.mark.parametrize(
    ("condition", "shows"),
    [
        (Condition.EMPTY, False),
        (Condition.UNREADABLE, False),
        (Condition.INCOMPLETE, True),
        (Condition.PENDING, True),
        (Condition.COMPLETE, True),
    ],
)
def test_nothing_to_see(archive: Archive, condition: Condition, shows: bool) -> None:  # noqa: FBT001 a case of a table
    """A snapshot that shows nothing is nobody's picture; a clip that does still has one."""
    snapshot, clip = archive.moment(NOON, Kind.SNAPSHOT, Kind.CLIP, condition=condition)
    if not shows:
        assert archive.picture(clip) is None
        assert archive.pages(9) == [[clip.id, snapshot.id]]
    else:
        assert archive.picture(clip) == snapshot.id
    event = archive.filler.event("garden", NOON + 90 * SECOND)
    clip = archive.filler.verified("garden", NOON + 90 * SECOND, event, kind=Kind.CLIP, condition=condition)
    shot = archive.filler.verified("garden", NOON + 91 * SECOND, event, kind=Kind.SNAPSHOT)
    assert archive.picture(clip) == shot.id


def test_names_without_times(archive: Archive) -> None:
    """A clip that came at its end began before: the snapshot came first. One by its own clock began at its time."""
    event = archive.filler.event("garden", NOON)
    at = NOON + 20 * SECOND
    of_clip = {"kind": Kind.CLIP, "duration_ms": 20 * SECOND}
    snapshot = archive.filler.verified("garden", NOON - 4 * SECOND, event, kind=Kind.SNAPSHOT)
    timed = archive.filler.verified("garden", at, event, camera_time=at, **of_clip)
    assert archive.picture(timed) is None
    clip = archive.filler.verified("garden", at, event, **of_clip)
    assert archive.picture(clip) == snapshot.id


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
    assert pages == [[], []]


def test_long_event(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of one is as a page of any, and looks at what is near only."""
    monkeypatch.setattr(pairing, "_MUCH", 50)
    monkeypatch.setitem(pairing._REACH, "near", 5)
    looked_at: list[int] = []

    def counted(some: list[Shot]) -> dict[str, Shot]:
        looked_at.append(len(some))
        return pictures(some)

    monkeypatch.setattr(pairing, "pictures", counted)
    of_one = archive.moment(NOON, *[Kind.SNAPSHOT, Kind.CLIP, Kind.SNAPSHOT, Kind.SNAPSHOT] * 20)
    pictured = {archive.picture(each) for each in of_one if each.kind is Kind.CLIP}
    assert len(pictured) == 20
    pages = archive.pages(6)
    assert [each for page in pages for each in page] == [each.id for each in of_one[::-1] if each.id not in pictured]
    assert max(looked_at) <= 22


@pytest.mark.parametrize("length", [1, 3, 20])
def test_long_clip_in_a_long_event(archive: Archive, monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    """However many minutes lie between a clip and its picture, they are one item on any page."""
    monkeypatch.setattr(pairing, "_MUCH", 5)
    event = archive.filler.event("garden", NOON)
    minute = 60 * SECOND
    snapshot = archive.filler.verified("garden", NOON, event, kind=Kind.SNAPSHOT)
    others = [archive.filler.verified("garden", NOON + length * minute + n, event, kind=Kind.CLIP) for n in range(9)]
    at, duration = NOON + length * minute + SECOND, length * minute
    clip = archive.filler.verified("garden", at, event, kind=Kind.CLIP, duration_ms=duration)
    items = [clip.id, *[each.id for each in others[::-1]]]
    for limit in (1, 3, 20):
        assert [each for page in archive.pages(limit) for each in page] == items
    assert archive.picture(clip) == snapshot.id


def test_timer_pictures_stay_items(archive: Archive) -> None:
    """They belong to no event, and to no clip."""
    (clip,) = archive.moment(NOON, Kind.CLIP)
    timer = archive.filler.verified("garden", NOON + 1, kind=Kind.SNAPSHOT, scheduled=True)
    assert archive.pages(10) == [[timer.id, clip.id]]


def test_one_capture_tells_its_picture(archive: Archive) -> None:
    """Also when it is asked for alone."""
    snapshot, clip = archive.moment(NOON, Kind.SNAPSHOT, Kind.CLIP)
    assert archive.picture(clip) == snapshot.id
    assert archive.picture(snapshot) is None

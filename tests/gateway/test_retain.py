"""What may go from the vault, and when."""

import asyncio
from collections.abc import AsyncIterator
import contextlib
from dataclasses import replace
import os

from hypothesis import given, strategies as st
import pytest

from camvault_gateway.catalog import Catalog, captures, events, settings
from camvault_gateway.model import (
    Capture,
    CaptureChanged,
    Event,
    Refusing,
    Rendition,
    SettingsChanged,
    State,
    TaskKind,
    new_id,
    now_ms,
)
from camvault_gateway.retain import Limits, Retainer, bytes_to_free
from camvault_gateway.vault import Vault
from camvault_gateway.work import Outbox, Worker

from .conftest import Recorder
from .test_catalog_queries import add

_GIB = 1024**3
_DAY = 24 * 3600 * 1000


@pytest.mark.parametrize(
    ("limit", "used", "free", "total", "wanted"),
    [
        (None, 0, 50, 100, 0),
        (None, 80, 10, 100, 0),
        (None, 80, 9, 100, 3),
        (None, 0, 20 * _GIB, 1000 * _GIB, 0),
        (None, 0, 9 * _GIB, 1000 * _GIB, int(3.5 * _GIB)),
        (1000, 1000, 50, 100, 0),
        (1000, 1001, 50, 100, 51),
        (1000, 5000, 0, 100, 4050),
    ],
)
def test_how_much_must_go(limit: int | None, used: int, free: int, total: int, wanted: int) -> None:
    """Nothing while there is room; then enough that not every upload asks again."""
    assert bytes_to_free(Limits(bytes=limit), used=used, free=free, total=total) == wanted


@given(st.integers(0, 2**45), st.integers(0, 2**45), st.integers(1, 2**46), st.none() | st.integers(1, 2**44))
def test_never_more_than_needed(used: int, free: int, total: int, limit: int | None) -> None:
    """What is asked for brings the disk or the limit back in order, and never a byte below that."""
    wanted = bytes_to_free(Limits(bytes=limit), used=used, free=free, total=total)
    assert wanted >= 0
    assert wanted <= max(used, int(min(total * 0.1, 10 * _GIB) * 1.25))


class _Home:
    """A catalog and a vault with captures of 1,000 bytes each, and a disk whose size a test can choose."""

    def __init__(self, catalog: Catalog, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
        self.catalog = catalog
        self.vault = vault
        self.disk = (50 * _GIB, 100 * _GIB)
        # A real disk cannot be filled and emptied here.
        monkeypatch.setattr(Vault, "disk", lambda _: self.disk)

    def add(self, at: int, *, verified: bool = True) -> Capture:
        capture = add(self.catalog, at=at)
        kept = replace(capture, size=1000, received_at=at, state=State.VERIFIED if verified else State.STORED)
        self.vault.incoming(kept.id).write_bytes(bytes(1000))
        self.vault.keep(kept)
        return self.catalog.write(captures.change, kept).result()

    def here(self) -> list[int]:
        """Return when the captures were received whose files are here; catalog and disk must agree."""
        found = self.catalog.read(captures.list_page, limit=500).items
        files = [capture.received_at for capture in found if self.vault.path(capture).exists()]
        assert files == [capture.received_at for capture in found if capture.local]
        assert self.catalog.read(captures.totals) == (len(files), 1000 * len(files))
        return files[::-1]


@pytest.fixture
def home(catalog: Catalog, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> _Home:
    """Return an empty home."""
    return _Home(catalog, vault, monkeypatch)


@contextlib.asynccontextmanager
async def _retaining(home: _Home, recorder: Recorder, **limits: int) -> AsyncIterator[Retainer]:
    known = home.catalog.write(settings.change, **limits).result()
    retainer = Retainer(home.catalog, home.vault, recorder.bus, known)
    outbox = Outbox(home.catalog, recorder.bus, {TaskKind.EXPIRE: Worker(retainer.expire, 2)})
    await outbox.start()
    await retainer.start()
    try:
        yield retainer
    finally:
        await retainer.stop()
        await outbox.stop()


async def _until(condition: object) -> None:
    async with asyncio.timeout(15):
        while not condition():  # type: ignore[operator]
            await asyncio.sleep(0.01)


def _settled(home: _Home, expected: list[int]) -> bool:
    with contextlib.suppress(AssertionError):
        return home.here() == expected
    return False


async def test_nothing_goes_while_there_is_room(home: _Home, recorder: Recorder) -> None:
    """However old."""
    for at in (1, 2, 3):
        home.add(at)
    async with _retaining(home, recorder) as retainer:
        await retainer._tidy()
        assert home.here() == [1, 2, 3]
        assert home.catalog.read(captures.expiring_bytes) == 0


async def test_oldest_verified_go_when_the_disk_runs_low(home: _Home, recorder: Recorder) -> None:
    """The oldest first, and never one whose copy is not verified."""
    home.add(1, verified=False)
    for at in (2, 3, 4, 5):
        home.add(at)
    home.disk = (12_499 - 2500, 100_000)
    async with _retaining(home, recorder):
        await _until(lambda: _settled(home, [1, 5]))
        assert not home.vault.disk_space.crowded


async def test_what_can_be_made_again_goes_first(home: _Home, recorder: Recorder) -> None:
    """Renditions make room, those that nobody looked at for longest; a capture goes only when that is not enough."""
    renditions = home.vault.renditions
    for at in (1, 2, 3):
        capture = home.add(at)
        renditions.draft(capture.id, Rendition.SMALL).write_bytes(bytes(1000))
        renditions.keep(capture.id, Rendition.SMALL)
        os.utime(renditions.path(capture.id, Rendition.SMALL), (at, at))
    there = [each.id for each in reversed(home.catalog.read(captures.list_page, limit=500).items)]

    def kept() -> list[bool]:
        return [renditions.path(each, Rendition.SMALL).exists() for each in there]

    retainer = Retainer(home.catalog, home.vault, recorder.bus, home.catalog.read(settings.load))
    home.disk = (9_999, 100_000)
    assert not retainer._evict_some()
    assert kept() == [False, False, False]
    assert home.here() == [1, 2, 3]
    assert retainer._evict_some()


async def test_what_is_protected_stays(home: _Home, recorder: Recorder) -> None:
    """However old it is: it can be looked at when the bucket is away, too. Once unprotected, it goes first."""
    kept, *_ = [home.add(at) for at in (1, 2, 3, 4)]
    event = Event(id=new_id(), camera=kept.camera, started_at=1, last_at=1)
    home.catalog.write(events.begin, event).result()
    home.catalog.write(captures.change, replace(kept, event=event.id)).result()
    home.catalog.write(events.protect, event.id, protected=True).result()
    async with _retaining(home, recorder, vault_limit_bytes=3000):
        await _until(lambda: _settled(home, [1, 4]))
        home.catalog.write(events.protect, event.id, protected=False).result()
        recorder.bus.publish(CaptureChanged(home.add(5), new=True))
        recorder.bus.publish(CaptureChanged(home.add(6), new=True))
        await _until(lambda: _settled(home, [5, 6]) or _settled(home, [4, 5, 6]))


async def test_limit_of_the_vault(home: _Home, recorder: Recorder) -> None:
    """With a limit, each new capture pushes the oldest out."""
    for at in range(1, 6):
        home.add(at)
    async with _retaining(home, recorder, vault_limit_bytes=4000):
        await _until(lambda: _settled(home, [3, 4, 5]))
        for at in (6, 7):
            recorder.bus.publish(CaptureChanged(home.add(at), new=True))
        await _until(lambda: _settled(home, [5, 6, 7]))


async def test_full_of_what_may_not_go(home: _Home, recorder: Recorder) -> None:
    """At its limit with nothing verified, the vault takes nothing more; a verified copy makes room."""
    waiting = [home.add(at, verified=False) for at in range(1, 6)]
    async with _retaining(home, recorder, vault_limit_bytes=4000):
        await _until(lambda: home.vault.disk_space.crowded)
        assert home.vault.disk_space.look() is Refusing.VAULT_FULL
        assert home.here() == [1, 2, 3, 4, 5]
        for capture in waiting[:2]:
            verified = home.catalog.write(captures.change, replace(capture, state=State.VERIFIED)).result()
            recorder.bus.publish(CaptureChanged(verified))
        await _until(lambda: _settled(home, [3, 4, 5]))
        await _until(lambda: home.vault.disk_space.look() is None)


async def test_age(home: _Home, recorder: Recorder) -> None:
    """What is verified goes when it is older than the owner wants it here."""
    now = now_ms()
    for days in (9, 8, 6, 1):
        home.add(now - days * _DAY)
    home.add(now - 30 * _DAY, verified=False)
    async with _retaining(home, recorder):
        assert len(home.here()) == 5
        changed = home.catalog.write(settings.change, vault_days=7).result()
        recorder.bus.publish(SettingsChanged(changed))
        await _until(lambda: _settled(home, [now - 30 * _DAY, now - 6 * _DAY, now - _DAY]))


async def test_stopped_between_mark_and_delete(home: _Home, recorder: Recorder) -> None:
    """A capture that is marked as gone loses its file at the next start, and the catalog is true all the while."""
    capture = home.add(1)
    home.catalog.write(captures.evict, 1000, 0, 10).result()
    assert home.vault.path(capture).exists()
    assert home.catalog.read(captures.expiring_bytes) == 1000
    async with _retaining(home, recorder):
        await _until(lambda: _settled(home, []))
    assert home.catalog.read(captures.expiring_bytes) == 0


async def test_a_great_many_go_in_rounds(home: _Home, recorder: Recorder) -> None:
    """More than one transaction's worth."""
    for at in range(1, 451):
        home.add(at)
    async with _retaining(home, recorder, vault_limit_bytes=10_000):
        await _until(lambda: _settled(home, [*range(442, 451)]))

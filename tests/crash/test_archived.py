"""Power cuts while captures are archived: what the archive answered may be forgotten, and nothing follows from that."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
import hashlib
from pathlib import Path

import pytest

from camvault_gateway.app.recovery.adoption import Adoption
from camvault_gateway.model import State
from camvault_gateway.record.segments import decode

from . import trace
from .archived import CAPTURES, Home
from .disk import Names, Recording, rebuild
from .replay import Cut, check, losses, recover, scratch

_MODULE = "tests.crash.archived"
_CUTS = 40


@pytest.fixture(scope="module")
def recorded() -> tuple[Recording, int]:
    """Record a vault's archiving; returns also how many operations were before it."""
    with scratch() as folder:
        data = folder / "data"
        data.mkdir()
        recording = Recording(str(data))
        trace.record("prepare", data, folder / "prepared", {}, _MODULE)
        for call in trace.read(folder / "prepared"):
            recording.add(call)
        begin = len(recording.ops)
        trace.record("record", data, folder / "trace", {}, _MODULE)
        for call in trace.read(folder / "trace", recording.ops[-1].end + 1):
            recording.add(call)
    return recording, begin


def test_power_cuts(recorded: tuple[Recording, int]) -> None:
    """Each file is in the vault or proven in the bucket; what is put again is recognized, and is one object."""
    recording, begin = recorded
    assert [wrong for cut in _cuts(recording, begin) for wrong in _try(recording, cut)] == []


def test_answers_are_not_waited_for(recorded: tuple[Recording, int]) -> None:
    """Some cut takes back what the archive answered, so that the test above is about something."""
    recording, begin = recorded
    assert any(_forgotten(recording, cut) for cut in _cuts(recording, begin))


def test_missing_sync_is_noticed(recorded: tuple[Recording, int]) -> None:
    """Were a file deleted before the catalog's log is synced, it could be lost, and the test above would tell."""
    recording, begin = recorded
    archiving = [op for op in recording.ops[begin:] if not (op.is_sync and op.path.endswith("catalog.db-wal"))]
    changed = replace(recording, ops=recording.ops[:begin] + archiving)
    assert any(_try(changed, cut) for cut in _cuts(changed, begin))


def _cuts(recording: Recording, begin: int) -> Iterator[Cut]:
    count = len(recording.ops)
    for after in {*range(begin, count, max(1, (count - begin) // _CUTS)), count}:
        yield from losses(recording, after, Names.LINUX, 1)


def _after[T](recording: Recording, cut: Cut, look: Callable[[Path, Home], T]) -> T:
    with scratch() as folder:
        rebuild(recording, recording.ops[: cut.after], cut.fates, folder)
        recover(folder)
        home = Home(folder)
        try:
            return look(folder, home)
        finally:
            home.catalog.close()


def _forgotten(recording: Recording, cut: Cut) -> bool:
    """Tell whether the bucket has an object that the catalog does not know to be there."""

    def look(_: Path, home: Home) -> bool:
        waiting = {each.archive_key for each in home.captures() if each.state is State.STORED}
        return bool(waiting & home.bucket.objects.keys())

    return _after(recording, cut, look)


def _try(recording: Recording, cut: Cut) -> list[str]:
    """Return what is wrong after a power cut, and after the work went on."""
    return [f"cut after {cut.after}, {cut.what}: {text}" for text in _after(recording, cut, _wrong)]


def _wrong(folder: Path, home: Home) -> list[str]:
    known = {capture.id: capture for capture in home.captures()}
    wrong = [f"there are {len(known)} captures"] if len(known) != CAPTURES else []
    gone = [each for each in known.values() if each.local and not home.vault.has(each)]
    wrong += [f"{each.original_path} is {each.state}, and its file is gone" for each in gone]
    unknown = _told(home) - {each.id for each in known.values() if each.state is State.VERIFIED}
    wrong += [f"a segment tells of {each}, which the catalog does not know to be proven" for each in unknown]
    if wrong:
        return wrong
    # As each start does, beside everything else.
    Adoption(home.catalog, home.vault, lambda path: wrong.append(f"nobody knows {path}")).look_through()
    asyncio.run(home.work())
    bodies = sorted(hashlib.sha256(body).hexdigest() for key, (body, _) in home.bucket.objects.items() if _is_file(key))
    if bodies != sorted(capture.sha256 or "" for capture in known.values()):
        wrong.append(f"the bucket has {len(bodies)} objects, or other ones")
    home.catalog.close()
    return wrong + check(folder)


def _is_file(key: str) -> bool:
    return "_catalog" not in key


def _told(home: Home) -> set[str]:
    """Return the captures of which the bucket's segments tell."""
    segments = [body for key, (body, _) in home.bucket.objects.items() if not _is_file(key)]
    return {str(row["id"]) for body in segments for row in decode(body)["capture"]}

"""Power cuts in the middle of uploads: a recording of the real ingest path, and every state a disk can be left in."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from .disk import Names, Op, Recording
from .replay import Cut, Promise, Replay, cuts, losses, record

_CUTS = 150
type Recorded = tuple[Recording, list[Promise]]


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    """Record a start after a kill, and a handful of uploads."""
    return record()


def test_power_cuts(recorded: Recorded) -> None:
    """Whatever a power cut leaves, everything that was acknowledged is there, whole and once, and all adds up."""
    recording, promises = recorded
    assert len({promise.number for promise in promises}) >= 8
    assert any(promise.renamed for promise in promises)
    replay = Replay(recording, promises)
    chosen = _chosen(recording)
    assert [wrong for cut in chosen for wrong in replay.try_cut(cut)] == []


def _chosen(recording: Recording) -> list[Cut]:
    """Return cuts around every change of names, and some of all others."""
    near = {index + step for index, op in enumerate(recording.ops) if op.of_names for step in (0, 1)}
    every = list(cuts(recording, Names.LINUX, 1))
    sure = [cut for cut in every if cut.after in near and cut.what in {"all lost", "some lost"}]
    return sure + Random(20261123).sample(every, max(0, _CUTS - len(sure)))  # noqa: S311 to be made again


def test_acknowledged_on_any_file_system(recorded: Recorded) -> None:
    """With nothing but what POSIX promises: what was acknowledged is there."""
    recording, promises = recorded
    replay = Replay(recording, promises)
    for after in range(0, len(recording.ops) + 1, max(1, len(recording.ops) // 12)):
        for cut in losses(recording, after, Names.POSIX, 0):
            assert [wrong for wrong in replay.try_cut(cut) if "acknowledged" in wrong] == []


@pytest.mark.parametrize(
    ("names", "left_out"),
    [
        (Names.LINUX, lambda op: "/incoming/" in op.path),
        (Names.POSIX, lambda op: "/captures" in op.path),
        (Names.LINUX, lambda op: op.path.endswith("catalog.db-wal")),
    ],
    ids=("file", "folder", "catalog"),
)
def test_replay_notices_a_missing_sync(recorded: Recorded, names: Names, left_out: Callable[[Op], bool]) -> None:
    """A gateway that left out one kind of sync would lose something, and this test would tell."""
    recording, promises = recorded
    ops = [op for op in recording.ops if not (op.kind == "fsync" and left_out(op))]
    assert len(ops) < len(recording.ops)
    replay = Replay(replace(recording, ops=ops), promises)
    moments = range(len(ops), len(ops) // 3, -max(1, len(ops) // 20))
    found = (replay.try_cut(cut) for after in moments for cut in losses(replay.recording, after, names, 0))
    assert any("acknowledged" in text or "not what" in text for wrong in found for text in wrong)

"""Power cuts in the middle of uploads: a recording of the real ingest path, and every state a disk can be left in."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from .disk import Names, Op
from .failed_syncs import failures
from .replay import Cut, Recorded, Replay, cuts, losses, record

_CUTS = 150
# Some of them: python -m tests.crash.failed_syncs lets each fail.
_SYNCS = range(21, 45, 3)


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    """Record a start after a kill, and a handful of uploads."""
    return record()


def test_power_cuts(recorded: Recorded) -> None:
    """Whatever a power cut leaves, everything that was acknowledged is there, whole and once, and all adds up."""
    assert len({promise.number for promise in recorded.promises}) >= 11
    assert any(promise.renamed for promise in recorded.promises)
    replay = Replay(recorded)
    assert [wrong for cut in _chosen(recorded) for wrong in replay.try_cut(cut)] == []


def _chosen(recorded: Recorded) -> list[Cut]:
    """Return cuts around every change of names, and some of all others."""
    near = {index + step for index, op in enumerate(recorded.recording.ops) if op.of_names for step in (0, 1)}
    every = list(cuts(recorded, Names.LINUX, 1))
    sure = [cut for cut in every if cut.after in near and cut.what in {"all lost", "some lost"}]
    return sure + Random(20261123).sample(every, max(0, _CUTS - len(sure)))  # noqa: S311 to be made again


def test_acknowledged_on_any_file_system(recorded: Recorded) -> None:
    """With nothing but what POSIX promises: what was acknowledged is there."""
    posix = recorded.under(Names.POSIX)
    replay = Replay(posix)
    count = len(posix.recording.ops)
    for after in {*range(posix.begin, count, max(1, (count - posix.begin) // 12)), count}:
        for cut in losses(posix.recording, after, Names.POSIX, 1):
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
    assert _finds_something(recorded, names, lambda op: None if left_out(op) else op)


def test_failed_syncs() -> None:
    """What a sync that failed should have brought to the disk is missed by nobody who was told 226, also later."""
    tried = list(failures(_SYNCS))
    assert [wrong for failed in tried for wrong in failed.wrong] == []
    assert any(failed.after for failed in tried if failed.what.endswith("-wal"))


@pytest.mark.parametrize("when", ["while it starts", "afterwards"])
def test_replay_notices_a_sync_of_another_folder(recorded: Recorded, when: str) -> None:
    """A gateway that synced the folder above a file's own would lose its name, and this test would tell."""
    greeted = min(promise.at for promise in recorded.promises)

    def above(op: Op) -> Op:
        is_meant = "/captures/" in op.path and (op.end < greeted) is (when == "while it starts")
        return replace(op, path=op.path.rpartition("/")[0]) if is_meant else op

    assert _finds_something(recorded, Names.POSIX, above)


def test_replay_notices_what_a_start_does_not_sync(recorded: Recorded) -> None:
    """What a killed gateway had written is not on the disk yet, and this test would tell if a start left it so."""
    greeted = min(promise.at for promise in recorded.promises)
    assert _finds_something(
        recorded, Names.LINUX, lambda op: None if "/incoming/" in op.path and op.end < greeted else op
    )


def _finds_something(recorded: Recorded, names: Names, other: Callable[[Op], Op | None]) -> bool:
    """Tell whether a gateway would lose something whose syncs were other ones."""
    ops = [made for op in recorded.recording.ops if (made := other(op) if op.is_sync else op)]
    assert ops != recorded.recording.ops
    changed = replace(recorded, recording=replace(recorded.recording, ops=ops)).under(names)
    replay = Replay(changed)
    moments = range(len(changed.recording.ops), changed.begin, -max(1, len(ops) // 20))
    found = (replay.try_cut(cut) for after in moments for cut in losses(changed.recording, after, names, 0))
    return any("acknowledged" in text or "not what" in text for wrong in found for text in wrong)

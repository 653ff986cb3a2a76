"""How long the media worker is waited for."""

from tempfile import TemporaryFile
from typing import Any

import pytest

from camvault_gateway.derive import process
from camvault_gateway.derive.process import MediaProcess, UnreadableError
from camvault_gateway.derive.protocol import WorkerError
from camvault_gateway.model import Kind

_MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("size", "patience_s"),
    [(0, 30), (400 * _MIB, 130), (1080 * _MIB, 300), (1084 * _MIB, 300), (10**12, 300)],
)
async def test_larger_files_get_more_time(monkeypatch: pytest.MonkeyPatch, size: int, patience_s: float) -> None:
    """A quarter of a second for each mebibyte, and never more than five minutes; the worker is told as much."""
    asked: list[Any] = []

    async def ask(_: object, question: dict[str, object], __: object, patience: float, ___: object) -> None:
        asked.append((question["patience_s"], patience))

    monkeypatch.setattr(process.MediaProcess, "_ask", ask)
    media = MediaProcess()
    with TemporaryFile() as file:
        await media.examine(file, Kind.CLIP, size)
        await media.convert(file, file, size)
    await media.stop()
    assert asked == [(patience_s, patience_s)] * 2


async def test_two_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that dies of a file is given it once more, and that is all."""
    asked = 0

    async def ask(*_: object) -> None:
        nonlocal asked
        asked += 1
        raise WorkerError("The worker died of it.")

    monkeypatch.setattr(process.MediaProcess, "_ask", ask)
    media = MediaProcess()
    with TemporaryFile() as file, pytest.raises(UnreadableError, match="died"):
        await media.examine(file, Kind.CLIP)
    assert asked == 2
    await media.stop()

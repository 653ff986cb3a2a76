"""When an upload was received, and when its task is due."""

import time

import pytest

from camvault_gateway.catalog import captures, events, tasks
from camvault_gateway.model import Capture, CaptureChanged, Task, TaskKind, TasksAdded, now_ms

from .conftest import Receiving
from .todo import due, earliest

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"
_SLOW_MS = 50


def test_received_is_when_the_last_byte_came(receiving: Receiving) -> None:
    """A slow upload began earlier; what follows from its time, such as the end of its event, counts from the end."""
    with receiving.client() as ftp:
        with ftp.passive() as connection:
            assert ftp.ask("STOR garden/a.jpg").startswith("150")
            begun = now_ms()
            connection.sendall(JPEG[:10])
            while now_ms() <= begun + _SLOW_MS:
                time.sleep(0.01)
            connection.sendall(JPEG[10:])
        assert ftp.reply().startswith("226")
        replied = now_ms()
    kept = receiving.only()
    assert kept.started_at <= begun
    assert begun + _SLOW_MS < kept.received_at <= replied
    assert receiving.catalog.read(events.get, kept.event or "").last_at == kept.received_at


def _due(receiving: Receiving) -> int | None:
    return receiving.catalog.read(earliest, TaskKind.ARCHIVE)


@pytest.mark.parametrize("attempts", [0, 1])
def test_final_name_hastens_the_archive(receiving: Receiving, attempts: int) -> None:
    """A temporary name waits half a minute for it; a task that waits after a failure goes on waiting."""
    with receiving.client() as ftp:
        before = now_ms()
        assert ftp.store("garden/a.jpg.tmp", JPEG).startswith("226")
        due = _due(receiving)
        assert due is not None
        assert before + 30_000 <= due <= now_ms() + 30_000
        capture = receiving.only()
        if attempts:
            receiving.catalog.write(tasks.postpone, _task(receiving, capture), 2**40, "away").result()
        receiving.recorder.wait(TasksAdded)
        assert ftp.ask("RNFR garden/a.jpg.tmp").startswith("350")
        assert ftp.ask("RNTO garden/a.jpg").startswith("250")
    assert _due(receiving) == (2**40 if attempts else 0)
    assert TaskKind.ARCHIVE in receiving.recorder.wait(TasksAdded).kinds
    renamed = receiving.recorder.all(CaptureChanged)[-1]
    assert (renamed.capture.original_path, renamed.new) == ("/garden/a.jpg", False)
    assert receiving.catalog.read(captures.get, capture.id).original_path == "/garden/a.jpg"


def _task(receiving: Receiving, capture: Capture) -> Task:
    found = due(receiving.catalog, TaskKind.ARCHIVE, 2**50, (), "")
    assert found is not None
    assert found.capture == capture.id
    return found


def test_final_name_is_archived_at_once(receiving: Receiving) -> None:
    """Nothing is waited for when the name is final from the start."""
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG).startswith("226")
    assert _due(receiving) == 0
    assert receiving.recorder.wait(TasksAdded).kinds == {TaskKind.ARCHIVE, TaskKind.DERIVE}

"""A disk that cannot follow stops the camera, and not the gateway's memory, from growing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
import contextlib
import errno
import os
import select
import socket
import threading
from typing import Any, override

import pytest

from camvault_gateway.catalog import Catalog, accounts, captures
from camvault_gateway.ftp.mailbox import Mailbox
from camvault_gateway.ftp.transfer import Transfer
from camvault_gateway.model import Condition
from camvault_gateway.receive import Outcome, Reason, Receiver
from camvault_gateway.receive.upload import CaptureUpload
from camvault_gateway.vault import Upload, Vault

from .conftest import Receiving, Recorder
from .disk_home import until

_KIB = 1024
_MIB = 1024 * 1024
# More than any system's buffers of a connection take.
_TOO_MUCH = 64 * _MIB


class _Postponed(ThreadPoolExecutor):
    """Workers that do nothing yet, as if the disk took for ever."""

    def __init__(self) -> None:
        super().__init__(1)
        self.jobs: list[Callable[[], Any]] = []

    @override
    def submit(self, job: Callable[..., Any], /, *args: Any, **_: Any) -> Any:
        self.jobs.append(lambda: job(*args))


class _Direct(Mailbox):
    """Calls back at once: the test is the loop."""

    def __init__(self) -> None:
        """Need no loop."""

    @override
    def post(self, callback: Callable[[], None]) -> None:
        callback()


class _Disk:
    """A transfer, and the disk it waits for."""

    def __init__(self, catalog: Catalog, vault: Vault, recorder: Recorder) -> None:
        self.receiver = Receiver(catalog, vault, recorder.bus)
        (account,) = catalog.read(accounts.list_all)
        self.workers = _Postponed()
        self.vault = vault
        self.catalog = catalog
        self.drained = self.failures = 0
        self.ended: list[Outcome] = []
        upload = self.receiver.begin(account, "/garden/a.jpg")
        assert isinstance(upload, CaptureUpload)
        self.capture = upload._capture
        self.transfer = Transfer(upload, "/garden/a.jpg", self.workers, _Direct(), self.ended.append)
        self.transfer.when_drained = self._drained
        self.transfer.when_failed = self._failed

    def _drained(self) -> None:
        self.drained += 1

    def _failed(self) -> None:
        self.failures += 1

    @property
    def state(self) -> tuple[bool, int]:
        """Return whether nothing more is read, and how many jobs wait for the disk."""
        return self.transfer.congested, len(self.workers.jobs)

    def work(self) -> None:
        """Let the disk do what waits for it."""
        self.workers.jobs.pop(0)()


@pytest.fixture
def disk(catalog: Catalog, vault: Vault, recorder: Recorder) -> Iterator[_Disk]:
    """Return a transfer whose disk does nothing by itself."""
    made = _Disk(catalog, vault, recorder)
    yield made
    made.receiver.close()


def test_reading_stops_and_goes_on(disk: _Disk) -> None:
    """Half a mebibyte may wait behind what is being written, not more; then the disk gets it in one go."""
    writes = disk.transfer.write
    writes(bytes(256 * _KIB - 1))
    assert disk.state == (False, 0)
    writes(b"x")
    assert disk.state == (False, 1)
    writes(bytes(512 * _KIB - 1))
    assert disk.state == (False, 1)
    writes(b"x")
    assert disk.state == (True, 1)
    disk.work()
    assert (disk.drained, disk.state) == (1, (False, 1))
    disk.work()
    assert (disk.drained, disk.state) == (2, (False, 0))


def test_a_little_waits_for_more(disk: _Disk) -> None:
    """What came while the disk was busy and is too little for a write of its own goes with the next."""
    disk.transfer.write(bytes(256 * _KIB))
    disk.transfer.write(bytes(100))
    disk.work()
    assert disk.workers.jobs == []
    disk.transfer.finish(broken=False, then=lambda _: None)
    disk.work()
    assert disk.workers.jobs == []


def test_row_comes_with_the_first_piece(disk: _Disk, catalog: Catalog) -> None:
    """Once; what is whole before that has none, and needs none."""
    for _ in range(3):
        disk.transfer.write(bytes(300 * _KIB))
        disk.work()
        assert [capture.id for capture in catalog.write(captures.receiving).result()] == [disk.capture.id]
    # What was begun is written in its order, and once.
    assert disk.vault.incoming(disk.capture.id).stat().st_size == 900 * _KIB


def test_ends_once(disk: _Disk, catalog: Catalog) -> None:
    """Whoever ends it: it is answered once, when everything is durable."""
    told: list[Outcome] = []
    disk.transfer.write(b"\xff\xd8\xff\xe0 bytes \xff\xd9")
    for broken in (False, True):
        disk.transfer.finish(broken=broken, then=told.append)
    disk.transfer.close()
    assert catalog.write(captures.receiving).result() == []
    assert disk.state == (False, 1)
    assert (told, disk.ended) == ([], [])
    disk.work()
    until(lambda: told)
    assert told == disk.ended
    (outcome,) = told
    assert (outcome.accepted, outcome.size) == (True, 13)
    assert outcome.capture == catalog.read(captures.get, disk.capture.id)
    assert outcome.capture.condition is Condition.COMPLETE
    assert disk.vault.path(outcome.capture).read_bytes() == b"\xff\xd8\xff\xe0 bytes \xff\xd9"


@pytest.mark.parametrize("when", ["broken", "failed", "failed at once"])
def test_what_broke_off_is_incomplete(
    disk: _Disk, catalog: Catalog, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """By the camera or by the disk: what is there is kept as incomplete, and never answered with 226."""
    told: list[Outcome] = []
    # By itself it looks whole.
    disk.transfer.write(picture := b"\xff\xd8\xff\xe0" + bytes(300 * _KIB) + b"\xff\xd9")
    if when == "failed":
        disk.work()
        disk.transfer.write(bytes(300 * _KIB))
    if when != "broken":
        real = Upload.write
        monkeypatch.setattr(Upload, "write", _full)
        disk.work()
        monkeypatch.setattr(Upload, "write", real)
        disk.transfer.write(b"more that is not wanted any more")
    disk.transfer.finish(broken=when == "broken", then=told.append)
    while disk.workers.jobs:
        disk.work()
    until(lambda: told)
    assert told[0].reason is (None if when == "broken" else Reason.DISK_FULL)
    assert (told[0].aborted, told[0].accepted) == (True, False)
    kept = catalog.read(captures.get, disk.capture.id)
    empty = when == "failed at once"
    assert kept.condition is (Condition.EMPTY if empty else Condition.INCOMPLETE)
    assert kept.size == told[0].size == (0 if empty else len(picture))
    assert disk.failures == (0 if when == "broken" else 1)


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _send(connection: socket.socket, data: memoryview) -> int:
    """Send until the other side takes nothing more for a while; returns how much it took."""
    sent = 0
    connection.setblocking(False)  # noqa: FBT003 Python's own
    while sent < len(data) and select.select([], [connection], [], 0.5)[1]:
        with contextlib.suppress(BlockingIOError):
            sent += connection.send(data[sent : sent + _MIB])
    connection.settimeout(60)
    return sent


def test_stuck_disk_stops_the_camera(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot send the rest; others can. When the disk is back, the rest comes, and every byte is there."""
    go, real = threading.Event(), Upload.write
    stuck: list[Upload] = []

    def write(upload: Upload, data: bytes) -> None:
        if not stuck or upload in stuck:
            stuck.append(upload)
            assert go.wait(60)
        real(upload, data)

    monkeypatch.setattr(Upload, "write", write)
    data = os.urandom(_MIB) * (_TOO_MUCH // _MIB)
    with receiving.client() as ftp, ftp.passive() as connection:
        assert ftp.ask("STOR garden/a.mp4").startswith("150")
        sent = _send(connection, memoryview(data))
        assert sent < _TOO_MUCH
        with receiving.client() as other:
            assert other.store("drive/a.jpg", b"\xff\xd8\xff\xe0" + bytes(300_000)).startswith("226")
        go.set()
        connection.sendall(data[sent:])
        connection.close()
        assert ftp.reply().startswith("226")
    (kept,) = [capture for capture in receiving.captures() if capture.camera == "garden"]
    assert receiving.content(kept) == data

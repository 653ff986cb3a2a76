"""226 is a promise: when it is given, when it is not, and what becomes of what broke off."""

import contextlib
from dataclasses import replace
import errno
import os
from pathlib import Path
import sqlite3
import threading
import time

import pytest

from camvault_gateway.app.upload_servers import UploadServers
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, cameras, captures, events
from camvault_gateway.catalog.lists import event_pages
from camvault_gateway.ftp import FtpSettings
from camvault_gateway.model import (
    Capture,
    CaptureChanged,
    Condition,
    EventChanged,
    EventRemoved,
    State,
    TaskKind,
    new_id,
    now_ms,
)
from camvault_gateway.vault import Upload, Vault, disk_space

from .conftest import Receiving, free_port
from .ftp_client import RawFtp, reset
from .todo import TASKS, to_do

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"
BIG = os.urandom(3_000_000)


def _recorded(receiving: Receiving, size: int) -> Capture:
    """Return the one capture, once the server has noticed its end."""
    receiving.recorder.wait(CaptureChanged, lambda message: message.new)
    capture = receiving.only()
    assert capture.size == size
    assert receiving.content(capture) == (JPEG if size == len(JPEG) else BIG)[:size]
    return capture


def test_event_opens_at_stor_and_ends_after_quiet(receiving: Receiving) -> None:
    """Motion is known before the first byte, keeps on while bytes arrive, and ends a quiet time after the last."""
    with receiving.client() as ftp, ftp.passive() as connection:
        ftp.send("STOR garden/a.jpg")
        opened = receiving.recorder.wait(EventChanged).event
        assert opened.ended_at is None
        assert opened.camera == "garden"
        assert ftp.reply().startswith("150")
        time.sleep(1.2)  # longer than the quiet time
        connection.sendall(JPEG)
        assert not [m for m in receiving.recorder.all(EventChanged) if m.event.ended_at]
        connection.close()
        assert ftp.reply().startswith("226")
        ended = receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None).event
    assert ended.id == opened.id == receiving.only().event
    assert ended.captures == 1
    assert receiving.catalog.read(events.get, opened.id) == ended


def test_uploads_within_the_quiet_time_are_one_event(receiving: Receiving) -> None:
    """Two uploads close together share an event; one after the quiet has its own."""
    with receiving.client() as ftp:
        for _ in range(2):
            assert ftp.store("garden/a.jpg", JPEG).startswith("226")
        receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None)
        assert ftp.store("garden/a.jpg", JPEG).startswith("226")
    newest, *both = [capture.event for capture in receiving.captures()]
    assert both[0] == both[1] != newest


def test_226_comes_after_everything_is_durable(receiving: Receiving) -> None:
    """At the moment of the answer, row, tasks and file are there for good."""
    with receiving.client() as ftp:
        assert ftp.store("garden/clip.mp4", BIG).startswith("226")
        with sqlite3.connect(receiving.catalog._path) as db:
            assert db.execute("SELECT state, size FROM captures").fetchall() == [("stored", len(BIG))]
            assert [kind for kind, *_ in db.execute(TASKS)] == ["archive", "derive"]
        assert receiving.content(receiving.only()) == BIG
        assert list(receiving.vault.incoming_files()) == []


def test_reset_data_connection(receiving: Receiving) -> None:
    """A RST is no end of file: 426, and what arrived is kept as incomplete."""
    with receiving.client() as ftp:
        connection = ftp.passive()
        assert ftp.ask("STOR garden/clip.mp4").startswith("150")
        connection.sendall(BIG[:100_000])
        time.sleep(0.3)
        reset(connection)
        assert ftp.reply().startswith("426")
        capture = _recorded(receiving, 100_000)
        assert capture.condition is Condition.INCOMPLETE
        assert capture.state is State.STORED
        assert capture.event is not None
        assert ftp.store("garden/clip.mp4", BIG).startswith("226")


@pytest.mark.parametrize("broken", ["reset", "closed"])
def test_dead_control_connection(receiving: Receiving, broken: str) -> None:
    """An upload whose control connection dies is incomplete, whatever the data connection does."""
    with receiving.client() as ftp, ftp.passive() as connection:
        assert ftp.ask("STOR garden/clip.mp4").startswith("150")
        connection.sendall(BIG[:100_000])
        time.sleep(0.3)
        if broken == "reset":
            ftp.reset()
        else:
            ftp._file.close()
            ftp.socket.close()
        assert _recorded(receiving, 100_000).condition is Condition.INCOMPLETE


def test_abort(receiving: Receiving) -> None:
    """ABOR in the middle: 426 for the upload, 226 for the command, and what arrived is kept."""
    with receiving.client() as ftp, ftp.passive() as connection:
        assert ftp.ask("STOR garden/clip.mp4").startswith("150")
        connection.sendall(BIG[:100_000])
        time.sleep(0.3)
        assert ftp.ask("ABOR").startswith("426")
        assert ftp.reply().startswith("226 ABOR")
        assert _recorded(receiving, 100_000).condition is Condition.INCOMPLETE


def test_picture_cut_by_the_camera(receiving: Receiving) -> None:
    """A closed connection is an end of file; whether the picture is cut says who decodes it."""
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG[:1000]).startswith("226")
    assert receiving.only().condition is Condition.PENDING


def test_text_named_mp4(receiving: Receiving) -> None:
    """It is kept, and who decodes clips has to say that it is none."""
    with receiving.client() as ftp:
        assert ftp.store("garden/a.mp4", b"hello, this is text").startswith("226")
    capture = receiving.only()
    assert capture.condition is Condition.PENDING
    assert receiving.content(capture) == b"hello, this is text"
    assert receiving.catalog.read(_tasks) == {TaskKind.ARCHIVE, TaskKind.DERIVE}


def _tasks(db: sqlite3.Connection) -> set[TaskKind]:
    return {TaskKind(row["kind"]) for row in to_do(db)}


def test_empty_file_is_counted_and_leaves_no_event(receiving: Receiving) -> None:
    """Zero bytes are accepted and counted; the event that opened is taken back."""
    with receiving.client() as ftp:
        assert ftp.store("garden/a.mp4", b"").startswith("226")
    removed = receiving.recorder.wait(EventRemoved).event
    capture = receiving.only()
    assert capture.condition is Condition.EMPTY
    assert capture.event is None
    assert receiving.catalog.read(cameras.get, "garden").empty_uploads == 1
    assert receiving.catalog.write(events.open_events).result() == []
    assert removed.id not in {event.id for event in receiving.catalog.read(event_pages.list_page).items}


def test_upload_without_a_data_connection(receiving: Receiving) -> None:
    """A STOR that is followed by another one, or by hanging up, leaves nothing behind."""
    with receiving.client() as ftp:
        ftp.ask("EPSV")
        assert ftp.ask("STOR garden/a.jpg").startswith("150")
        assert ftp.store("garden/b.jpg", JPEG).startswith("226")
        ftp.ask("EPSV")
        assert ftp.ask("STOR garden/c.jpg").startswith("150")
    receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None)
    assert [capture.size for capture in receiving.captures() if capture.size] == [len(JPEG)]


class _Disk:
    """A disk that fails or waits at a chosen moment: a real one can't be made to here."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._write, self._finish = Upload.write, Upload.finish
        self.full_after: int | None = None
        self.sync_waits_for: threading.Event | None = None
        self.sync_fails = False
        disk = self

        def write(upload: Upload, data: bytes) -> None:
            if disk.full_after is not None and upload.size >= disk.full_after:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            disk._write(upload, data)

        def finish(upload: Upload) -> None:
            if disk.sync_fails:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            if disk.sync_waits_for is not None and upload.size == len(BIG):
                assert disk.sync_waits_for.wait(30)
            disk._finish(upload)

        monkeypatch.setattr(Upload, "write", write)
        monkeypatch.setattr(Upload, "finish", finish)


def test_full_disk(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """ENOSPC in the middle: never a 226, and the next upload works once there is room."""
    disk = _Disk(monkeypatch)
    disk.full_after = 1
    with receiving.client() as ftp:
        with ftp.passive() as connection:
            assert ftp.ask("STOR garden/clip.mp4").startswith("150")
            with contextlib.suppress(ConnectionError):
                connection.sendall(BIG)
        assert ftp.reply().startswith("452")
        disk.full_after = None
        assert ftp.store("garden/clip.mp4", BIG).startswith("226")
    assert receiving.content(receiving.captures()[0]) == BIG


def test_no_room_left(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without room the answer is 452, before any data is taken."""
    with receiving.client() as ftp, ftp.passive():
        monkeypatch.setattr(disk_space, "RESERVE_BYTES", 2**60)
        assert ftp.ask("STOR garden/a.jpg").startswith("452")
        monkeypatch.undo()
        receiving.vault.disk_space.retained(short=False, crowded=True)
        assert ftp.ask("STOR garden/a.jpg").startswith("452")
    assert receiving.captures() == []


def test_failing_sync(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk does not say that it has the bytes, the camera is not told so either."""
    disk = _Disk(monkeypatch)
    disk.sync_fails = True
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG).startswith("451")


def test_failing_catalog(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a row there is no 226, and no capture that only the disk knows."""

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with receiving.client() as ftp:
        monkeypatch.setattr(captures, "commit", refuse)
        assert ftp.store("garden/a.jpg", JPEG).startswith("451")
        monkeypatch.undo()
        assert ftp.store("garden/a.jpg", JPEG).startswith("226")


def test_slow_disk_stops_nobody_else(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one upload waits for the disk, another camera's is received and answered."""
    disk = _Disk(monkeypatch)
    disk.sync_waits_for = threading.Event()
    with receiving.client() as slow, receiving.client() as quick:
        with slow.passive() as connection:
            assert slow.ask("STOR slow/clip.mp4").startswith("150")
            connection.sendall(BIG)
        assert quick.store("quick/a.jpg", JPEG).startswith("226")
        disk.sync_waits_for.set()
        assert slow.reply().startswith("226")


def _server(catalog: Catalog, vault: Vault, bus: Bus, certificate: Path) -> UploadServers:
    settings = FtpSettings(
        host="127.0.0.1",
        port=free_port(),
        passive_ports=range(45000, 45010),
        passive_address=None,
        own_certificate=certificate,
    )
    return UploadServers(catalog, vault, bus, settings)


def _restart(catalog: Catalog, vault: Vault, certificate: Path) -> None:
    server = _server(catalog, vault, Bus(), certificate)
    server.start()
    server.stop()


def _left(catalog: Catalog, vault: Vault, data: bytes | None, **changes: object) -> Capture:
    """Leave an upload behind as a killed gateway does."""
    camera = catalog.write(cameras.for_folder, "garden", now_ms()).result()
    identity, now = new_id(), now_ms()
    capture = Capture(
        id=identity,
        camera=camera.id,
        event=None,
        kind="clip",  # type: ignore[arg-type]
        original_path="/garden/clip.mp4",
        extension=".mp4",
        content_type="video/mp4",
        captured_at=now,
        started_at=now,
        received_at=now,
    )
    capture = replace(capture, **changes)  # type: ignore[arg-type]
    catalog.write(captures.begin, capture).result()
    if data is not None:
        vault.incoming(capture.id).write_bytes(data)
    return capture


def test_recovery_of_a_cut_upload(catalog: Catalog, vault: Vault, certificate: Path) -> None:
    """Killed while bytes arrived: what is there is kept as incomplete, and archived like any other."""
    left = _left(catalog, vault, BIG[:50_000])
    _restart(catalog, vault, certificate)
    kept = catalog.read(captures.get, left.id)
    assert (kept.state, kept.condition, kept.size) == (State.STORED, Condition.INCOMPLETE, 50_000)
    assert vault.path(kept).read_bytes() == BIG[:50_000]
    assert catalog.read(_tasks) == {TaskKind.ARCHIVE, TaskKind.DERIVE}


@pytest.mark.parametrize("data", [None, b""])
def test_recovery_of_an_upload_without_a_byte(
    catalog: Catalog, vault: Vault, certificate: Path, data: bytes | None
) -> None:
    """Killed before the first byte: nothing was promised, nothing is left."""
    left = _left(catalog, vault, data)
    _restart(catalog, vault, certificate)
    assert catalog.read(captures.find, left.id) is None
    assert list(vault.incoming_files()) == []


def test_recovery_between_catalog_and_rename(catalog: Catalog, vault: Vault, certificate: Path) -> None:
    """Killed after the transaction and before the rename: the file is moved to its place."""
    left = _left(catalog, vault, JPEG, state=State.STORED, sha256="0" * 64, size=len(JPEG))
    assert vault.incoming(left.id).is_file()
    _restart(catalog, vault, certificate)
    assert vault.path(left).read_bytes() == JPEG
    assert list(vault.incoming_files()) == []


def test_recovery_of_an_unknown_file(catalog: Catalog, vault: Vault, certificate: Path) -> None:
    """A file without a row is nobody's, and kept all the same."""
    vault.incoming(new_id()).write_bytes(JPEG)
    _restart(catalog, vault, certificate)
    (kept,) = catalog.read(captures.list_page).items
    assert kept.camera == "unassigned"
    assert kept.condition is Condition.INCOMPLETE
    assert vault.path(kept).read_bytes() == JPEG


def test_recovery_of_a_file_that_the_catalog_never_heard_of(catalog: Catalog, vault: Vault, certificate: Path) -> None:
    """Killed before a small upload had a row: the file itself says whose it is."""
    camera = catalog.write(cameras.for_folder, "garden", now_ms()).result()
    upload = vault.receive(new_id(), camera.id)
    upload.write(JPEG)
    upload.close()
    _restart(catalog, vault, certificate)
    (kept,) = catalog.read(captures.list_page).items
    assert (kept.camera, kept.condition, kept.size) == (camera.id, Condition.INCOMPLETE, len(JPEG))


def test_open_events_survive_a_restart(receiving: Receiving, certificate: Path) -> None:
    """An event that was open when the gateway stopped is ended by the next one."""
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG).startswith("226")
        receiving.server.stop()
    (event,) = receiving.catalog.read(events.open_events)
    server = _server(receiving.catalog, receiving.vault, receiving.recorder.bus, certificate)
    server.start()
    ended = receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None).event
    server.stop()
    assert ended.id == event.id


def test_stop_in_the_middle_keeps_what_arrived(receiving: Receiving) -> None:
    """An orderly stop hangs up, and keeps the bytes."""
    with receiving.client() as ftp, ftp.passive() as connection:
        assert ftp.ask("STOR garden/clip.mp4").startswith("150")
        connection.sendall(BIG[:100_000])
        time.sleep(0.3)
        receiving.server.stop()
        assert ftp.reply() == ""
    assert _recorded(receiving, 100_000).condition is Condition.INCOMPLETE


def test_many_cameras_at_once(receiving: Receiving) -> None:
    """14 cameras, each with uploads of its own: every acknowledged byte is there, under its own camera."""
    failures: list[BaseException] = []

    def upload(number: int) -> None:
        try:
            with RawFtp(receiving.port) as ftp:
                ftp.login()
                for turn in range(10):
                    assert ftp.store(f"cam{number}/{turn}.jpg", JPEG + bytes([number, turn])).startswith("226")
        except BaseException as err:  # noqa: BLE001 told to the test's own thread
            failures.append(err)

    threads = [threading.Thread(target=upload, args=(number,)) for number in range(14)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    kept = receiving.captures()
    assert len(kept) == 140
    for capture in kept:
        number, turn = receiving.content(capture)[-2:]
        assert (capture.camera, capture.original_path) == (f"cam{number}", f"/cam{number}/{turn}.jpg")

"""Uploads that go on where they broke off: one capture, whole, with the id that it had."""

from hashlib import sha256
from pathlib import Path
import time

import pytest

from camvault_gateway.catalog import Catalog, accounts, captures, events
from camvault_gateway.catalog.lists import event_pages
from camvault_gateway.model import Account, Capture, CaptureChanged, Condition, EventChanged, State, TaskKind, now_ms
from camvault_gateway.receive import resume
from camvault_gateway.vault import Vault

from .conftest import PASSWORD_HASH, Receiving, Recorder, running_server
from .ftp_client import RawFtp, reset
from .todo import due

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20 + b"\xff\xd9"


def _cut(receiving: Receiving, ftp: RawFtp, path: str = "garden/a.jpg", share: float = 0.5) -> Capture:
    """Send a part of a picture, and reset the connection."""
    connection = ftp.passive()
    assert ftp.ask(f"STOR {path}").startswith("150")
    connection.sendall(JPEG[: int(len(JPEG) * share)])
    time.sleep(0.3)
    reset(connection)
    assert ftp.reply().startswith("426")
    return receiving.captures()[0]


def test_one_capture_and_one_event(receiving: Receiving) -> None:
    """The capture keeps its id and event, motion is told once, and all that follows from its content is done anew."""
    with receiving.client() as ftp:
        part = _cut(receiving, ftp)
        assert part.condition is Condition.INCOMPLETE
        assert ftp.store("garden/a.jpg", JPEG[part.size :], "APPE").startswith("226")
    whole = receiving.only()
    assert (whole.id, whole.event, whole.captured_at) == (part.id, part.event, part.captured_at)
    assert (whole.size, whole.sha256) == (len(JPEG), sha256(JPEG).hexdigest())
    assert (whole.state, whole.condition, whole.thumbnail) == (State.STORED, Condition.COMPLETE, False)
    assert receiving.content(whole) == JPEG
    assert list(receiving.vault.incoming_files()) == []
    assert [message.capture.id for message in receiving.recorder.all(CaptureChanged) if message.new] == [part.id]
    assert {message.event.id for message in receiving.recorder.all(EventChanged)} == {part.event}
    assert due(receiving.catalog, TaskKind.ARCHIVE, now_ms(), (), "") is not None
    ended = receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None).event
    assert ended.captures == 1


def test_the_archive_waits_for_the_rest(receiving: Receiving) -> None:
    """What is a part so far is put into the archive only after a while."""
    with receiving.client() as ftp:
        _cut(receiving, ftp)
        assert due(receiving.catalog, TaskKind.ARCHIVE, now_ms(), (), "") is None
        assert ftp.store("garden/b.jpg", JPEG[:2500]).startswith("226")
        assert due(receiving.catalog, TaskKind.ARCHIVE, now_ms(), (), "") is None


@pytest.mark.parametrize("why", ["put", "archived", "protected", "gone"])
def test_what_is_not_continued(receiving: Receiving, why: str) -> None:
    """Of what somebody has a copy of already, or must not change, the rest is a capture of its own, or refused."""
    with receiving.client() as ftp:
        part = _cut(receiving, ftp)
        _settle(receiving.catalog, part, why)
        assert ftp.ask(f"REST {part.size}").startswith("350")
        assert ftp.store("garden/a.jpg", JPEG[part.size :]).startswith("554")
        assert ftp.ask("SIZE garden/a.jpg").startswith("550")
        assert ftp.store("garden/a.jpg", JPEG, "APPE").startswith("226")
    kept = receiving.catalog.read(captures.find, part.id)
    assert kept is None or receiving.content(kept) == JPEG[: part.size]
    assert receiving.content(receiving.captures()[0]) == JPEG


def _settle(catalog: Catalog, part: Capture, why: str) -> None:
    change = {
        "put": "UPDATE captures SET archive_key = 'key' WHERE id = ?",
        "archived": "UPDATE captures SET archive_key = 'key', state = 'archived' WHERE id = ?",
        "protected": "UPDATE events SET protected = 1 WHERE id = (SELECT event FROM captures WHERE id = ?)",
        "gone": "DELETE FROM captures WHERE id = ?",
    }[why]
    catalog.write(lambda db: db.execute(change, (part.id,))).result()


def test_size_is_unknown_once_it_is_archived(receiving: Receiving) -> None:
    """Whoever asks what is kept of a part that cannot be continued is told that nothing is."""
    with receiving.client() as ftp:
        part = _cut(receiving, ftp)
        assert ftp.store("garden/b.jpg", JPEG).startswith("226")
        _settle(receiving.catalog, part, "archived")
        archived = receiving.catalog.read(captures.get, part.id)
        receiving.recorder.bus.publish(CaptureChanged(archived))
        deadline = time.monotonic() + 10
        while not ftp.ask("SIZE garden/a.jpg").startswith("550"):
            assert time.monotonic() < deadline
        assert ftp.ask("SIZE garden/b.jpg") == f"213 {len(JPEG)}"


def test_it_changed_while_more_arrived(receiving: Receiving) -> None:
    """An upload that began to go on with what is deleted meanwhile is refused, and brings nothing back."""
    with receiving.client() as ftp:
        part = _cut(receiving, ftp)
        with ftp.passive() as connection:
            assert ftp.ask("APPE garden/a.jpg").startswith("150")
            connection.sendall(JPEG[part.size :])
            _settle(receiving.catalog, part, "gone")
        assert ftp.reply().startswith("451")
        assert ftp.ask("SIZE garden/a.jpg").startswith("550")
        assert ftp.store("garden/b.jpg", JPEG).startswith("226")
    assert [each.original_path for each in receiving.captures()] == ["/garden/b.jpg"]
    _until(lambda: not list(receiving.vault.incoming_files()))


def test_one_at_a_time(receiving: Receiving) -> None:
    """Two clients do not go on with one file at once."""
    with receiving.client() as ftp, receiving.client() as other:
        part = _cut(receiving, ftp)
        with ftp.passive() as connection:
            assert ftp.ask("APPE garden/a.jpg").startswith("150")
            connection.sendall(JPEG[part.size : part.size + 1])
            assert other.store("garden/a.jpg", b"x", "APPE").startswith("450")
            connection.sendall(JPEG[part.size + 1 :])
        assert ftp.reply().startswith("226")
    assert receiving.content(receiving.only()) == JPEG


def test_single_bytes(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who appends byte by byte gets a new capture after a while, and all bytes are there."""
    monkeypatch.setattr(resume, "_MOST_PIECES", 10)
    with receiving.client() as ftp:
        for byte in JPEG[:30]:
            assert ftp.store("garden/a.jpg", bytes([byte]), "APPE").startswith("226")
    kept = receiving.captures()[::-1]
    assert [each.size for each in kept] == [11, 11, 8]
    assert b"".join(receiving.content(each) for each in kept) == JPEG[:30]


def test_others_see_nothing(catalog: Catalog, vault: Vault, recorder: Recorder, certificate: Path) -> None:
    """What one account uploads, another one neither sees nor continues."""
    other = Account(username="other", password_hash=PASSWORD_HASH, camera=None, created_at=now_ms())
    catalog.write(accounts.put, other).result()
    with (
        running_server(catalog, vault, recorder, certificate) as receiving,
        receiving.client() as ftp,
        RawFtp(receiving.port) as stranger,
    ):
        part = _cut(receiving, ftp)
        assert stranger.login("other").startswith("230")
        for line in ("SIZE garden/a.jpg", "MLST garden/a.jpg", "MDTM garden/a.jpg", "RNFR garden/a.jpg"):
            assert stranger.ask(line).startswith("550"), line
        assert stranger.store("garden/a.jpg", b"x", "APPE").startswith("226")
    assert receiving.catalog.read(captures.get, part.id).size == part.size


@pytest.mark.parametrize("point", ["before the transaction", "behind the transaction"])
def test_stopped_half_way(catalog: Catalog, vault: Vault, recorder: Recorder, certificate: Path, point: str) -> None:
    """After a stop there is the former content or the new one, with the row that belongs to it."""
    with running_server(catalog, vault, recorder, certificate) as receiving, receiving.client() as ftp:
        part = _cut(receiving, ftp)
    vault.incoming(part.id).write_bytes(JPEG)
    wanted = JPEG[: part.size]
    if point == "behind the transaction":
        wanted = JPEG
        change = "UPDATE captures SET size = ?, sha256 = ? WHERE id = ?"
        catalog.write(lambda db: db.execute(change, (len(JPEG), sha256(JPEG).hexdigest(), part.id))).result()
        with vault.open(catalog.read(captures.get, part.id)) as file:  # type: ignore[union-attr] # it is there
            assert file.read() == JPEG
    with running_server(catalog, vault, recorder, certificate) as receiving:
        kept = receiving.only()
        assert receiving.content(kept) == wanted
        assert kept.sha256 == sha256(wanted).hexdigest()
        assert list(vault.incoming_files()) == []


def test_a_disk_that_fails(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be joined is refused, the former content stands, and the next try works."""
    with receiving.client() as ftp:
        part = _cut(receiving, ftp)
        with monkeypatch.context() as patched:
            patched.setattr(Vault, "sync_incoming", _fail)
            assert ftp.store("garden/a.jpg", JPEG[part.size :], "APPE").startswith("451")
        assert receiving.content(receiving.only()) == JPEG[: part.size]
        assert ftp.ask("SIZE garden/a.jpg").startswith("550")
        assert ftp.store("garden/a.jpg", JPEG).startswith("226")
    _until(lambda: not list(receiving.vault.incoming_files()))
    assert [receiving.content(each) for each in receiving.captures()] == [JPEG, JPEG[: part.size]]


def _fail(*_: object) -> None:
    raise OSError(5, "Input/output error")


def _until(reached: object) -> None:
    assert callable(reached)
    deadline = time.monotonic() + 15
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_event_is_not_opened_again(receiving: Receiving) -> None:
    """The rest of a file whose event is over opens none."""
    with receiving.client() as ftp:
        part = _cut(receiving, ftp)
        receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None)
        assert ftp.store("garden/a.jpg", JPEG[part.size :], "APPE").startswith("226")
    assert receiving.content(receiving.only()) == JPEG
    assert [event.id for event in receiving.catalog.read(event_pages.list_page).items] == [part.event]
    assert receiving.catalog.read(events.open_events) == []

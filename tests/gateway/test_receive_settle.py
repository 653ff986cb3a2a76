"""What a failing disk left half done is settled without a restart; its faults are forced, for they must be exact."""

from collections.abc import Callable
import errno
import os
import sqlite3
from typing import Any

import pytest

from camvault_gateway.catalog import captures, events
from camvault_gateway.model import CaptureChanged, Condition, EventChanged, EventRemoved, Refusing, State
from camvault_gateway.receive.events import tracker
from camvault_gateway.vault import Upload, Vault

from .conftest import Receiving
from .disk_home import until

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"


def _refuse(*_: object, **__: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def _is_read_only(*_: object) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def _times(count: int, fault: Callable[..., None], real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that fails so often, and then does what it should."""
    left = [fault] * count

    def call(*args: object, **kwargs: object) -> object:
        return (left.pop() if left else real)(*args, **kwargs)

    return call


def _settled(receiving: Receiving) -> None:
    """Everything that is there has its row and its place, and nothing waits."""
    until(lambda: not list(receiving.vault.incoming_files()) and receiving.catalog.read(captures.receiving) == [])
    assert all(receiving.content(capture) == JPEG for capture in receiving.captures())


def test_upload_that_the_catalog_refused(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was answered with 451, and is kept as incomplete when the next upload works."""
    with receiving.client() as ftp:
        monkeypatch.setattr(captures, "commit", _refuse)
        assert ftp.store("garden/a.jpg", JPEG).startswith("451")
        assert receiving.vault.disk_space.look() is Refusing.DISK_ERROR
        monkeypatch.undo()
        assert ftp.store("garden/b.jpg", JPEG).startswith("226")
    assert receiving.vault.disk_space.look() is None
    receiving.recorder.wait(CaptureChanged, lambda said: said.capture.original_path.endswith("a.jpg"))
    conditions = {capture.original_path: capture.condition for capture in receiving.captures()}
    assert conditions == {"/garden/a.jpg": Condition.INCOMPLETE, "/garden/b.jpg": Condition.COMPLETE}
    _settled(receiving)


def test_file_that_could_not_be_moved(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalog had it, its place did not take it: it gets there with the next upload that works, and is told."""
    with receiving.client() as ftp:
        monkeypatch.setattr(Vault, "move", _is_read_only)
        assert ftp.store("garden/a.jpg", JPEG).startswith("451")
        monkeypatch.undo()
        assert ftp.store("garden/b.jpg", JPEG).startswith("226")
    receiving.recorder.wait(CaptureChanged, lambda said: said.new and said.capture.original_path.endswith("a.jpg"))
    assert {capture.state for capture in receiving.captures()} == {State.STORED}
    _settled(receiving)


def test_nothing_arrived(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upload of which the disk has nothing leaves no row."""
    with receiving.client() as ftp:
        monkeypatch.setattr(Vault, "receive", _is_read_only)
        assert ftp.store("garden/a.jpg", JPEG)[:3] in {"451", "452"}
        monkeypatch.undo()
        assert ftp.store("garden/b.jpg", JPEG).startswith("226")
    assert [capture.original_path for capture in receiving.captures()] == ["/garden/b.jpg"]
    _settled(receiving)


def test_beginning_that_the_catalog_refused(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was full at STOR has room at the end of the file: the upload is kept, with its event."""
    monkeypatch.setattr(events, "begin", _times(1, _refuse, events.begin))
    monkeypatch.setattr(captures, "begin", _times(1, _refuse, captures.begin))
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG).startswith("226")
    event = receiving.only().event
    assert event is not None
    receiving.recorder.wait(EventChanged, lambda said: said.event.id == event and said.event.ended_at is not None)
    _settled(receiving)


def test_end_that_the_catalog_refused(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of an event is noted as soon as it can be."""
    monkeypatch.setattr(tracker, "_AGAIN_S", 0.05)
    monkeypatch.setattr(events, "end", _times(3, _refuse, events.end))
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG).startswith("226")
    receiving.recorder.wait(EventChanged, lambda said: said.event.ended_at is not None)
    assert receiving.catalog.read(events.open_events) == []


def test_event_that_never_was(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """An event that the catalog never heard of is taken back when its quiet time is over."""
    for module, name in ((events, "begin"), (captures, "begin"), (captures, "commit")):
        monkeypatch.setattr(module, name, _refuse)
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG).startswith("451")
    receiving.recorder.wait(EventRemoved)


def test_settling_that_fails_is_tried_again(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk refuses it once more: it is not forgotten, and a later upload that works sets it off anew."""
    monkeypatch.setattr(Vault, "move", _times(1, _is_read_only, Vault.move))
    monkeypatch.setattr(Vault, "keep", _times(2, _is_read_only, Vault.keep))
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG).startswith("451")

        def settled_after_another() -> bool:
            assert ftp.store("garden/b.jpg", JPEG).startswith("226")
            return not list(receiving.vault.incoming_files())

        until(settled_after_another)
    _settled(receiving)


def test_event_that_is_over_is_not_opened_again(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was taken back, since the catalog never heard of it: what is settled later belongs to none."""
    for module, name in ((events, "begin"), (captures, "begin"), (captures, "commit")):
        monkeypatch.setattr(module, name, _refuse)
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG).startswith("451")
        receiving.recorder.wait(EventRemoved)
        monkeypatch.undo()
        assert ftp.store("drive/b.jpg", JPEG).startswith("226")
    kept = receiving.recorder.wait(CaptureChanged, lambda said: said.capture.original_path.endswith("a.jpg")).capture
    assert kept.event is None
    assert [event.camera for event in receiving.catalog.read(events.open_events)] in (["drive"], [])
    _settled(receiving)


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "452"), (errno.EDQUOT, "452"), (errno.EIO, "451"), (errno.EROFS, "451")],
)
@pytest.mark.parametrize("step", ["write", "finish"])
def test_camera_is_told_why(
    receiving: Receiving, monkeypatch: pytest.MonkeyPatch, step: str, number: int, code: str
) -> None:
    """A disk or a quota that is full is another matter than a disk that fails."""

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with receiving.client() as ftp:
        monkeypatch.setattr(Upload, step, fail)
        assert ftp.store("garden/a.jpg", JPEG).startswith(code)
        monkeypatch.undo()
        assert ftp.store("garden/b.jpg", JPEG).startswith("226")
    until(lambda: not list(receiving.vault.incoming_files()))
    _settled(receiving)

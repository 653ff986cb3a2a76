"""An event that has to end under an upload: what begins afterwards is another, and lasts as long as its own uploads."""

from collections.abc import Iterator
import contextlib
import time

from camvault_gateway.catalog import cameras, events
from camvault_gateway.model import CameraRemoved, Event, EventChanged, now_ms

from .conftest import Receiving

_JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"


@contextlib.contextmanager
def _uploading(receiving: Receiving, name: str) -> Iterator[Event]:
    """Upload for as long as this lasts; returns the event that it opened."""
    with receiving.client() as ftp:
        with ftp.passive() as connection:
            assert ftp.ask(f"STOR /front/{name}.jpg").startswith("150")
            told = receiving.recorder.wait(EventChanged, lambda told: told.event.ended_at is None)
            connection.sendall(_JPEG)
            yield told.event
        assert ftp.reply().startswith("226")


def _remove(receiving: Receiving) -> None:
    """Do what the API does when the owner removes the camera."""
    receiving.catalog.write(cameras.remove, "front", now_ms()).result()
    receiving.recorder.bus.publish(CameraRemoved("front"))
    receiving.recorder.wait(EventChanged, lambda told: told.event.ended_at is not None)


def test_an_upload_of_an_event_that_had_to_end(receiving: Receiving) -> None:
    """Removing a camera ends its event at once; its upload, which ends later, takes nothing from the next one."""
    with _uploading(receiving, "one") as first:
        _remove(receiving)
        second_upload = contextlib.ExitStack()
        second = second_upload.enter_context(_uploading(receiving, "two"))
        assert second.id != first.id
    # Thrice the quiet time after the first upload's end.
    ended = receiving.recorder.wait(EventChanged, lambda told: told.event.ended_at is not None)
    assert ended.event.id == first.id
    time.sleep(1.5)
    assert receiving.catalog.read(events.get, second.id).ended_at is None
    second_upload.close()
    receiving.recorder.wait(EventChanged, lambda told: told.event.id == second.id and told.event.ended_at is not None)
    (left,) = [each for each in receiving.captures() if each.event == first.id]
    assert receiving.catalog.read(events.get, first.id).ended_at == left.received_at


def test_an_empty_upload_of_an_event_that_had_to_end(receiving: Receiving) -> None:
    """What had to end and got nothing at all never was."""
    with receiving.client() as ftp:
        with ftp.passive():
            assert ftp.ask("STOR /front/one.jpg").startswith("150")
            told = receiving.recorder.wait(EventChanged)
            _remove(receiving)
        assert ftp.reply().startswith("226")
    limit = time.monotonic() + 15
    while receiving.catalog.read(events.exists, told.event.id):
        assert time.monotonic() < limit
        time.sleep(0.05)

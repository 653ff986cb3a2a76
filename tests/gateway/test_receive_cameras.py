"""What muting, removing and adding a camera does to what it uploads."""

import pytest

from camvault_gateway.catalog import Catalog, accounts, cameras, events, settings
from camvault_gateway.model import (
    AccountsChanged,
    CameraChanged,
    CameraRemoved,
    Event,
    EventChanged,
    FoldersChanged,
    LoginSeen,
    now_ms,
)

from .conftest import Receiving
from .disk_home import until

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"


@pytest.fixture(autouse=True)
def quiet_time(catalog: Catalog) -> None:
    """Let no event end by itself."""
    catalog.write(settings.change, quiet_time_s=3600).result()


def _upload(receiving: Receiving, name: str) -> str | None:
    """Upload a picture, and return the event of it."""
    with receiving.client() as ftp:
        assert ftp.store(name, JPEG).startswith("226")
    return next((kept.event for kept in receiving.captures() if kept.original_path == f"/{name}"), None)


def _mute(receiving: Receiving, *, muted: bool) -> None:
    receiving.catalog.write(cameras.change, "garden", muted=muted).result()
    receiving.recorder.bus.publish(CameraChanged("garden"))
    until(lambda: ("garden" in receiving.server.receiver._events.settings.muted) is muted)


def _remove(receiving: Receiving) -> None:
    receiving.catalog.write(cameras.remove, "garden", now_ms()).result()
    receiving.recorder.bus.publish(AccountsChanged())
    receiving.recorder.bus.publish(CameraRemoved("garden"))


def _is_there(receiving: Receiving) -> bool:
    """Return whether the camera is there, behind all that was handed to the writer."""
    return receiving.catalog.write(cameras.is_there, "garden").result()


def _ended(receiving: Receiving) -> Event:
    return receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None).event


def test_muting_ends_the_event_and_opens_none(receiving: Receiving) -> None:
    """What a muted camera uploads is kept all the same; afterwards it is told of again."""
    first = _upload(receiving, "garden/1.jpg")
    _mute(receiving, muted=True)
    assert _ended(receiving).id == first
    assert _upload(receiving, "garden/2.jpg") is None
    assert _upload(receiving, "yard/1.jpg") is not None
    _mute(receiving, muted=False)
    assert _upload(receiving, "garden/3.jpg") not in {None, first}
    assert len(receiving.captures()) == 4


def test_muted_stays_so_after_a_restart(catalog: Catalog, request: pytest.FixtureRequest) -> None:
    """It is the owner's word until the owner says otherwise."""
    camera = catalog.write(cameras.for_folder, "garden", now_ms()).result()
    catalog.write(cameras.change, camera.id, muted=True).result()
    receiving: Receiving = request.getfixturevalue("receiving")
    assert _upload(receiving, "garden/2.jpg") is None
    assert receiving.only().camera == camera.id


def test_a_removed_camera_comes_back_with_an_upload(receiving: Receiving) -> None:
    """Its event ends with it; the next upload on the shared account is its own again."""
    _upload(receiving, "garden/1.jpg")
    _remove(receiving)
    _ended(receiving)
    assert not _is_there(receiving)
    _upload(receiving, "garden/2.jpg")
    assert _is_there(receiving)
    assert [capture.camera for capture in receiving.captures()] == ["garden", "garden"]


def test_a_removed_camera_comes_back_with_a_test(receiving: Receiving) -> None:
    """Who presses the test button wants to see the camera."""
    _upload(receiving, "garden/1.jpg")
    _remove(receiving)
    _upload(receiving, "garden/testftp.txt")
    assert _is_there(receiving)


def test_an_upload_under_way_does_not_bring_it_back(receiving: Receiving) -> None:
    """What began before the removal is kept, and no more."""
    _upload(receiving, "garden/1.jpg")
    with receiving.client() as ftp:
        with ftp.passive() as connection:
            assert ftp.ask("STOR garden/2.jpg").startswith("150")
            _remove(receiving)
            connection.sendall(JPEG)
        assert ftp.reply().startswith("226")
    assert len(receiving.captures()) == 2
    assert not _is_there(receiving)
    assert receiving.catalog.read(events.open_events) == []


def test_a_camera_that_was_added_has_its_folder(receiving: Receiving) -> None:
    """What is uploaded there is its own, whatever the files are called."""
    added = receiving.catalog.write(cameras.add, "Front Door", now_ms(), shared=True).result()
    receiving.recorder.bus.publish(FoldersChanged())
    shared = receiving.catalog.read(accounts.list_all)[0]
    until(lambda: receiving.server.receiver._ingest.lookup.find(shared, "/front-door/1.jpg") == added.id)
    _upload(receiving, "front-door/2026-11-23/IPC_01.jpg")
    assert receiving.captures()[0].camera == added.id == "front-door"


def test_logins_are_told(receiving: Receiving) -> None:
    """By the account's name; of another name, which may be anything, only that it was refused."""
    with receiving.client() as ftp:
        assert receiving.recorder.wait(LoginSeen) == LoginSeen("camera", accepted=True)
        ftp.ask("REIN")
        for username, told in (("camera", "camera"), ("nobody", None)):
            assert ftp.login(username, "wrong").startswith("530")
            assert receiving.recorder.wait(LoginSeen) == LoginSeen(told, accepted=False)

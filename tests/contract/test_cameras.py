"""Cameras that are added, muted and removed."""

import pytest

from camvault_gateway.catalog import accounts, cameras
from camvault_gateway.model import (
    UNASSIGNED,
    AccountsChanged,
    CameraChanged,
    CameraRemoved,
    FoldersChanged,
    LoginSeen,
    Message,
)

from .home import Client, Home
from .listening import listening, next_message


@pytest.fixture
def said(home: Home) -> list[Message]:
    """Return everything that is said on the bus from now on."""
    messages: list[Message] = []
    home.bus.subscribe(messages.append)
    return messages


async def test_a_camera_is_added(home: Home, client: Client, said: list[Message]) -> None:
    """It is there before its first upload; another one of its name is another one."""
    answer = await client.ask("POST", "cameras", json={"name": " Back garden "})
    assert (answer.status, answer.json["id"], answer.json["name"]) == (201, "back-garden", "Back garden")
    assert (answer.json["captures"], answer.json["last_upload_at"], answer.json["muted"]) == (0, None, False)
    assert said == [CameraChanged("back-garden")]
    assert home.catalog.read(cameras.folders) == {}
    assert (await client.ask("POST", "cameras", json={"name": "Back garden"})).json["id"] == "back-garden-2"
    assert (await client.ask("PUT", "accounts/yard", json={"camera": "back-garden"})).json["camera"] == "back-garden"


async def test_a_camera_is_added_on_the_shared_account(home: Home, client: Client, said: list[Message]) -> None:
    """The folder that is called like its id is its own, whoever's it was."""
    other = home.camera("yard/*").id
    assert home.catalog.read(cameras.folders) == {"yard/*": other}
    added = (await client.ask("POST", "cameras", json={"name": "Drive", "shared": True})).json["id"]
    assert home.catalog.read(cameras.folders) == {"yard/*": other, "drive/*": added}
    assert said == [FoldersChanged(), CameraChanged("drive")]


async def test_cameras_are_bounded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many are refused; one that was removed makes room."""
    monkeypatch.setattr(cameras, "MAX_CAMERAS", 1)
    assert (await client.ask("POST", "cameras", json={"name": "Yard"})).status == 201
    assert (await client.ask("POST", "cameras", json={"name": "Drive"})).error == (409, "conflict")
    assert (await client.ask("DELETE", "cameras/yard")).status == 204
    assert (await client.ask("POST", "cameras", json={"name": "Drive"})).status == 201


async def test_a_camera_is_removed(home: Home, client: Client, said: list[Message]) -> None:
    """Its accounts are gone, its captures stay, and nobody can mean it any more."""
    yard, drive = home.camera("Yard").id, home.camera("Drive").id
    capture = home.capture(yard)
    for username, camera in (("yard", yard), ("drive", drive), ("camera", None)):
        await client.ask("PUT", f"accounts/{username}", json={"camera": camera})
    said.clear()
    assert (await client.ask("DELETE", f"cameras/{yard}")).status == 204
    assert said == [AccountsChanged(), CameraRemoved(yard)]
    assert [known.username for known in home.catalog.read(accounts.list_all)] == ["camera", "drive"]
    assert [shown["id"] for shown in (await client.get("cameras")).json["items"]] == [drive]
    (removed,) = (await client.get("cameras?removed=true")).json["items"]
    assert (removed["id"], removed["captures"]) == (yard, 1)
    (listed,) = (await client.get(f"captures?camera={yard}")).json["items"]
    assert listed["id"] == capture.id
    assert (await client.get(f"cameras/{yard}")).json["name"] == "Yard"
    assert (await client.ask("DELETE", f"cameras/{yard}")).error == (404, "not_found")
    assert (await client.ask("PUT", "accounts/x", json={"camera": yard})).error == (400, "invalid")
    assert (await client.ask("POST", f"cameras/{drive}/merge", json={"into": yard})).error == (409, "conflict")


async def test_a_removed_camera_is_added_again(home: Home, client: Client) -> None:
    """By its name it comes back, with its history."""
    yard = home.camera("Yard").id
    home.capture(yard)
    await client.ask("DELETE", f"cameras/{yard}")
    back = (await client.ask("POST", "cameras", json={"name": "yard"})).json
    assert (back["id"], back["name"], back["captures"]) == (yard, "yard", 1)
    assert (await client.get("cameras?removed=true")).json["items"] == []


async def test_unassigned_is_removed_as_any_other(home: Home, client: Client) -> None:
    """What names nobody brings it back."""
    home.camera(None)
    assert (await client.ask("DELETE", f"cameras/{UNASSIGNED}")).status == 204
    assert (await client.get("cameras")).json["items"] == []


async def test_a_camera_is_muted(home: Home, client: Client, said: list[Message]) -> None:
    """That is told to who opens events, and shown."""
    camera = home.camera().id
    for muted in (True, False):
        changed = (await client.ask("PATCH", f"cameras/{camera}", json={"muted": muted})).json
        assert changed["muted"] is muted
        assert home.catalog.read(cameras.get, camera).muted is muted
        assert said == [CameraChanged(camera)]
        said.clear()
    assert (await client.ask("PATCH", "cameras/nobody", json={"muted": True})).error == (404, "not_found")


async def test_removal_and_logins_are_told_live(home: Home, client: Client) -> None:
    """Who listens hears of both; a removed camera's later changes are nobody's business."""
    camera = home.camera().id
    async with listening(client) as live:
        await next_message(live)
        await client.ask("DELETE", f"cameras/{camera}")
        assert await next_message(live) == {"type": "camera_removed", "id": camera}
        home.bus.publish(CameraChanged(camera))
        home.bus.publish(LoginSeen("yard", accepted=True))
        assert await next_message(live) == {"type": "login", "username": "yard", "accepted": True}
        home.bus.publish(LoginSeen(None, accepted=False))
        assert await next_message(live) == {"type": "login", "username": None, "accepted": False}

"""Events that the owner deletes."""

from pathlib import Path

import pytest

from camvault_gateway.catalog import captures
from camvault_gateway.catalog.bulk import expiry
from camvault_gateway.model import CameraChanged, EventRemoved, GatewayChanged, Message, State

from .home import Client, Home


async def test_event_is_deleted(home: Home, client: Client) -> None:
    """Its files are gone at once, everybody is told, and the answer tells what the archive still has."""
    event = home.event(home.camera().id)
    here = home.picture(home.capture(event.camera, event=event.id))
    home.change(home.capture(event.camera, event=event.id), state=State.VERIFIED, archive_key="camvault/home/x")
    home.end(event)
    said: list[Message] = []
    home.bus.subscribe(said.append)
    answer = await client.ask("DELETE", f"events/{event.id}")
    assert answer.json == {"captures": 2, "archived": 1}
    assert [type(each) for each in said] == [EventRemoved, CameraChanged, GatewayChanged]
    assert not home.vault.path(here).exists()
    assert not home.vault.thumbnail(here.id).exists()
    assert home.catalog.read(expiry.uncleared) == []
    assert (await client.get(f"captures/{here.id}")).error == (410, "deleted")
    for _ in range(2):
        assert (await client.get(f"events/{event.id}")).error == (404, "not_found")
        assert (await client.ask("DELETE", f"events/{event.id}")).error == (404, "not_found")


async def test_what_is_not_deleted(home: Home, client: Client) -> None:
    """A protected event, and one that goes on."""
    going_on = home.event(home.camera().id)
    assert (await client.ask("DELETE", f"events/{going_on.id}")).error == (409, "going_on")
    home.end(going_on)
    await client.ask("PATCH", f"events/{going_on.id}", json={"protected": True})
    assert (await client.ask("DELETE", f"events/{going_on.id}")).error == (409, "protected")


async def test_a_disk_that_does_not_let_go(home: Home, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The event is gone all the same; its files go when the gateway starts the next time."""
    event = home.event(home.camera().id)
    capture = home.capture(event.camera, event=event.id)
    home.end(event)

    def fail(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", fail)
    assert (await client.ask("DELETE", f"events/{event.id}")).status == 200
    assert [each.id for each in home.catalog.read(expiry.uncleared)] == [capture.id]
    assert home.catalog.read(captures.find, capture.id) is None


async def test_where_a_file_lies(home: Home, client: Client) -> None:
    """Below the vault's folder, as long as the vault has it."""
    capture = home.capture(home.camera().id)
    told = (await client.get(f"captures/{capture.id}")).json["vault_path"]
    assert home.vault.path(capture).match(f"*/{told}")
    assert told.startswith("captures/")
    home.change(capture, state=State.VERIFIED, archive_key="a/key", local=False)
    assert (await client.get(f"captures/{capture.id}")).json["vault_path"] is None
    arriving = home.receiving(capture.camera)
    assert (await client.get(f"captures/{arriving.id}")).json["vault_path"] is None

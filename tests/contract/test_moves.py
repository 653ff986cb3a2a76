"""Cameras that become one, and captures that are assigned to another."""

from camvault_gateway.catalog import accounts, cameras
from camvault_gateway.catalog.bulk import moves
from camvault_gateway.model import UNASSIGNED, Account, AccountsChanged, CameraChanged, CapturesMoving, Message

from .home import Client, Home


def _heard(home: Home) -> list[Message]:
    said: list[Message] = []
    home.bus.subscribe(said.append)
    return said


async def test_a_merge_begins_at_once(home: Home, client: Client) -> None:
    """Folders and accounts lead to the other camera before the answer is given."""
    garden, yard = home.camera("Garden").id, home.camera("Yard").id
    account = Account(username="x", password_hash="", camera=garden, created_at=0)
    home.catalog.write(accounts.put, account).result()
    said = _heard(home)
    answer = await client.ask("POST", f"cameras/{garden}/merge", json={"into": yard})
    assert (answer.status, answer.json) == (202, {"camera": yard})
    assert home.catalog.read(cameras.folders) == {"Garden": yard, "Yard": yard}
    assert home.catalog.read(accounts.list_all)[0].camera == yard
    assert said == [AccountsChanged(), CapturesMoving(garden, yard, whole=True)]


async def test_a_merge_that_cannot_be(home: Home, client: Client) -> None:
    """Not with itself, not with what is not there or on its way out, and not of Unassigned."""
    garden, yard, gate = (home.camera(name).id for name in ("Garden", "Yard", "Gate"))
    unassigned = home.camera(None).id
    for camera, into in ((garden, garden), (garden, "nowhere"), (garden, unassigned), (unassigned, garden)):
        answer = await client.ask("POST", f"cameras/{camera}/merge", json={"into": into})
        assert answer.error == (409, "conflict")
    assert (await client.ask("POST", "cameras/nowhere/merge", json={"into": garden})).error == (404, "not_found")
    assert (await client.ask("POST", f"cameras/{garden}/merge", json={"into": yard})).status == 202
    for camera, into in ((garden, gate), (gate, garden)):
        answer = await client.ask("POST", f"cameras/{camera}/merge", json={"into": into})
        assert answer.error == (409, "conflict")
    assert home.catalog.read(cameras.folders) == {"Garden": yard, "Yard": yard, "Gate": gate}


async def test_sources_of_unassigned(home: Home, client: Client) -> None:
    """What the paths have in common, the most frequent first, with an example."""
    camera = home.camera(None).id
    for number in range(3):
        home.capture(camera, original_path=f"/2026-11-2{number}/001/dav/1/1.mp4")
    newest = home.capture(camera, original_path="/snap/MDAlarm_1.jpg")
    first, second = (await client.get(f"cameras/{UNASSIGNED}/sources")).json["items"]
    assert (first["source"], first["captures"]) == ("/#-#-#/#/dav/#", 3)
    assert (second["source"], second["example"]) == ("/snap", newest.original_path)
    assert (await client.get("cameras/nowhere/sources")).error == (404, "not_found")


async def test_a_source_is_assigned(home: Home, client: Client) -> None:
    """To a camera that there is, or to a new one; the source leads there from now on."""
    camera, garden = home.camera(None).id, home.camera("Garden").id
    said = _heard(home)
    asked = {"source": "/snap", "into": garden}
    assert (await client.ask("POST", f"cameras/{camera}/assign", json=asked)).json == {"camera": garden}
    assert home.catalog.read(cameras.folders)["/snap"] == garden
    made = (await client.ask("POST", f"cameras/{camera}/assign", json={"source": "/snap", "name": " Yard "})).json
    assert home.catalog.read(cameras.get, made["camera"]).name == "Yard"
    assert home.catalog.read(cameras.folders)["/snap"] == made["camera"]
    assert said == [
        CapturesMoving(camera, garden, whole=False),
        CameraChanged(made["camera"]),
        CapturesMoving(camera, made["camera"], whole=False),
    ]
    wrong = await client.ask("POST", f"cameras/{camera}/assign", json={"source": "/snap", "into": "nowhere"})
    assert wrong.error == (409, "conflict")
    assert home.catalog.read(moves.first) is not None

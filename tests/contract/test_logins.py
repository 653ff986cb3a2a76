"""What is typed into cameras: each its own login, or the one that they share."""

import asyncio
import logging

import pytest

from camvault_gateway.catalog import accounts, cameras
from camvault_gateway.model import AccountsChanged, Message, verify_password

from .home import Client, Home


@pytest.fixture
def said(home: Home) -> list[Message]:
    """Return everything that is said on the bus from now on."""
    messages: list[Message] = []
    home.bus.subscribe(messages.append)
    return messages


async def test_own_login_is_made(home: Home, client: Client, said: list[Message]) -> None:
    """A camera without an account gets one that is called like it, in one request."""
    camera = home.camera("Back garden").id
    login = (await client.ask("POST", f"cameras/{camera}/login")).json
    assert (login["server"], login["port"], login["username"]) == ("192.168.1.2", 2121, "back-garden")
    (kept,) = home.catalog.read(accounts.list_all)
    assert (kept.username, kept.camera) == ("back-garden", camera)
    assert verify_password(login["password"], kept.password_hash)
    assert said == [AccountsChanged()]


async def test_own_login_is_renewed(home: Home, client: Client) -> None:
    """The account keeps its name, whatever it is, its time and its TLS; only the password is another one."""
    camera = home.camera("Drive").id
    made = (await client.ask("PUT", "accounts/yard", json={"camera": camera, "password": "12345678"})).json
    await client.ask("PATCH", "accounts/yard", json={"tls_required": True})
    login = (await client.ask("POST", f"cameras/{camera}/login")).json
    (kept,) = home.catalog.read(accounts.list_all)
    assert verify_password(login["password"], kept.password_hash)
    assert not verify_password("12345678", kept.password_hash)
    told = (await client.get("accounts")).json["items"]
    assert told == [{name: made[name] for name in told[0]} | {"tls_required": True}]
    assert login["username"] == "yard"


async def test_own_login_of_several(home: Home, client: Client) -> None:
    """After a merge a camera has two accounts: the one that is called like it gets the password, or else the first."""
    camera = home.camera("Drive").id
    for username in ("back", "about"):
        await client.ask("PUT", f"accounts/{username}", json={"camera": camera})
    assert (await client.ask("POST", f"cameras/{camera}/login")).json["username"] == "about"
    await client.ask("PUT", "accounts/drive", json={"camera": camera})
    assert (await client.ask("POST", f"cameras/{camera}/login")).json["username"] == "drive"


@pytest.mark.parametrize("camera", ["nobody", "gone", "%00", "..%2Fcatalog.db", "%F0%9F%90%88"])
async def test_login_of_no_camera(home: Home, client: Client, camera: str, said: list[Message]) -> None:
    """Nothing is made for a camera that is not there, or not there any more; it has a code of its own."""
    home.catalog.write(cameras.remove, home.camera("gone").id, 1).result()
    assert (await client.ask("POST", f"cameras/{camera}/login")).error == (404, "no_camera")
    assert home.catalog.read(accounts.list_all) == []
    assert said == []


async def test_logins_at_the_same_time(home: Home, client: Client) -> None:
    """Cameras whose ids begin alike, and names that somebody has, never lead to one account for two."""
    names = [f"A camera with a very long name {number}" for number in range(20)]
    made = [home.camera(name).id for name in names]
    await client.ask("PUT", f"accounts/{made[0][:28]}", json={"camera": None})
    answers = await asyncio.gather(*(client.ask("POST", f"cameras/{camera}/login") for camera in made))
    logins = [answer.json["username"] for answer in answers]
    assert len(set(logins)) == len(made)
    kept = {known.username: known for known in home.catalog.read(accounts.list_all)}
    for camera, answer in zip(made, answers, strict=True):
        account = kept[answer.json["username"]]
        assert account.camera == camera
        assert verify_password(answer.json["password"], account.password_hash)


async def test_one_camera_at_the_same_time(home: Home, client: Client) -> None:
    """However often at once, it has one account, and one of the passwords that were told is its own."""
    camera = home.camera("Drive").id
    answers = await asyncio.gather(*(client.ask("POST", f"cameras/{camera}/login") for _ in range(10)))
    (kept,) = home.catalog.read(accounts.list_all)
    assert {answer.json["username"] for answer in answers} == {kept.username} == {"drive"}
    assert sum(verify_password(answer.json["password"], kept.password_hash) for answer in answers) == 1


@pytest.mark.parametrize(("name", "username"), [("Guest", "guest2"), ("Anonymous", "anonymous2"), ("Camera", "camera")])
async def test_names_that_mean_something_else(home: Home, client: Client, name: str, username: str) -> None:
    """What cameras send for "no name" is never an account's: it could not be told from none."""
    camera = home.camera(name).id
    assert (await client.ask("POST", f"cameras/{camera}/login")).json["username"] == username


async def test_shared_login(home: Home, client: Client, said: list[Message]) -> None:
    """It is made, looked up without its password, left alone, and renewed."""
    place = {"server": "192.168.1.2", "port": 2121}
    assert (await client.get("login")).json == place | {"username": None, "password": None}
    made = (await client.ask("POST", "login", json={"renew": False})).json
    assert made == place | {"username": "camera", "password": made["password"]}
    assert (await client.get("login")).json == made | {"password": None}
    assert said == [AccountsChanged()]
    assert (await client.ask("POST", "login", json={"renew": False})).json == made | {"password": None}
    assert said == [AccountsChanged()]
    (kept,) = home.catalog.read(accounts.list_all)
    assert verify_password(made["password"], kept.password_hash)
    renewed = (await client.ask("POST", "login", json={})).json
    assert (renewed["username"], said) == ("camera", [AccountsChanged()] * 2)
    (kept,) = home.catalog.read(accounts.list_all)
    assert verify_password(renewed["password"], kept.password_hash)
    assert not verify_password(made["password"], kept.password_hash)


async def test_name_of_the_shared_login(home: Home, client: Client) -> None:
    """A camera's own account is never the shared one, and one of several is known by its name."""
    await client.ask("PUT", "accounts/camera", json={"camera": home.camera("Drive").id})
    assert (await client.ask("POST", "login", json={})).json["username"] == "camera2"
    await client.ask("PUT", "accounts/all", json={"camera": None})
    assert (await client.get("login")).json["username"] == "all"
    await client.ask("PUT", "accounts/camera", json={"camera": None})
    assert (await client.get("login")).json["username"] == "camera"


async def test_shared_logins_at_the_same_time(home: Home, client: Client) -> None:
    """Whoever sets the gateway up at the same time: one is told a password, and it is right."""
    answers = await asyncio.gather(*(client.ask("POST", "login", json={"renew": False}) for _ in range(10)))
    (kept,) = home.catalog.read(accounts.list_all)
    (password,) = [answer.json["password"] for answer in answers if answer.json["password"]]
    assert verify_password(password, kept.password_hash)


async def test_passwords_stay_out_of_logs(home: Home, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """They are told in the answer, which nobody may keep, and nowhere else."""
    caplog.set_level(logging.DEBUG)
    own = await client.ask("POST", f"cameras/{home.camera('Drive').id}/login")
    shared = await client.ask("POST", "login", json={})
    told = [(await client.get(path)).body for path in ("accounts", "login", "gateway", "settings", "cameras")]
    for answer in (own, shared):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.json["password"] not in caplog.text
        assert not any(answer.json["password"].encode() in body for body in told)

"""What the changing operations do; the client holds every answer to the contract."""

from collections.abc import Iterator
import json
import logging
import re
from typing import Any

import pytest

from camvault_gateway.catalog import accounts, settings
from camvault_gateway.model import (
    AccountsChanged,
    ArchiveProblem,
    CameraChanged,
    Message,
    SettingsChanged,
    verify_password,
)

from . import document
from .home import ARCHIVE, Client, Home

_KEYS = {"bucket": "clips", "access_key_id": "key-id", "secret_access_key": "very-secret-key"}


@pytest.fixture
def said(home: Home) -> Iterator[list[Message]]:
    """Return everything that is said on the bus."""
    messages: list[Message] = []
    stop = home.bus.subscribe(messages.append)
    yield messages
    stop()


async def test_settings_are_changed_one_by_one(home: Home, client: Client, said: list[Message]) -> None:
    """What is not named stays; every change is announced once."""
    assert (await client.ask("PATCH", "settings", json={"site": "cabin"})).json["site"] == "cabin"
    changed = (await client.ask("PATCH", "settings", json={"quiet_time_s": 5, "time_zone": "Europe/Berlin"})).json
    assert changed == {"site": "cabin", "time_zone": "Europe/Berlin", "quiet_time_s": 5.0, "archive": None}
    assert (await client.get("settings")).json == changed
    assert (await client.ask("PATCH", "settings", json={})).json == changed
    assert len(said) == 2
    assert said[1] == SettingsChanged(home.catalog.read(settings.load))


async def test_archive_is_tried_before_it_is_used(home: Home, client: Client, said: list[Message]) -> None:
    """Only what works is kept, with the defaults filled in; the secret never comes back."""
    wanted = {**_KEYS, "endpoint_url": "http://127.0.0.1:1", "prefix": "/deep/down/"}
    answer = await client.ask("PUT", "settings/archive", json=wanted)
    assert answer.json == {
        "endpoint_url": "http://127.0.0.1:1",
        "bucket": "clips",
        "region": "us-east-1",
        "prefix": "deep/down",
        "access_key_id": "key-id",
        "storage_class": "STANDARD",
    }
    assert said == [SettingsChanged(home.catalog.read(settings.load))]
    kept = home.catalog.read(settings.load).archive
    assert kept is not None
    assert home.archive.checked == [kept]
    assert kept.secret_access_key == "very-secret-key"
    for path in ("settings", "gateway"):
        assert b"very-secret-key" not in (await client.get(path)).body


@pytest.mark.parametrize("problem", ArchiveProblem)
async def test_archive_that_does_not_work_is_refused(
    home: Home, client: Client, said: list[Message], problem: ArchiveProblem
) -> None:
    """The problem's code is told, and what was set before stays."""
    home.catalog.write(settings.change, archive=ARCHIVE).result()
    home.archive.problem = problem
    answer = await client.ask("PUT", "settings/archive", json=_KEYS | {"bucket": "other"})
    assert answer.error == (422, problem.value)
    assert said == []
    assert home.catalog.read(settings.load).archive == ARCHIVE


async def test_archive_is_removed(home: Home, client: Client, said: list[Message]) -> None:
    """The keys are forgotten; once more is no error."""
    home.catalog.write(settings.change, archive=ARCHIVE).result()
    for _ in range(2):
        assert (await client.ask("DELETE", "settings/archive")).status == 204
    assert home.catalog.read(settings.load).archive is None
    assert said == [SettingsChanged(home.catalog.read(settings.load))] * 2


async def test_account_is_made(home: Home, client: Client, said: list[Message]) -> None:
    """A password is made up, told once, and kept only as a hash."""
    answer = (await client.ask("PUT", "accounts/front.door", json={})).json
    assert re.fullmatch(r"[a-zA-Z0-9]{12}", answer["password"])
    assert not set(answer["password"]) & set("0O1lI")
    (kept,) = home.catalog.read(accounts.list_all)
    assert verify_password(answer["password"], kept.password_hash)
    assert answer["password"] not in kept.password_hash
    listed = (await client.get("accounts")).json["items"]
    assert listed == [{"username": "front.door", "camera": None, "created_at": answer["created_at"]}]
    assert said == [AccountsChanged()]


async def test_account_is_changed(home: Home, client: Client) -> None:
    """A new password replaces the old one; the camera stays unless it is named."""
    camera = home.camera().id
    made = (await client.ask("PUT", "accounts/x", json={"password": "12345678", "camera": camera})).json
    assert (made["password"], made["camera"]) == ("12345678", camera)
    again = (await client.ask("PUT", "accounts/x", json={"password": "x" * 64})).json
    assert (again["camera"], again["created_at"]) == (camera, made["created_at"])
    (kept,) = home.catalog.read(accounts.list_all)
    assert verify_password("x" * 64, kept.password_hash)
    assert not verify_password("12345678", kept.password_hash)
    shared = (await client.ask("PUT", "accounts/x", json={"camera": None})).json
    assert shared["camera"] is None
    assert (await client.ask("PUT", "accounts/x", json={"camera": "nobody"})).error == (400, "invalid")


async def test_account_is_removed(client: Client, said: list[Message]) -> None:
    """It is gone, and once more is an error."""
    await client.ask("PUT", "accounts/x", json={})
    assert (await client.ask("DELETE", "accounts/x")).status == 204
    assert (await client.ask("DELETE", "accounts/x")).error == (404, "not_found")
    assert (await client.get("accounts")).json == {"items": []}
    assert len(said) == 2


@pytest.mark.parametrize("username", ["a" * 33, "a%20b", "%C3%BC", "a%0Ab", "a%2Fb", "%FF"])
async def test_account_names_are_plain(client: Client, username: str) -> None:
    """A name that a camera could not type is refused."""
    assert (await client.ask("PUT", f"accounts/{username}", json={})).status == 400


async def test_camera_is_renamed(home: Home, client: Client, said: list[Message]) -> None:
    """Its id stays."""
    camera = home.camera("Drive").id
    renamed = (await client.ask("PATCH", f"cameras/{camera}", json={"name": "  Auffahrt [2] ö  "})).json
    assert (renamed["id"], renamed["name"]) == ("drive", "Auffahrt [2] ö")
    assert said == [CameraChanged("drive")]
    assert (await client.ask("PATCH", "cameras/nobody", json={"name": "x"})).error == (404, "not_found")
    assert len(said) == 1


_BODIES: list[tuple[str, str, list[Any]]] = [
    (
        "patch",
        "settings",
        [
            {},
            {"site": "a"},
            {"site": "a" * 32},
            {"site": "0-"},
            {"site": ""},
            {"site": "A"},
            {"site": "-a"},
            {"site": "a" * 33},
            {"site": "a\n"},
            {"site": None},
            {"site": 1},
            {"quiet_time_s": 1},
            {"quiet_time_s": 3600},
            {"quiet_time_s": 0.9},
            {"quiet_time_s": 3601},
            {"quiet_time_s": "30"},
            {"quiet_time_s": True},
            {"quiet_time_s": None},
            {"time_zone": 1},
            {"archive": None},
            {"unknown": 1},
            [],
            "site",
            1,
            None,
        ],
    ),
    (
        "put",
        "settings/archive",
        [
            _KEYS,
            _KEYS | {"endpoint_url": None},
            _KEYS | {"region": "eu-central-1", "storage_class": "STANDARD_IA", "prefix": ""},
            _KEYS | {"prefix": "x" * 201},
            _KEYS | {"bucket": ""},
            _KEYS | {"bucket": "x" * 256},
            _KEYS | {"bucket": None},
            _KEYS | {"region": None},
            _KEYS | {"endpoint_url": 1},
            _KEYS | {"secret_access_key": ""},
            _KEYS | {"sekret": "x"},
            {},
            {"bucket": "clips"},
            {"bucket": "clips", "access_key_id": "x"},
        ],
    ),
    (
        "put",
        "accounts/x",
        [
            {},
            {"later": 1},
            {"password": "12345678"},
            {"password": "pässwörd, with ☃ and spaces"},
            {"password": "1234567"},
            {"password": "x" * 65},
            {"password": "1234567\n"},
            {"password": "1234\r\n5678"},
            {"password": None},
            {"password": 12345678},
            {"camera": None},
            {"camera": 1},
            [],
        ],
    ),
    (
        "patch",
        "cameras/drive",
        [
            {"name": "x"},
            {"name": "x" * 100},
            {"name": "☃"},
            {"name": "x", "later": 1},
            {"name": "x" * 101},
            {"name": ""},
            {"name": "   "},
            {"name": "\n\t"},
            {"name": None},
            {"name": 1},
            {},
            [],
        ],
    ),
]


@pytest.mark.parametrize(
    ("method", "path", "body"), [(method, path, body) for method, path, bodies in _BODIES for body in bodies]
)
async def test_accepts_what_the_contract_accepts(home: Home, client: Client, method: str, path: str, body: Any) -> None:  # noqa: ANN401
    """A body is accepted if and only if its schema allows it."""
    home.camera("Drive")
    answer = await client.ask(method.upper(), path, json=body)
    if document.body_errors(method, f"/api/v1/{path}", body):
        assert answer.error == (400, "invalid")
    else:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("settings", {"time_zone": "Nowhere/Land"}),
        ("settings", {"time_zone": ""}),
        ("settings", {"time_zone": "America"}),
        ("settings", {"time_zone": "../../etc/passwd"}),
        ("settings", {"time_zone": "/etc/localtime"}),
        ("settings", {"time_zone": "a\0b"}),
        ("settings", {"time_zone": "x" * 900}),
        ("settings", {"time_zone": "\udcff"}),
        ("cameras/drive", {"name": "\ud800"}),
    ],
)
async def test_refuses_what_no_schema_can_tell(home: Home, client: Client, path: str, body: dict[str, str]) -> None:
    """Zones that do not exist, and texts that are none."""
    home.camera("Drive")
    assert (await client.ask("PATCH", path, data=json.dumps(body))).error == (400, "invalid")


@pytest.mark.parametrize(
    "url", ["", "clips.example", "ftp://host", "http://", "https:///x", "http://[::1", "https://user:pw@host", "\0"]
)
async def test_refuses_addresses_of_no_server(home: Home, client: Client, url: str) -> None:
    """An address that cannot be one, or that hides a password, is not tried."""
    answer = await client.ask("PUT", "settings/archive", json=_KEYS | {"endpoint_url": url})
    assert answer.error == (400, "invalid")
    assert "pw" not in answer.json["error"]["message"]
    assert home.archive.checked == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b'{"site": NaN', b"[" * 60_000, b'{"quiet_time_s": NaN}', b'{"quiet_time_s": 1e999}']
)
async def test_refuses_what_is_no_json(client: Client, body: bytes) -> None:
    """Broken bodies are the sender's error."""
    assert (await client.ask("PATCH", "settings", data=body)).error == (400, "invalid")


async def test_secrets_stay_out_of_logs(home: Home, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever happens, no password, key or token is logged."""
    caplog.set_level(logging.DEBUG)
    home.archive.problem = ArchiveProblem.DENIED
    await client.ask("PUT", "settings/archive", json=_KEYS)
    password = (await client.ask("PUT", "accounts/x", json={})).json["password"]
    await client.ask("PUT", "accounts/x", json={"password": "typed-by-hand", "camera": "nobody"})
    for secret in ("very-secret-key", password, "typed-by-hand", home.services.token):
        assert secret not in caplog.text
        assert secret not in repr(home.services)

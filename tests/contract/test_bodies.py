"""What the changing operations take, and what they refuse."""

import json
from typing import Any

import pytest

from . import document
from .home import KEYS, Client, Home

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
            {"anonymous_networks": []},
            {"anonymous_networks": ["10.0.0.0/8"] * 17},
            {"anonymous_networks": "10.0.0.0/8"},
            {"anonymous_networks": [1]},
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
            KEYS,
            KEYS | {"endpoint_url": None},
            KEYS | {"region": "eu-central-1", "storage_class": "STANDARD_IA", "prefix": ""},
            KEYS | {"prefix": "x" * 201},
            KEYS | {"bucket": ""},
            KEYS | {"bucket": "x" * 256},
            KEYS | {"bucket": None},
            KEYS | {"region": None},
            KEYS | {"endpoint_url": 1},
            KEYS | {"secret_access_key": ""},
            KEYS | {"sekret": "x"},
            {},
            {"bucket": "clips"},
            {"bucket": "clips", "access_key_id": "x"},
        ],
    ),
    (
        "put",
        "archive/retention",
        [
            {"days": 1},
            {"days": 36500},
            {"days": None},
            {"days": 30, "access_key_id": "x", "secret_access_key": "y"},
            {"days": 30, "access_key_id": "x"},
            {"days": 30, "secret_access_key": "y"},
            {"days": 30, "access_key_id": "", "secret_access_key": "y"},
            {"days": 0},
            {"days": 36501},
            {"days": 1.5},
            {"days": "30"},
            {"days": True},
            {"years": 1},
            {},
            [],
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
        "post",
        "login",
        [{}, {"renew": True}, {"renew": False}, {"renew": None}, {"renew": 1}, {"later": 1}, [], None],
    ),
    (
        "post",
        "cameras",
        [
            {"name": "x"},
            {"name": "y", "shared": True},
            {"name": "z", "shared": None},
            {"name": "z", "later": 1},
            {"name": "   "},
            {"name": "x" * 101},
            {"shared": True},
            {},
            [],
        ],
    ),
    (
        "patch",
        "cameras/drive",
        [
            {"muted": True},
            {"muted": False, "name": "x"},
            {"muted": None},
            {"muted": 1},
            {"name": "x"},
            {"name": "x" * 100},
            {"name": "☃"},
            {"name": "x", "later": 1},
            {"quiet_time_s": 1, "pictures_scheduled": True},
            {"quiet_time_s": None},
            {"quiet_time_s": 0.5},
            {"quiet_time_s": 3601},
            {"quiet_time_s": True},
            {"pictures_scheduled": None},
            {"pictures_scheduled": 1},
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
    (
        "post",
        "cameras/drive/merge",
        [{"into": "yard"}, {"into": "yard", "later": 1}, {"into": 1}, {"into": None}, {}, []],
    ),
    (
        "post",
        "cameras/drive/assign",
        [
            {"source": "/drive", "into": "yard"},
            {"source": "/" + "x" * 299, "name": "☃"},
            {"source": "/drive", "name": "x" * 100},
            {"source": "/drive", "name": "x", "into": "yard"},
            {"source": "/drive", "name": " "},
            {"source": "/drive", "into": None},
            {"source": "/" + "x" * 300, "into": "yard"},
            {"source": "drive", "into": "yard"},
            {"source": "", "into": "yard"},
            {"source": "/drive"},
            {"into": "yard"},
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
    home.camera("Yard")
    home.archive.configured = True
    answer = await client.ask(method.upper(), path, json=body)
    if document.body_errors(method, f"/api/v1/{path}", body):
        assert answer.error == (400, "invalid")
    else:
        assert answer.status in {200, 201, 202}


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
    "url",
    [
        "clips example",
        "ftp://host",
        "s3://clips",
        "https://console.example.com/buckets/clips",
        "http://",
        "http://[::1",
        "https://user:pw@host",
        "https://user@host",
        "\0",
    ],
)
async def test_refuses_addresses_of_no_server(home: Home, client: Client, url: str) -> None:
    """An address that cannot be one, or that hides a password, is not tried."""
    answer = await client.ask("PUT", "settings/archive", json=KEYS | {"endpoint_url": url})
    assert answer.error == (400, "invalid_endpoint")
    assert "pw" not in answer.json["error"]["message"]
    assert home.archive.checked == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b'{"site": NaN', b"[" * 60_000, b'{"quiet_time_s": NaN}', b'{"quiet_time_s": 1e999}']
)
async def test_refuses_what_is_no_json(client: Client, body: bytes) -> None:
    """Broken bodies are the sender's error."""
    assert (await client.ask("PATCH", "settings", data=body)).error == (400, "invalid")

"""What the changing operations do; the client holds every answer to the contract."""

from collections.abc import Iterator
from dataclasses import replace
import logging
import re

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

from .home import ABILITIES, ARCHIVE, KEYS, Client, Home


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
    expected = {"site": "cabin", "time_zone": "Europe/Berlin", "quiet_time_s": 5.0, "archive": None}
    assert changed == expected | {
        "vault_limit_bytes": None,
        "vault_days": None,
        "upload_limit_kib_s": None,
        "price_per_gb_month": None,
        "price_currency": "USD",
        "anonymous_networks": [],
    }
    assert (await client.get("settings")).json == changed
    assert (await client.ask("PATCH", "settings", json={})).json == changed
    vault = {"vault_limit_bytes": 10**12, "vault_days": 30, "upload_limit_kib_s": 500, "price_per_gb_month": 0.0049}
    assert (await client.ask("PATCH", "settings", json=vault)).json == changed | vault
    assert (await client.ask("PATCH", "settings", json=dict.fromkeys(vault))).json == changed
    wrong_ones: list[dict[str, object]] = [{"vault_days": wrong} for wrong in (0, 1.5, True)]
    for wrong in (
        *wrong_ones,
        {"vault_limit_bytes": 5},
        {"upload_limit_kib_s": 15},
        {"upload_limit_kib_s": "16"},
        {"price_currency": "€"},
        {"price_per_gb_month": -1},
    ):
        assert (await client.ask("PATCH", "settings", json=wrong)).status == 400
    assert len(said) == 4
    assert said[1] == SettingsChanged(home.catalog.read(settings.load))


async def test_archive_is_tried_before_it_is_used(home: Home, client: Client, said: list[Message]) -> None:
    """Only what works is kept, with the defaults filled in; the secret never comes back."""
    wanted = {**KEYS, "endpoint_url": "http://127.0.0.1:1", "prefix": "/deep/down/"}
    answer = await client.ask("PUT", "settings/archive", json=wanted)
    told = answer.json["abilities"]
    assert answer.json == {
        "endpoint_url": "http://127.0.0.1:1",
        "bucket": "clips",
        "region": "us-east-1",
        "prefix": "deep/down",
        "access_key_id": "key-id",
        "storage_class": "STANDARD",
        "ca_certificate": None,
        "certificates": [],
        "sites": [{"site": "cabin", "cameras": ["door"]}],
        "abilities": told,
    }
    assert {each["ability"] for each in told["findings"] if each["weak"]} == {"deletes", "versioning"}
    assert said == [SettingsChanged(home.catalog.read(settings.load))]
    kept = home.catalog.read(settings.load).archive
    assert kept is not None
    assert home.archive.checked == [replace(kept, abilities=None)]
    assert kept.abilities == ABILITIES
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
    answer = await client.ask("PUT", "settings/archive", json=KEYS | {"bucket": "other"})
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
    assert listed == [
        {"username": "front.door", "camera": None, "created_at": answer["created_at"], "tls_required": False}
    ]
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


async def test_anonymous_networks(home: Home, client: Client) -> None:
    """They are kept as they are usually written, and what is none is refused."""
    wanted = ["192.168.1.0/24", "10.0.0.5", "FD00::/8"]
    changed = (await client.ask("PATCH", "settings", json={"anonymous_networks": wanted})).json
    assert changed["anonymous_networks"] == ["192.168.1.0/24", "10.0.0.5/32", "fd00::/8"]
    assert home.catalog.read(settings.load).anonymous_networks == ("192.168.1.0/24", "10.0.0.5/32", "fd00::/8")
    for wrong in (["192.168.1.5/24"], ["home"], [1], "10.0.0.0/8", None, ["10.0.0.0/8"] * 17):
        assert (await client.ask("PATCH", "settings", json={"anonymous_networks": wrong})).error == (400, "invalid")


async def test_account_is_for_ftps_only(home: Home, client: Client, said: list[Message]) -> None:
    """It is set for itself: the password stays; and a new password leaves it as it is."""
    made = (await client.ask("PUT", "accounts/x", json={"password": "12345678"})).json
    changed = (await client.ask("PATCH", "accounts/x", json={"tls_required": True})).json
    assert changed == {name: made[name] for name in changed} | {"tls_required": True}
    (kept,) = home.catalog.read(accounts.list_all)
    assert verify_password("12345678", kept.password_hash)
    assert said == [AccountsChanged()] * 2
    assert (await client.ask("PUT", "accounts/x", json={})).json["tls_required"] is True
    assert (await client.ask("PATCH", "accounts/y", json={"tls_required": True})).error == (404, "not_found")
    for wrong in ({}, {"tls_required": 1}, {"tls_required": True, "password": "12345678"}):
        assert (await client.ask("PATCH", "accounts/x", json=wrong)).error == (400, "invalid")


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


async def test_habits_of_a_camera(home: Home, client: Client, said: list[Message]) -> None:
    """What is named changes, the rest stays; null is the site's quiet time again."""
    camera = f"cameras/{home.camera('Drive').id}"
    shown = (await client.get(camera)).json
    assert (shown["quiet_time_s"], shown["pictures_scheduled"], shown["labels"]) == (None, False, [])
    changed = (await client.ask("PATCH", camera, json={"quiet_time_s": 90})).json
    assert (changed["name"], changed["quiet_time_s"], changed["pictures_scheduled"]) == ("Drive", 90, False)
    changed = (await client.ask("PATCH", camera, json={"quiet_time_s": None, "pictures_scheduled": True})).json
    assert (changed["quiet_time_s"], changed["pictures_scheduled"]) == (None, True)
    assert said == [CameraChanged("drive")] * 2


async def test_secrets_stay_out_of_logs(home: Home, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever happens, no password, key or token is logged."""
    caplog.set_level(logging.DEBUG)
    home.archive.problem = ArchiveProblem.DENIED
    await client.ask("PUT", "settings/archive", json=KEYS)
    password = (await client.ask("PUT", "accounts/x", json={})).json["password"]
    await client.ask("PUT", "accounts/x", json={"password": "typed-by-hand", "camera": "nobody"})
    for secret in ("very-secret-key", password, "typed-by-hand", home.services.token):
        assert secret not in caplog.text
        assert secret not in repr(home.services)

"""Errors: each has the contract's form, and tells nothing of the inside."""

from typing import Any

import pytest

from camvault_gateway.api.shown import wire_gateway

from . import document
from .home import Client, Home


@pytest.mark.parametrize(
    "path",
    [
        "cameras/nobody",
        "events/none",
        "captures/none",
        "captures/none/content",
        "captures/none/thumbnail",
        "captures/..%2F..%2Fcatalog.db/content",
        "captures/%00/content",
        "captures/%FF",
        "cameras/%F0%9F%90%88",
    ],
)
async def test_unknown_things_are_not_found(client: Client, path: str) -> None:
    """What is not there is 404."""
    assert (await client.get(path)).error == (404, "not_found")


@pytest.mark.parametrize("path", ["/", "/api", "/api/v1/", "/api/v1/nothing", "/api/v2/gateway", "/api/v1/gateway/"])
async def test_unknown_addresses_are_not_found(client: Client, path: str) -> None:
    """An address of nothing is 404, in the same form."""
    async with client.session.get(path) as answer:
        assert answer.status == 404
        said = await answer.json()
    document.check_schema("Error", said)
    assert said["error"]["code"] == "not_found"


@pytest.mark.parametrize("path", [path for _, path in document.operations()])
async def test_other_methods_are_not_allowed(client: Client, path: str) -> None:
    """A method that the contract does not have is 405, and the answer names those it has."""
    known = {method for method, operation in document.operations() if operation == path}
    for method in {"get", "put", "patch", "delete", "post"} - known:
        address = path.format_map(
            {"camera": "x", "username": "x", "event": "x", "capture": "x", "group": "x", "user": "x"}
        )
        async with client.session.request(method, address) as answer:
            assert answer.status == 405
            said = await answer.json()
            assert {name.lower() for name in answer.headers["Allow"].split(",")} - {"head"} == known
        document.check_schema("Error", said)
        assert said["error"]["code"] == "method_not_allowed"


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=501",
        "limit=-1",
        "limit=ten",
        "limit=",
        "limit=1.0",
        "limit=%D9%A3",
        "limit=99999999999999999999",
        "after=yesterday",
        "after=2026-11-23",
        "after=2026-11-23T10:00:00",
        "after=2026-11-23T10:00:00+01:00",
        "after=2026-02-30T10:00:00Z",
        "before=2026-11-23T25:00:00Z",
        "before=",
        "kind=film",
        "kind=",
        "state=lost",
        "cursor=x",
        "cursor=",
        "cursor=%FF",
        "cursor=bnVsbA",
        "cursor=WzEsMV0",
        "cursor=WzEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMCwieCJd",
        "cursor=WzEsIlx1ZDgwMCJd",
        "cursor=" + "W1tb" * 1900,
        "limit=1&limit=2",
        "q=" + "x" * 201,
    ],
)
async def test_bad_parameters_are_invalid(client: Client, query: str) -> None:
    """What cannot be understood is 400, and the message names the parameter."""
    answer = await client.get(f"captures?{query}")
    assert answer.error == (400, "invalid")
    assert query.partition("=")[0] in answer.json["error"]["message"]


@pytest.mark.parametrize("zone", ["", "Mars/Base", "..%2F..%2Fetc", "%00", "x" * 400])
async def test_bad_zones_are_invalid(client: Client, zone: str) -> None:
    """A time zone that does not exist is 400."""
    assert (await client.get(f"calendar?time_zone={zone}")).error == (400, "invalid")


async def test_unit_of_the_calendar_is_checked(client: Client) -> None:
    """Days and hours, nothing else."""
    assert (await client.get("calendar?by=week")).error == (400, "invalid")


async def test_large_bodies_are_refused(client: Client) -> None:
    """Nobody needs more than 64 KiB to say what they want."""
    assert (await client.ask("PATCH", "settings", data=b" " * 65_000)).error == (400, "invalid")
    assert (await client.ask("PATCH", "settings", data=b" " * 70_000)).error == (413, "too_large")


async def test_live_without_websocket_is_invalid(client: Client) -> None:
    """A plain GET of the WebSocket's address is told so."""
    assert (await client.get("live")).error == (400, "invalid")


async def test_failures_tell_nothing_of_the_inside(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault of ours is 500 with a plain message; the details go to the log."""

    def fail(*_: Any) -> None:  # noqa: ANN401 whatever it is called with
        raise RuntimeError("/secret/place went wrong")

    monkeypatch.setattr(wire_gateway, "gateway", fail)
    answer = await client.get("gateway")
    assert answer.error == (500, "failed")
    assert b"secret" not in answer.body
    assert b"Traceback" not in answer.body
    assert "/secret/place" in caplog.text


async def test_every_answer_is_guarded(home: Home, client: Client) -> None:
    """No answer is sniffed for another type, none with data is kept by a cache, none names the software's versions."""
    capture = home.capture(home.camera().id)
    for path in ("gateway", "nothing-here/x", f"captures/{capture.id}/content"):
        async with client.session.get(f"/api/v1/{path}") as answer:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Server"] == "CamVault"
            assert ("no-store" in answer.headers["Cache-Control"]) != ("content" in path)

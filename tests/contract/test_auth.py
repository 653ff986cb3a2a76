"""Nothing is said to anyone without the token."""

from aiohttp import ClientSession, WSServerHandshakeError
import pytest

from . import document
from .home import TOKEN, Client

_ADDRESSES = [
    (method, path.format_map({"camera": "x", "username": "x", "event": "x", "capture": "x", "group": "x", "user": "x"}))
    for method, path in document.operations()
    if path != "/api/v1/hello"
] + [
    ("get", "/"),
    ("post", "/api/v1/hello"),
    ("get", "/api/v1/nothing"),
    ("post", "/api/v1/captures"),
    ("get", "/api/v2/gateway"),
]
_REFUSED = [
    {},
    {"Authorization": ""},
    {"Authorization": "Bearer"},
    {"Authorization": "Bearer "},
    {"Authorization": f"Bearer {TOKEN}x"},
    {"Authorization": f"Bearer {TOKEN[:-1]}"},
    {"Authorization": f"Basic {TOKEN}"},
    {"Authorization": TOKEN},
    {"Authorization": "Bearer ünïcode"},
]


@pytest.mark.parametrize(("method", "path"), _ADDRESSES)
async def test_every_address_wants_the_token(client: Client, method: str, path: str) -> None:
    """Known or not, an address says nothing but 401, in the contract's words."""
    async with ClientSession() as stranger:
        for headers in _REFUSED:
            async with stranger.request(method, f"http://127.0.0.1:{client.port}{path}", headers=headers) as answer:
                assert answer.status == 401
                assert answer.headers["WWW-Authenticate"] == "Bearer"
                said = await answer.json()
                assert said["error"]["code"] == "unauthorized"
                document.check_schema("Error", said)
                assert TOKEN not in str(said)


async def test_websocket_wants_the_token(client: Client) -> None:
    """A WebSocket is refused before it is one."""
    async with ClientSession() as stranger:
        with pytest.raises(WSServerHandshakeError) as refused:
            await stranger.ws_connect(f"http://127.0.0.1:{client.port}/api/v1/live")
    assert refused.value.status == 401


async def test_token_in_the_address_is_no_token(client: Client) -> None:
    """Addresses end up in logs; a token there does not count."""
    async with ClientSession() as stranger:
        url = f"http://127.0.0.1:{client.port}/api/v1/gateway?token={TOKEN}&access_token={TOKEN}"
        async with stranger.get(url) as answer:
            assert answer.status == 401


async def test_scheme_may_be_written_in_any_case(client: Client) -> None:
    """Authentication schemes have no letter case (RFC 9110, section 11.1)."""
    assert (await client.get("gateway", headers={"Authorization": f"bearer {TOKEN}"})).status == 200

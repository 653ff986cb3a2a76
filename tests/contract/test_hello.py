"""Proof that the gateway knows the token, for who does not want to send it yet."""

import hashlib
import hmac

from aiohttp import ClientSession
import pytest

from camvault_gateway.catalog import settings

from .home import TOKEN, Client, Home

NONCE = "a-nonce-of-this-test_01"


def _proof(gateway_id: str, address: str, nonce: str = NONCE) -> str:
    said = f"camvault hello 1\n{gateway_id}\n{address}\n{nonce}"
    return hmac.new(TOKEN.encode(), said.encode(), hashlib.sha256).hexdigest()


async def test_proof(home: Home, client: Client) -> None:
    """It is of this gateway, where it was reached, and of this nonce; without the token, and with a wrong one."""
    own = home.catalog.read(settings.load).gateway_id
    async with ClientSession(f"http://127.0.0.1:{client.port}") as stranger:
        for headers in ({}, {"Authorization": "Bearer wrong"}):
            async with stranger.get(f"/api/v1/hello?nonce={NONCE}", headers=headers) as answer:
                assert answer.status == 200
                assert await answer.json() == {"proof": _proof(own, f"127.0.0.1:{client.port}")}
    assert (await client.get(f"hello?nonce={NONCE}")).json["proof"] != _proof(own, "127.0.0.1:1")
    assert (await client.get(f"hello?nonce={NONCE}x")).json["proof"] == _proof(
        own, f"127.0.0.1:{client.port}", f"{NONCE}x"
    )


async def test_headers_do_not_say_where(home: Home, client: Client) -> None:
    """Who passes a question on cannot have the proof made for an address of their own."""
    own = home.catalog.read(settings.load).gateway_id
    forged = {"Host": "10.0.0.66:8099", "X-Forwarded-Host": "10.0.0.66:8099", "Forwarded": "host=10.0.0.66:8099"}
    answer = await client.get(f"hello?nonce={NONCE}", headers=forged)
    assert answer.json == {"proof": _proof(own, f"127.0.0.1:{client.port}")}


@pytest.mark.parametrize("query", ["", "?nonce=", "?nonce=short", f"?nonce={'x' * 65}", f"?nonce={NONCE}%0Aother"])
async def test_no_signature_of_anything_else(client: Client, query: str) -> None:
    """What could be taken for another text is refused."""
    assert (await client.get(f"hello{query}")).error == (400, "invalid")


async def test_who_asks_often_waits(client: Client) -> None:
    """A few at once, then hardly any."""
    statuses = [(await client.get(f"hello?nonce={NONCE}")).status for _ in range(40)]
    assert statuses[:10] == [200] * 10
    assert statuses.count(429) >= 10

"""Listening to a served home, plainly."""

from collections.abc import AsyncIterator, Callable
import contextlib
from typing import Any

from aiohttp import ClientWebSocketResponse

from .home import Client


@contextlib.asynccontextmanager
async def listening(client: Client, **options: Any) -> AsyncIterator[ClientWebSocketResponse]:  # noqa: ANN401 aiohttp's
    """Listen with a client."""
    async with client.session.ws_connect("/api/v1/live", max_msg_size=0, **options) as listener:
        yield listener


async def next_message(listener: ClientWebSocketResponse) -> dict[str, Any]:
    """Return the next message."""
    message: dict[str, Any] = await listener.receive_json(timeout=20)
    return message


async def until(listener: ClientWebSocketResponse, suits: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    """Return the messages up to the first that suits, which is the last."""
    found = [await next_message(listener)]
    while not suits(found[-1]):
        found.append(await next_message(listener))
    return found

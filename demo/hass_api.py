"""Home Assistant's own APIs, as its frontend uses them: log in, REST calls, WebSocket commands."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from itertools import count
import time
from typing import Any

import aiohttp

from .programs import DemoError


class HassApi:
    """Home Assistant behind its front door."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str = "") -> None:
        self._session = session
        self._url = url
        self.token = token

    async def serves(self) -> bool:
        """Tell whether its front door answers at all."""
        try:
            async with self._session.get(f"{self._url}/manifest.json") as response:
                return response.ok
        except aiohttp.ClientError, TimeoutError:
            return False

    async def knows_token(self) -> bool:
        """Tell whether the token is still good."""
        if not self.token:
            return False
        async with self._session.get(f"{self._url}/api/", headers=self._headers) as response:
            return response.ok

    async def runs(self) -> bool:
        """Tell whether it has started everything."""
        try:
            return bool((await self.call("GET", "config"))["state"] == "RUNNING")
        except aiohttp.ClientError, TimeoutError:
            return False

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
        """Make one REST call."""
        url = f"{self._url}/api/{path}"
        async with self._session.request(method, url, json=body, headers=self._headers) as response:
            if not response.ok:
                raise DemoError(f"Home Assistant refused {method} {path}: {response.status} {await response.text()}")
            return await response.json(content_type=None)

    async def log_in(self, username: str, password: str) -> None:
        """Log in like a person at the browser, and leave with a token that lasts."""
        client = f"{self._url}/"
        start = {"client_id": client, "handler": ["homeassistant", None], "redirect_uri": client}
        async with self._session.post(f"{self._url}/auth/login_flow", json=start) as response:
            flow = (await response.json())["flow_id"]
        login = {"client_id": client, "username": username, "password": password}
        async with self._session.post(f"{self._url}/auth/login_flow/{flow}", json=login) as response:
            answer = await response.json()
        if answer.get("type") != "create_entry":
            raise DemoError("Home Assistant refused the demo's user: was its password changed?")
        form = {"client_id": client, "grant_type": "authorization_code", "code": answer["result"]}
        async with self._session.post(f"{self._url}/auth/token", data=form) as response:
            self.token = (await response.json())["access_token"]
        async with self.socket() as socket:
            name = f"CamVault demo {time.time_ns()}"
            self.token = await socket.command("auth/long_lived_access_token", client_name=name, lifespan=3650)

    @asynccontextmanager
    async def socket(self) -> AsyncGenerator[HassSocket]:
        """Open a WebSocket and log in on it."""
        url = f"{self._url}/api/websocket"
        async with self._session.ws_connect(url, heartbeat=30, max_msg_size=0) as connection:
            await connection.receive_json()
            await connection.send_json({"type": "auth", "access_token": self.token})
            answer = await connection.receive_json()
            if answer["type"] != "auth_ok":
                raise DemoError("Home Assistant refused the demo's token")
            yield HassSocket(connection)


class HassSocket:
    """A WebSocket that is logged in."""

    def __init__(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        self._connection = connection
        self._numbers = count(1)

    async def command(self, name: str, /, **fields: object) -> Any:  # noqa: ANN401
        """Give a command and wait for its result; events that come in between are passed over."""
        number = next(self._numbers)
        await self._connection.send_json({"id": number, "type": name, **fields})
        while True:
            answer = await self._connection.receive_json()
            if answer.get("id") == number and answer["type"] == "result":
                break
        if not answer["success"]:
            raise DemoError(f"Home Assistant refused {name}: {answer['error']['message']}")
        return answer["result"]

    async def event(self, timeout_s: float | None = None) -> dict[str, Any]:
        """Wait for the next event of a subscription."""
        while True:
            message: dict[str, Any] = await self._connection.receive_json(timeout=timeout_s)
            if message["type"] == "event":
                return message

"""A browser that shows the timeline: what it asks by WebSocket, and what it is told."""

import asyncio
from collections.abc import Callable
from typing import Any

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import CLIENT_ID, MockUser
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

type Json = dict[str, Any]

HOME = "home"


class Browser:
    """One connection."""

    def __init__(self, socket: MockHAClientWebSocket) -> None:
        """Begin with nothing told."""
        self._socket = socket
        self.told: list[Json] = []

    async def ask(self, command: str, /, *, entry_id: str = HOME, **fields: object) -> Json:
        """Send a command, and return the whole answer."""
        return await self._answer_to({"type": f"camvault/{command}", "entry_id": entry_id, **fields})

    async def result(self, command: str, /, **fields: Any) -> Json:  # noqa: ANN401 whatever a command has
        """Return the result of a command that goes well."""
        answer = await self.ask(command, **fields)
        assert answer["success"], answer
        result: Json = answer["result"]
        return result

    async def error(self, command: str, /, **fields: Any) -> str:  # noqa: ANN401 whatever a command has
        """Return the code of a command that does not go well, once it has words."""
        error = (await self.ask(command, **fields))["error"]
        assert error["message"]
        code: str = error["code"]
        return code

    async def subscribe(self) -> Json:
        """Follow all gateways; return the first message."""
        answer = await self._answer_to({"type": "camvault/subscribe"})
        assert (answer["success"], answer["result"]) == (True, None)
        return await self.hear(lambda message: message["type"] == "state")

    async def hear(self, wanted: Callable[[Json], object], timeout_s: float = 5) -> Json:
        """Return the next message that is wanted; those before it are kept."""
        async with asyncio.timeout(timeout_s):
            while True:
                message = (await self._socket.receive_json())["event"]
                self.told.append(message)
                if wanted(message):
                    found: Json = message
                    return found

    async def hear_all(self, for_s: float = 0.3) -> list[Json]:
        """Return what is told in some time."""
        before = len(self.told)
        try:
            await self.hear(lambda _: False, for_s)
        except TimeoutError:
            return self.told[before:]
        raise AssertionError

    async def leave(self) -> None:
        """Close the connection."""
        await self._socket.close()

    async def _answer_to(self, message: Json) -> Json:
        await self._socket.send_json_auto_id(message)
        while True:
            answer: Json = await self._socket.receive_json()
            if answer["type"] == "result":
                return answer
            self.told.append(answer["event"])


async def open_browser(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, user: MockUser | None = None
) -> Browser:
    """Return a browser of a user, or of the administrator."""
    if user is None:
        return Browser(await hass_ws_client(hass))
    token = await hass.auth.async_create_refresh_token(user, CLIENT_ID)
    return Browser(await hass_ws_client(hass, hass.auth.async_create_access_token(token)))

"""A phone with the companion app, and where its notifications end up."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

type Json = dict[str, Any]


class Phone:
    """A phone that Home Assistant knows; only the service that pushes to it is ours."""

    def __init__(self) -> None:
        """Make a phone that has been told nothing."""
        self.told: list[Json] = []
        self.device_id = ""

    @asynccontextmanager
    async def pushed_to(self) -> AsyncGenerator[str]:
        """Take what is pushed to the phone; return where."""
        app = web.Application()
        app.router.add_post("/push", self._take)
        server = TestServer(app, host="127.0.0.1")
        await server.start_server()
        yield str(server.make_url("/push"))
        await server.close()

    async def register(self, hass: HomeAssistant, user_id: str, push_url: str) -> None:
        """Let Home Assistant know the phone."""
        app: Json = {"app_id": "io.app", "app_name": "App", "app_version": "1", "device_name": "Phone"}
        app |= {"device_id": "phone1", "manufacturer": "Maker", "model": "Model", "os_name": "OS", "os_version": "1"}
        app |= {"supports_encryption": False, "webhook_id": "hook", "user_id": user_id}
        app |= {"app_data": {"push_token": "push-token", "push_url": push_url}}
        entry = MockConfigEntry(domain="mobile_app", data=app, title="Phone")
        entry.add_to_hass(hass)
        assert await async_setup_component(hass, "mobile_app", {})
        await hass.async_block_till_done()
        self.device_id = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)[0].id

    async def _take(self, request: web.Request) -> web.Response:
        """Note a notification."""
        self.told.append(await request.json())
        return web.json_response({}, status=201)

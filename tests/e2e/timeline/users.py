"""People who have an account in Home Assistant."""

import asyncio

import aiohttp

from demo.hass_api import HassApi
from tests.e2e.running import Running

PASSWORD = "not-an-administrator-1"


def add_user(demo: Running, name: str, language: str) -> str:
    """Add somebody who is no administrator and reads a language; return a token of theirs."""
    user = demo.command("config/auth/create", name=name, group_ids=["system-users"], local_only=False)["user"]["id"]
    demo.command("config/auth_provider/homeassistant/create", user_id=user, username=name, password=PASSWORD)

    async def settle() -> str:
        async with aiohttp.ClientSession() as session:
            api = HassApi(session, str(demo.home.base_url).rstrip("/"), "")
            await api.log_in(name, PASSWORD)
            chosen = {
                "language": language,
                "number_format": "language",
                "time_format": "language",
                "date_format": "language",
                "first_weekday": "language",
                "time_zone": "server",
            }
            async with api.socket() as socket:
                await socket.command("frontend/set_user_data", key="language", value=chosen)
            return api.token

    return asyncio.run(settle())

"""Another home's gateway, set up in the demo's Home Assistant beside the demo's own."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
import subprocess
from urllib.parse import quote

import aiohttp
import httpx

from demo import integration
from demo.files import kept_secret
from demo.gateway import FTP_USER, GatewayApi, program
from demo.hass_api import HassApi
from demo.options import HOST, Archive, Options, Ports

from .running import QUIET_S, Running, curl, free_base

ENTRIES = "/api/config/config_entries/entry"


@dataclass(frozen=True, slots=True)
class Second:
    """A gateway beside the demo's, and its password for cameras."""

    options: Options
    password: str
    api: httpx.Client

    def upload(self, source: Path, path: str) -> subprocess.CompletedProcess[str]:
        """Upload as one of its cameras."""
        return curl(source, f"ftp://{FTP_USER}:{self.password}@{HOST}:{self.options.ports.ftp}/{quote(path)}")


@contextmanager
def second_gateway(demo: Running, state: Path, site: str) -> Iterator[Second]:
    """Start it, add it to Home Assistant as a person does, and remove it again."""
    options = Options(state, Ports.counted_from(free_base()))
    password = kept_secret(state / "secrets.json", "ftp")
    started = program(options)
    started.start()
    before = _entries(demo)
    try:
        token = asyncio.run(_set_up(demo, options, password, site))
        api = f"{options.gateway_url}/api/v1"
        with httpx.Client(base_url=api, headers={"Authorization": f"Bearer {token}"}, timeout=30) as client:
            yield Second(options, password, client)
    finally:
        for entry in _entries(demo) - before:
            demo.home.delete(f"{ENTRIES}/{entry}").raise_for_status()
        started.stop()


def _entries(demo: Running) -> set[str]:
    found = demo.home.get(ENTRIES, params={"domain": integration.DOMAIN}).raise_for_status().json()
    return {entry["entry_id"] for entry in found}


async def _set_up(demo: Running, options: Options, password: str, site: str) -> str:
    """Tell it what it is called and where it archives, and walk through the config flow; return its token."""
    home = demo.record["home_assistant"]
    archive = replace(Archive(**demo.record["archive"]), prefix=site)
    async with aiohttp.ClientSession() as session:
        gateway = GatewayApi(session, options.gateway_url, options.gateway_data)
        while not await gateway.answers():
            await asyncio.sleep(0.1)
        await gateway.call("PUT", f"accounts/{FTP_USER}", {"password": password, "camera": None})
        await gateway.call("PATCH", "settings", {"site": site, "quiet_time_s": QUIET_S})
        await gateway.call("PUT", "settings/archive", asdict(archive))
        hass = HassApi(session, home["url"], home["token"])
        await integration.set_up(hass, options.gateway_url, gateway.token())
        return gateway.token()

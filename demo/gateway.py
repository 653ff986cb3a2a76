"""The gateway in the demo: how it is started, and what it is told through its API."""

from dataclasses import asdict
from pathlib import Path
import shlex
from typing import Any

import aiohttp

from .files import write_text
from .options import HOST, Archive, Options
from .processes import find
from .programs import BIN, DemoError, Program

FTP_USER = "camera"


def program(options: Options) -> Program:
    """Build the gateway; the same command stands in a file, for whoever wants to start it by hand."""
    ports = options.ports
    argv = [str(BIN / "camvault-gateway"), "run"]
    argv += ["--data", str(options.gateway_data), "--vault", str(options.state / "vault")]
    argv += ["--ftp-host", HOST, "--ftp-port", str(ports.ftp)]
    argv += ["--passive-ports", f"{ports.passive[0]}-{ports.passive[-1]}"]
    argv += ["--passive-address", HOST]
    argv += ["--api-host", HOST, "--api-port", str(ports.gateway_api)]
    script = options.state / "gateway.sh"
    write_text(script, f"#!/bin/sh\n# Run the demo's gateway by hand.\nexec {shlex.join(argv)}\n", 0o700)
    return Program(
        name="The gateway",
        argv=argv,
        log=options.logs / "gateway.log",
        ports=(ports.gateway_api, ports.ftp),
        find=lambda: find("camvault-gateway", options.gateway_data),
    )


class GatewayApi:
    """The few calls of the gateway's API that set a demo up."""

    def __init__(self, session: aiohttp.ClientSession, url: str, data: Path) -> None:
        self._session = session
        self._url = url
        self._data = data

    def token(self) -> str:
        """Return the token the gateway made at its first start; empty before that."""
        try:
            return (self._data / "api-token").read_text().strip()
        except OSError:
            return ""

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Make one call; its error message is for people."""
        headers = {"Authorization": f"Bearer {self.token()}"}
        async with self._session.request(method, f"{self._url}/api/v1/{path}", json=body, headers=headers) as response:
            answer: dict[str, Any] = await response.json(content_type=None)
        if not response.ok:
            raise DemoError(f"The gateway refused {method} {path}: {answer.get('error', answer)}")
        return answer

    async def answers(self) -> bool:
        """Tell whether it is up and knows its token."""
        if not self.token():
            return False
        try:
            await self.call("GET", "gateway")
        except aiohttp.ClientError, TimeoutError, DemoError:
            return False
        return True

    async def archive_connected(self) -> bool:
        """Tell whether the archive works."""
        state = (await self.call("GET", "gateway"))["archive"]["state"]
        return bool(state == "connected")

    async def set_up(self, archive: Archive, password: str, time_zone: str) -> None:
        """Give it the cameras' shared account, the time zone and the archive."""
        await self.call("PUT", f"accounts/{FTP_USER}", {"password": password, "camera": None})
        await self.call("PATCH", "settings", {"time_zone": time_zone})
        await self.call("PUT", "settings/archive", asdict(archive))

    async def site(self) -> str:
        """Return the name of its site."""
        return str((await self.call("GET", "settings"))["site"])

    async def restore(self) -> None:
        """Begin to bring into the catalog what the archive has."""
        await self.call("POST", "archive/rebuild", {})

    async def restored(self) -> bool:
        """Tell whether that has ended; an error if it failed."""
        rebuild = (await self.call("GET", "gateway"))["rebuild"] or {}
        if rebuild.get("state") == "failed":
            raise DemoError(f"The gateway could not restore the history: {rebuild}")
        return rebuild.get("state") == "done"

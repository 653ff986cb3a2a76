"""A stand-in for Home Assistant's Supervisor: a real HTTP server, because no Supervisor runs outside Home Assistant OS.

It knows the four things the gateway asks and refuses what the real one refuses: a wrong token (401), and a discovery
message for a service that the app does not list in its config (403).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "0123456789abcdef" * 4

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def interface(
    *, primary: bool = True, enabled: bool = True, address: tuple[str, ...] = ("192.168.1.20/24",)
) -> dict[str, Any]:
    """Return a network interface in the words of the Supervisor."""
    ipv4 = {"method": "auto", "address": list(address), "gateway": "192.168.1.1", "ready": True}
    return {"interface": "end0", "type": "ethernet", "enabled": enabled, "primary": primary, "ipv4": ipv4}


@dataclass
class FakeSupervisor:
    """What the Supervisor would answer, and what it was told."""

    interfaces: list[Any] = field(default_factory=lambda: [interface()])
    network: Any = field(default_factory=lambda: {"21/tcp": 21, "50000/tcp": 50000, "8099/tcp": None})
    hostname: Any = "1a2b3c4d-camvault"
    services: tuple[str, ...] = ("camvault",)
    delay: float = 0
    raw: str | None = None
    messages: list[Any] = field(default_factory=list)
    url: str = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[FakeSupervisor]:
        """Serve on a free port of the loopback interface."""
        runner = web.AppRunner(self._app())
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            host, port = runner.addresses[0][:2]
            self.url = f"http://{host}:{port}"
            yield self
        finally:
            await runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        app.router.add_get("/network/info", self._network_info)
        app.router.add_get("/addons/self/info", self._self_info)
        app.router.add_post("/discovery", self._discovery)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        await asyncio.sleep(self.delay)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"result": "error", "message": "unauthorized"}, status=401)
        if self.raw is not None:
            return web.Response(text=self.raw, content_type="application/json")
        return await handler(request)

    async def _network_info(self, _: web.Request) -> web.Response:
        return web.json_response({"result": "ok", "data": {"interfaces": self.interfaces, "host_internet": True}})

    async def _self_info(self, _: web.Request) -> web.Response:
        data = {"slug": "1a2b3c4d_camvault", "hostname": self.hostname, "network": self.network}
        return web.json_response({"result": "ok", "data": data})

    async def _discovery(self, request: web.Request) -> web.Response:
        message = await request.json()
        if message["service"] not in self.services:
            # The real one may repeat what it was sent; an error must not carry it further.
            return web.json_response({"result": "error", "message": f"forbidden: {message}"}, status=403)
        self.messages.append(message)
        return web.json_response({"result": "ok", "data": {"uuid": "0" * 32}})

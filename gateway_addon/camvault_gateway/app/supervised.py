"""The work with Home Assistant's Supervisor, when the gateway runs as an app."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
import contextlib
import logging
import os
from typing import Final

from aiohttp import ClientSession

from camvault_gateway.announce import Supervisor, SupervisorError

from .options import Options

_LOGGER = logging.getLogger(__name__)
_AGAIN_AFTER_S: Final = 30


class Supervised:
    """The Supervisor, or none on a machine of one's own."""

    def __init__(self, supervisor: Supervisor | None) -> None:
        self._supervisor = supervisor
        self.remapped_ports: tuple[int, ...] = ()
        self._published: Mapping[int, int | None] = {}

    @classmethod
    @contextlib.asynccontextmanager
    async def found(cls) -> AsyncIterator[Supervised]:
        """Look for the Supervisor where it makes itself known to apps."""
        token = os.environ.get("SUPERVISOR_TOKEN")
        if not token:
            yield cls(None)
            return
        async with ClientSession() as session:
            yield cls(Supervisor(session, token, os.environ.get("SUPERVISOR_URL", "http://supervisor")))

    async def passive_address(self, options: Options) -> str | None:
        """Return the address to tell cameras; in a container the connection's own is useless to them."""
        if options.passive_address or self._supervisor is None:
            return options.passive_address
        try:
            return await self._supervisor.lan_address()
        except SupervisorError as err:
            _LOGGER.warning("%s; set passive_address if cameras in passive mode cannot upload", err)
            return None

    def published(self, port: int | None) -> int | None:
        """Return the number that cameras reach a port at; None when it is off, or not published."""
        return None if port is None else self._published.get(port, port)

    async def learn_ports(self, options: Options) -> None:
        """Find out which ports are published, and under which numbers."""
        if self._supervisor is None:
            return
        try:
            self._published = await self._supervisor.published_ports()
        except SupervisorError as err:
            _LOGGER.warning("%s; it is not known which ports are published", err)
            return
        moved = self.remapped_ports = tuple(port for port in options.passive_ports if self.published(port) != port)
        if moved:
            _LOGGER.warning(
                "The passive ports %s are published under other numbers; cameras in passive mode need the same ones",
                ", ".join(map(str, moved)),
            )

    def teller(self, port: int, token: str) -> Coroutine[None, None, None] | None:
        """Return what tells Home Assistant where the gateway is; None without a Supervisor."""
        return None if self._supervisor is None else _tell(self._supervisor, port, token)


async def _tell(supervisor: Supervisor, port: int, token: str) -> None:
    """Tell again and again until it has been heard."""
    while True:
        try:
            await supervisor.announce(await supervisor.own_host(), port, token)
        except SupervisorError as err:
            _LOGGER.warning("%s; trying again", err)
            await asyncio.sleep(_AGAIN_AFTER_S)
        else:
            return

"""Tell Home Assistant where the gateway is: through the Supervisor, or on the network where there is none."""

import asyncio
from collections.abc import AsyncIterator
import contextlib

from camvault_gateway.announce import Announcement, address_of, keep_announced
from camvault_gateway.api import API_VERSION
from camvault_gateway.bus import Bus
from camvault_gateway.model import Settings, SettingsChanged

from .options import Options
from .supervised import Supervised


@contextlib.asynccontextmanager
async def announced(
    options: Options, supervised: Supervised, token: str, bus: Bus, known: Settings
) -> AsyncIterator[None]:
    """Be found by Home Assistant until the end."""
    telling = supervised.teller(options.api_port, token)
    if telling is None and not options.announce:
        yield
        return
    task = asyncio.create_task(telling or keep_announced(_Followed(options, bus, known).wanted))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class _Followed:
    """The current announcement: the owner may give the site another name."""

    def __init__(self, options: Options, bus: Bus, known: Settings) -> None:
        self._options = options
        self._settings = known
        bus.listen(self._follow, SettingsChanged)

    def _follow(self, message: SettingsChanged) -> None:
        self._settings = message.settings

    def wanted(self) -> Announcement | None:
        """Return it; None while others do not reach the API."""
        if (address := address_of(self._options.api_host)) is None:
            return None
        return Announcement(
            address=address,
            port=self._options.api_port,
            gateway_id=self._settings.gateway_id,
            site=self._settings.site,
            api_version=API_VERSION,
        )

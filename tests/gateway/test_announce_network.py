"""The gateway's announcement on the network: real multicast on loopback, heard by a real listener."""

import asyncio
from collections.abc import AsyncIterator, Callable
import contextlib
from dataclasses import replace
import logging
import socket

import pytest
import pytest_asyncio
from zeroconf import ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from camvault_gateway.announce import Announcement, address_of, keep_announced, network
from camvault_gateway.app import options
from camvault_gateway.app.announcing import announced
from camvault_gateway.app.supervised import Supervised
from camvault_gateway.bus import Bus
from camvault_gateway.model import Settings, SettingsChanged

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("socket_enabled")]

GATEWAY_ID = "0193a1b2c3d47e5f8a9b0c1d2e3f4a5b"
TOKEN = "the-gateways-own-secret"
HOME = Announcement(address="127.0.0.1", port=8099, gateway_id=GATEWAY_ID, site="home", api_version=1)


@pytest_asyncio.fixture
async def listener() -> AsyncIterator[AsyncZeroconf]:
    """Return somebody else's ear in the network."""
    async with AsyncZeroconf(interfaces=["127.0.0.1"]) as listener:
        yield listener


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for changes often."""
    monkeypatch.setattr(network, "LOOK_AGAIN_S", 0.05)


async def _heard(listener: AsyncZeroconf, site: str) -> AsyncServiceInfo:
    """Return what is told of a site, once it is."""
    name = f"{site}-{GATEWAY_ID[-8:]}.{network.SERVICE_TYPE}"
    async with asyncio.timeout(20):
        while (info := await listener.async_get_service_info(network.SERVICE_TYPE, name, timeout=500)) is None:
            pass
    return info


@contextlib.asynccontextmanager
async def _running(wanted: list[Announcement | None]) -> AsyncIterator[None]:
    """Announce whatever the list begins with."""
    task = asyncio.create_task(keep_announced(lambda: wanted[0]))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_what_is_told(listener: AsyncZeroconf) -> None:
    """Address, port, id, site and version of the API, and nothing else."""
    async with _running([HOME]):
        info = await _heard(listener, "home")
    assert (info.parsed_addresses(), info.port) == (["127.0.0.1"], 8099)
    assert info.decoded_properties == {"id": GATEWAY_ID, "site": "home", "api": "1"}


async def test_a_site_with_another_name(listener: AsyncZeroconf) -> None:
    """What changes is told anew, and what was told before is taken back."""
    names: set[str] = set()

    def follow(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        (names.discard if state_change is ServiceStateChange.Removed else names.add)(name.partition("-")[0])

    async def only(*sites: str) -> None:
        async with asyncio.timeout(20):
            while names != set(sites):
                await asyncio.sleep(0.01)

    wanted: list[Announcement | None] = [HOME]
    async with AsyncServiceBrowser(listener.zeroconf, network.SERVICE_TYPE, handlers=[follow]), _running(wanted):
        await only("home")
        wanted[0] = replace(HOME, site="cabin")
        await only("cabin")
        wanted[0] = None
        await only()


async def test_no_network_is_a_log_line(listener: AsyncZeroconf, caplog: pytest.LogCaptureFixture) -> None:
    """An address that is gone is told of once, and the next one is announced."""
    wanted: list[Announcement | None] = [replace(HOME, address="::5")]
    async with _running(wanted):
        async with asyncio.timeout(20):
            while not caplog.records:
                await asyncio.sleep(0.01)
        wanted[0] = HOME
        await _heard(listener, "home")
    (told,) = (record for record in caplog.records if record.levelno == logging.WARNING)
    assert "cannot be announced" in told.message


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", "camvault.lan"])
async def test_loopback_is_for_nobody_else(host: str) -> None:
    """What only this machine reaches is not announced; neither is a name, which may mean anything."""
    assert address_of(host) is None


async def test_address_of_everywhere() -> None:
    """A host's own address is told; for all of them it is the one that others are talked to from."""
    assert address_of("192.168.1.20") == "192.168.1.20"
    assert address_of("fd00::5") == "fd00::5"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            own = probe.getsockname()[0]
        except OSError:
            own = None
    assert address_of("0.0.0.0") == own  # noqa: S104 where it listens


async def test_the_gateway_follows_its_settings(listener: AsyncZeroconf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gateway by itself is found, under the name that its site has now, and never tells its token.

    Only loopback can be listened to here, so it stands for an address of the network.
    """
    monkeypatch.setattr("camvault_gateway.app.announcing.address_of", lambda host: host)
    chosen, bus = options.read(options.parse(["run"])), Bus()
    settings = Settings(gateway_id=GATEWAY_ID)
    async with announced(chosen, Supervised(None), TOKEN, bus, settings):
        assert TOKEN.encode() not in (await _heard(listener, "home")).text
        bus.publish(SettingsChanged(replace(settings, site="cabin")))
        await _heard(listener, "cabin")


async def test_on_loopback_nothing_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless it is told otherwise, the API listens on loopback, and there is nothing to find."""
    found: list[Announcement | None] = []

    async def ask(wanted: Callable[[], Announcement | None]) -> None:
        found.append(wanted())

    monkeypatch.setattr("camvault_gateway.app.announcing.keep_announced", ask)
    for arguments in (["run"], ["run", "--no-announce", "--api-host", "192.168.1.20"]):
        chosen = options.read(options.parse(arguments))
        async with announced(chosen, Supervised(None), TOKEN, Bus(), Settings(gateway_id=GATEWAY_ID)):
            await asyncio.sleep(0)
    # Switched off, nobody even asks.
    assert found == [None]

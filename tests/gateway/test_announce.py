"""The room `announce` against a stand-in Supervisor over real HTTP."""

from collections.abc import AsyncIterator
import traceback

import aiohttp
import pytest
import pytest_asyncio

from camvault_gateway.announce import Supervisor, SupervisorError, supervisor
from tests.fake_supervisor import TOKEN, FakeSupervisor, interface

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("socket_enabled")]

API_TOKEN = "the-gateways-own-secret"
WRONG_TOKEN = "fedcba9876543210" * 4


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeSupervisor]:
    """Run the stand-in."""
    async with FakeSupervisor().running() as running:
        yield running


@pytest_asyncio.fixture
async def client(fake: FakeSupervisor) -> AsyncIterator[Supervisor]:
    """Return the room's client for the stand-in."""
    async with aiohttp.ClientSession() as session:
        yield Supervisor(session, TOKEN, fake.url)


async def test_lan_address_is_the_primary_interfaces(fake: FakeSupervisor, client: Supervisor) -> None:
    """The address comes from the primary interface, without its prefix length."""
    fake.interfaces = [interface(primary=False, address=("10.0.0.5/8",)), interface(address=("192.168.7.4/24",))]
    assert await client.lan_address() == "192.168.7.4"


@pytest.mark.parametrize(
    "interfaces",
    [
        [],
        [interface(enabled=False)],
        [interface(primary=False)],
        [interface(address=())],
        [interface() | {"ipv4": None}],
    ],
)
async def test_lan_address_may_be_unknown(fake: FakeSupervisor, client: Supervisor, interfaces: list[object]) -> None:
    """A machine the Supervisor knows no address of is not an error."""
    fake.interfaces = interfaces
    assert await client.lan_address() is None


async def test_published_ports_are_the_tcp_ones(fake: FakeSupervisor, client: Supervisor) -> None:
    """Remapped and unpublished ports are told apart; other protocols are left out."""
    fake.network = {"21/tcp": 2121, "50000": 50000, "8099/tcp": None, "53/udp": 53}
    assert await client.published_ports() == {21: 2121, 50000: 50000, 8099: None}


async def test_an_app_without_ports_publishes_none(fake: FakeSupervisor, client: Supervisor) -> None:
    """The Supervisor says null where an app has no ports."""
    fake.network = None
    assert await client.published_ports() == {}


async def test_own_host(client: Supervisor) -> None:
    """The app's host name is the one on the internal network."""
    assert await client.own_host() == "1a2b3c4d-camvault"


async def test_announce_sends_one_discovery_message(fake: FakeSupervisor, client: Supervisor) -> None:
    """Home Assistant is told host, port and token."""
    await client.announce("1a2b3c4d-camvault", 8099, API_TOKEN)
    config = {"host": "1a2b3c4d-camvault", "port": 8099, "token": API_TOKEN}
    assert fake.messages == [{"service": "camvault", "config": config}]


async def test_a_refusal_is_told_without_secrets(
    fake: FakeSupervisor, client: Supervisor, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither token shows, not even where the Supervisor repeats what it was sent."""
    fake.services = ()
    with pytest.raises(SupervisorError, match="status 403") as refused:
        await client.announce("host", 8099, API_TOKEN)
    told = "".join(traceback.format_exception(refused.value)) + caplog.text + repr(client)
    assert API_TOKEN not in told
    assert TOKEN not in told


async def test_a_wrong_token_is_refused(fake: FakeSupervisor) -> None:
    """A refused token is not repeated in the error."""
    async with aiohttp.ClientSession() as session:
        with pytest.raises(SupervisorError, match="status 401") as refused:
            await Supervisor(session, WRONG_TOKEN, fake.url).own_host()
    assert WRONG_TOKEN not in "".join(traceback.format_exception(refused.value))


async def test_an_absent_supervisor_is_told_without_secrets(unused_tcp_port: int) -> None:
    """No connection is an error of its own, without the token."""
    async with aiohttp.ClientSession() as session:
        absent = Supervisor(session, TOKEN, f"http://127.0.0.1:{unused_tcp_port}")
        with pytest.raises(SupervisorError, match="could not be asked for /network/info") as failed:
            await absent.lan_address()
    assert TOKEN not in "".join(traceback.format_exception(failed.value))


async def test_a_silent_supervisor_is_not_waited_for(
    fake: FakeSupervisor, client: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that does not come ends in an error, not in a wait for ever."""
    monkeypatch.setattr(supervisor, "TIMEOUT", aiohttp.ClientTimeout(total=0.05))
    fake.delay = 0.5
    with pytest.raises(SupervisorError, match="in time"):
        await client.own_host()


@pytest.mark.parametrize(
    "raw",
    [
        "not json",
        "[]",
        '{"result": "error", "message": "no"}',
        '{"result": "ok", "data": []}',
        '{"result": "ok", "data": {}}',
        '{"result": "ok", "data": {"interfaces": [7], "network": {"x/tcp": 1}, "hostname": 5}}',
        '{"result": "ok", "data": {"interfaces": [{"primary": true}], "network": [], "hostname": ""}}',
    ],
)
async def test_nonsense_is_an_error_of_its_own(fake: FakeSupervisor, client: Supervisor, raw: str) -> None:
    """Whatever the answer is made of, the caller meets one kind of error."""
    fake.raw = raw
    with pytest.raises(SupervisorError, match="not understood"):
        await client.lan_address()
    with pytest.raises(SupervisorError, match="not understood"):
        await client.own_host()

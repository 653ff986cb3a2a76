"""Fixtures of the integration's tests."""

from collections.abc import AsyncGenerator, Generator
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
import pytest_socket
from syrupy.assertion import SnapshotAssertion

from custom_components.camvault.const import DOMAIN

from .allowing import allow
from .blocking import blocking_calls
from .fake_gateway import FakeGateway
from .fake_values import GATEWAY_ID, TOKEN, make_camera, make_capture, make_event
from .phones import Phone


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare with what Home Assistant's own objects looked like before."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


@pytest.fixture(autouse=True)
def custom_integrations(enable_custom_integrations: None) -> None:
    """Let Home Assistant load this repository's integration."""


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Allow aiohttp's own: what a WebSocket's other end answers to a close starts its heartbeat once more."""
    return True


@pytest.fixture(autouse=True)
def blocking() -> Generator[list[str]]:
    """Fail a test in which the integration blocks the event loop."""
    with blocking_calls() as found:
        yield found
    assert not found


@pytest.fixture(autouse=True)
def loopback() -> None:
    """Let the tests reach this machine, and nothing else."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1"])


@pytest.fixture(autouse=True)
def short_backoff() -> Generator[None]:
    """Find a lost gateway again without the wait that people want."""
    with patch("custom_components.camvault.coordinator.MIN_BACKOFF_S", 0.02):
        yield


@pytest.fixture
async def gateway(hass: HomeAssistant) -> AsyncGenerator[FakeGateway]:
    """Return a running gateway with two cameras, one of which saw something this morning."""
    fake = FakeGateway()
    clip = fake.add_capture(make_capture("clip1", "front-door", "2026-11-23T18:15:30.000Z", labels=["person"]))
    event = make_event("event1", "front-door", "2026-11-23T18:15:29.000Z", ended_at="2026-11-23T18:16:10.000Z")
    event |= {"labels": ["person"], "captures": 1, "picture": "clip1"}
    fake.events["event1"] = event
    door = make_camera("front-door", "Front door", last_event=event, events_today=1, latest_picture=clip, captures=1)
    fake.cameras = {"front-door": door, "garden": make_camera("garden", "Garden")}
    await fake.start()
    yield fake
    await fake.stop()
    assert not fake.violations


@pytest.fixture
def entry(hass: HomeAssistant, gateway: FakeGateway) -> MockConfigEntry:
    """Return the config entry of the gateway."""
    data = {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    entry = MockConfigEntry(entry_id="home", domain=DOMAIN, title="CamVault home", unique_id=GATEWAY_ID, data=data)
    entry.add_to_hass(hass)
    return entry


@pytest.fixture
async def loaded(hass: HomeAssistant, entry: MockConfigEntry) -> AsyncGenerator[MockConfigEntry]:
    """Return the config entry, set up; it is unloaded before the gateway ends, or it would look for it meanwhile."""
    await async_setup_component(hass, "homeassistant", {})
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    yield entry
    if entry.state is ConfigEntryState.LOADED:
        await hass.config_entries.async_unload(entry.entry_id)


@pytest.fixture
def afternoon(loaded: MockConfigEntry, freezer: FrozenDateTimeFactory) -> None:
    """Let it be the afternoon of the day on which something was seen in the morning."""
    freezer.move_to("2026-11-23 22:00:00+00:00")


@pytest.fixture
def guest(loaded: MockConfigEntry, hass_read_only_user: MockUser) -> MockUser:
    """Return a user who may see the garden, and nothing else."""
    hass_read_only_user.groups = []
    allow(hass_read_only_user, garden={POLICY_READ: True})
    return hass_read_only_user


@pytest.fixture
async def phone(hass: HomeAssistant, hass_admin_user: MockUser) -> AsyncGenerator[Phone]:
    """Return a phone that can be told something."""
    phone = Phone()
    async with phone.pushed_to() as push_url:
        await phone.register(hass, hass_admin_user.id, push_url)
        yield phone

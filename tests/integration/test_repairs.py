"""Test what stands in Home Assistant's repairs."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.components.repairs.const import DOMAIN as REPAIRS
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.camvault.const import DOMAIN
from custom_components.camvault.issues import REMEDIES

from .fake_gateway import FakeGateway
from .waiting import until

TYPED = {
    "bucket": "my-bucket",
    "region": "us-east-1",
    "access_key_id": "AKIANEW",
    "secret_access_key": "new-secret",
    "storage_class": "STANDARD",
}
PROMPT = sorted(problem for problem, remedy in REMEDIES.items() if not remedy.patience)
FIXABLE = sorted(problem for problem, remedy in REMEDIES.items() if remedy.fixable)
CONNECTED = {"state": "connected", "error": None, "last_verified_at": None}


def _failing(problem: str | None) -> dict[str, Any]:
    """Return what the gateway says of an archive with this problem."""
    return {"archive": {"state": "failing", "error": problem, "last_verified_at": None}}


def _problems(hass: HomeAssistant) -> dict[str, ir.IssueEntry]:
    """Return the issues there are, by problem."""
    issues = ir.async_get(hass).issues.values()
    return {str(issue.translation_key): issue for issue in issues if issue.domain == DOMAIN and issue.active}


async def _said(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """Wait until what the gateway said before was heard."""
    count = gateway.cameras["garden"]["events_today"] + 1
    await gateway.say_camera("garden", events_today=count)
    await until(lambda: hass.states.is_state("sensor.garden_events_today", str(count)))


async def _wait(hass: HomeAssistant, minutes: float) -> None:
    """Let everything happen that is to happen within so many minutes from now."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(minutes=minutes))
    await hass.async_block_till_done()


@pytest.mark.parametrize("problem", PROMPT)
async def test_comes_and_goes(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, problem: str) -> None:
    """A problem that does not end by itself is told at once, and taken back when it is over."""
    await gateway.say_gateway(**_failing(problem))
    await until(lambda: _problems(hass))
    issue = _problems(hass)[problem]
    assert issue.translation_placeholders == {
        "bucket": "my-bucket",
        "name": "CamVault home",
        "server": "s3.home:8333",
    }
    assert "AKIA" not in str(issue)
    assert issue.is_fixable is (problem in FIXABLE)
    await gateway.say_gateway(archive=CONNECTED)
    await until(lambda: not _problems(hass))


@pytest.mark.parametrize("problem", [None, "archive_on_the_moon"])
async def test_unknown(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, problem: str | None) -> None:
    """A problem of a newer gateway is told as one that nothing is known of."""
    await gateway.say_gateway(**_failing(problem))
    await until(lambda: set(_problems(hass)) == {"archive_failed"})


async def test_another(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """One problem takes the other's place; another archive changes the words."""
    await gateway.say_gateway(**_failing("archive_denied"))
    await until(lambda: set(_problems(hass)) == {"archive_denied"})
    await gateway.say_gateway(**_failing("archive_full"))
    await until(lambda: set(_problems(hass)) == {"archive_full"})
    gateway.settings["archive"] |= {"endpoint_url": None, "bucket": "second"}
    await gateway.say("snapshot", **gateway.state)
    await until(lambda: "second" in str(_problems(hass)))
    placeholders = _problems(hass)["archive_full"].translation_placeholders
    assert placeholders == {"bucket": "second", "name": "CamVault home", "server": "AWS"}


async def test_no_archive(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """No archive is a choice; and without one nothing can be wrong with it."""
    await gateway.say_gateway(archive={"state": "none", "error": None, "last_verified_at": None})
    gateway.settings["archive"] = None
    await gateway.say("snapshot", **gateway.state | {"gateway": gateway.gateway | _failing("archive_denied")})
    await _said(hass, gateway)
    assert not _problems(hass)


async def test_unreachable_for_long(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """An archive out of reach is told of when it has lasted."""
    await gateway.say_gateway(**_failing("archive_unreachable"))
    await _said(hass, gateway)
    await _wait(hass, 9)
    gateway.settings["archive"]["bucket"] = "second"
    await gateway.say("snapshot", **gateway.state)
    await _said(hass, gateway)
    assert not _problems(hass)
    await _wait(hass, 10.1)
    assert "second" in str(_problems(hass)["archive_unreachable"])
    await gateway.say_gateway(archive=CONNECTED)
    await until(lambda: not _problems(hass))


async def test_unreachable_for_a_moment(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """An archive that is back soon is nothing to tell of."""
    await gateway.say_gateway(**_failing("archive_unreachable"))
    await _said(hass, gateway)
    await _wait(hass, 9)
    await gateway.say_gateway(archive=CONNECTED)
    await _said(hass, gateway)
    await gateway.say_gateway(**_failing("archive_unreachable"))
    await _said(hass, gateway)
    await _wait(hass, 9)
    assert not _problems(hass)
    await gateway.say_gateway(**_failing("archive_denied"))
    await until(lambda: set(_problems(hass)) == {"archive_denied"})
    await _wait(hass, 9)
    assert set(_problems(hass)) == {"archive_denied"}


async def test_gateway_lost(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """While the gateway says nothing, what it said last stands."""
    await gateway.say_gateway(**_failing("archive_denied"))
    await until(lambda: _problems(hass))
    await gateway.stop()
    await until(lambda: hass.states.is_state("binary_sensor.camvault_home_archive", "unavailable"))
    assert set(_problems(hass)) == {"archive_denied"}


@pytest.mark.parametrize("problem", ["archive_denied", "archive_unreachable"])
async def test_after_a_restart(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry, problem: str) -> None:
    """What was told before a restart is told again at once; what is over is forgotten."""
    registry = ir.async_get(hass)
    for known in (problem, "archive_full"):
        issue_id = f"{known}_{entry.entry_id}"
        registry.issues[DOMAIN, issue_id] = ir.IssueEntry(
            active=False,
            breaks_in_ha_version=None,
            created=dt_util.utcnow(),
            data=None,
            dismissed_version=None,
            domain=DOMAIN,
            is_fixable=None,
            is_persistent=False,
            issue_domain=None,
            issue_id=issue_id,
            learn_more_url=None,
            severity=None,
            translation_key=None,
            translation_placeholders=None,
        )
    gateway.gateway |= _failing(problem)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert set(_problems(hass)) == {problem}
    assert {issue_id for domain, issue_id in registry.issues if domain == DOMAIN} == {f"{problem}_{entry.entry_id}"}


async def test_unload(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """An entry that is not loaded tells of nothing, and nothing comes later."""
    await gateway.say_gateway(**_failing("archive_denied"))
    await until(lambda: _problems(hass))
    await gateway.say_gateway(**_failing("archive_unreachable"))
    await until(lambda: not _problems(hass))
    assert await hass.config_entries.async_unload(loaded.entry_id)
    await _wait(hass, 11)
    assert not _problems(hass)
    gateway.gateway |= _failing("archive_denied")
    assert await hass.config_entries.async_setup(loaded.entry_id)
    assert set(_problems(hass)) == {"archive_denied"}
    assert await hass.config_entries.async_remove(loaded.entry_id)
    assert not [key for key in ir.async_get(hass).issues if key[0] == DOMAIN]


class _Browser:
    """What the frontend does with an issue."""

    def __init__(self, client: TestClient[Any, Any]) -> None:
        """Keep the connection."""
        self._client = client

    async def post(self, path: str, **body: object) -> dict[str, Any]:
        """Post and return the answer."""
        response = await self._client.post(path, json=body)
        assert response.status == HTTPStatus.OK
        answer: dict[str, Any] = await response.json()
        return answer

    async def get(self, path: str) -> dict[str, Any]:
        """Return what is there."""
        response = await self._client.get(path)
        assert response.status == HTTPStatus.OK
        answer: dict[str, Any] = await response.json()
        return answer


@pytest.fixture
async def browser(hass: HomeAssistant, loaded: MockConfigEntry, hass_client: ClientSessionGenerator) -> _Browser:
    """Return a browser that looks at the repairs."""
    assert await async_setup_component(hass, REPAIRS, {})
    assert await async_setup_component(hass, "config", {})
    return _Browser(await hass_client())


async def _begin(hass: HomeAssistant, gateway: FakeGateway, browser: _Browser, problem: str) -> dict[str, Any]:
    """Let an issue appear, and choose it."""
    await gateway.say_gateway(**_failing(problem))
    await until(lambda: problem in _problems(hass))
    issue_id = _problems(hass)[problem].issue_id
    step = await browser.post("/api/repairs/issues/fix", handler=DOMAIN, issue_id=issue_id)
    assert (step["type"], step["step_id"]) == ("form", "confirm")
    assert step["description_placeholders"]["bucket"] == "my-bucket"
    return step


@pytest.mark.parametrize("problem", FIXABLE)
async def test_fix(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, browser: _Browser, problem: str
) -> None:
    """The fix is the archive's form of the options flow; the issue goes once the archive works."""
    step = await _begin(hass, gateway, browser, problem)
    step = await browser.post(f"/api/repairs/issues/fix/{step['flow_id']}")
    kind, flow_id = step["next_flow"]
    assert (step["type"], kind, step["result"]["entry_id"]) == ("abort", "options_flow", loaded.entry_id)
    form = await browser.get(f"/api/config/config_entries/options/flow/{flow_id}")
    assert form["step_id"] == "archive"
    gateway.archive_problem = (HTTPStatus.UNPROCESSABLE_ENTITY, "archive_denied")
    form = await browser.post(f"/api/config/config_entries/options/flow/{flow_id}", **TYPED)
    assert form["errors"] == {"base": "archive_denied"}
    assert set(_problems(hass)) == {problem}
    gateway.archive_problem = None
    end = await browser.post(f"/api/config/config_entries/options/flow/{flow_id}", **TYPED)
    assert (end["type"], end["reason"]) == ("abort", "archive_set")
    assert gateway.secret == "new-secret"
    await gateway.say_gateway(archive=CONNECTED)
    await until(lambda: not _problems(hass))


async def test_fix_without_gateway(hass: HomeAssistant, gateway: FakeGateway, browser: _Browser) -> None:
    """While the gateway does not answer there is no form, and the issue stays."""
    step = await _begin(hass, gateway, browser, "archive_denied")
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    step = await browser.post(f"/api/repairs/issues/fix/{step['flow_id']}")
    assert (step["type"], step["reason"]) == ("abort", "no_form")
    assert not hass.config_entries.options.async_progress()
    assert set(_problems(hass)) == {"archive_denied"}


async def test_fix_what_is_over(hass: HomeAssistant, gateway: FakeGateway, browser: _Browser) -> None:
    """The flow goes on when the issue has gone meanwhile."""
    step = await _begin(hass, gateway, browser, "archive_denied")
    await gateway.say_gateway(archive=CONNECTED)
    await until(lambda: not _problems(hass))
    form = await browser.get(f"/api/repairs/issues/fix/{step['flow_id']}")
    assert (form["step_id"], form["description_placeholders"]) == ("confirm", None)
    step = await browser.post(f"/api/repairs/issues/fix/{step['flow_id']}")
    assert step["next_flow"][0] == "options_flow"

"""Test repairing the archive from Home Assistant's repairs."""

from http import HTTPStatus
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.components.repairs.const import DOMAIN as REPAIRS
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.camvault.const import DOMAIN
from custom_components.camvault.issues.archive import REMEDIES

from .fake_gateway import FakeGateway
from .problems import CONNECTED, failing, problems, said
from .waiting import until

TYPED = {
    "bucket": "my-bucket",
    "region": "us-east-1",
    "access_key_id": "AKIANEW",
    "secret_access_key": "new-secret",
    "storage_class": "STANDARD",
}
FIXABLE = sorted(problem for problem, remedy in REMEDIES.items() if remedy.fixable)


class Frontend:
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
async def browser(hass: HomeAssistant, loaded: MockConfigEntry, hass_client: ClientSessionGenerator) -> Frontend:
    """Return a browser that looks at the repairs."""
    assert await async_setup_component(hass, REPAIRS, {})
    return Frontend(await hass_client())


async def _begin(hass: HomeAssistant, gateway: FakeGateway, browser: Frontend, problem: str) -> dict[str, Any]:
    """Let an issue appear, and choose it."""
    await gateway.say_gateway(**failing(problem))
    await until(lambda: problem in problems(hass))
    issue_id = problems(hass)[problem].issue_id
    step = await browser.post("/api/repairs/issues/fix", handler=DOMAIN, issue_id=issue_id)
    assert (step["type"], step["step_id"]) == ("form", "confirm")
    assert step["description_placeholders"]["bucket"] == "my-bucket"
    return step


@pytest.mark.parametrize("problem", FIXABLE)
async def test_fix(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, browser: Frontend, problem: str
) -> None:
    """The fix is the archive's form, as the options flow has it; the issue goes once the archive works."""
    step = await _begin(hass, gateway, browser, problem)
    flow = f"/api/repairs/issues/fix/{step['flow_id']}"
    assert (await browser.post(flow))["step_id"] == "archive"
    gateway.archive_problem = (HTTPStatus.UNPROCESSABLE_ENTITY, "archive_denied")
    assert (await browser.post(flow, **TYPED))["errors"] == {"base": "archive_denied"}
    assert set(problems(hass)) == {problem}
    gateway.archive_problem = None
    assert (await browser.post(flow, **TYPED))["type"] == "create_entry"
    assert gateway.secret == "new-secret"
    assert not problems(hass)
    await gateway.say_gateway(archive=CONNECTED)
    await said(hass, gateway)
    assert not problems(hass)


async def test_not_fixed(hass: HomeAssistant, gateway: FakeGateway, browser: Frontend) -> None:
    """An archive that was accepted and fails all the same is told of again."""
    step = await _begin(hass, gateway, browser, "archive_denied")
    flow = f"/api/repairs/issues/fix/{step['flow_id']}"
    await browser.post(flow)
    assert (await browser.post(flow, **TYPED))["type"] == "create_entry"
    await gateway.say_gateway(**failing("archive_denied"))
    await until(lambda: set(problems(hass)) == {"archive_denied"})


async def test_fix_without_gateway(hass: HomeAssistant, gateway: FakeGateway, browser: Frontend) -> None:
    """While the gateway does not answer there is no form, and the issue stays."""
    step = await _begin(hass, gateway, browser, "archive_denied")
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    step = await browser.post(f"/api/repairs/issues/fix/{step['flow_id']}")
    assert (step["type"], step["reason"]) == ("abort", "cannot_connect")
    assert set(problems(hass)) == {"archive_denied"}


async def test_fix_what_is_over(hass: HomeAssistant, gateway: FakeGateway, browser: Frontend) -> None:
    """The flow goes on when the issue has gone meanwhile."""
    step = await _begin(hass, gateway, browser, "archive_denied")
    await gateway.say_gateway(archive=CONNECTED)
    await until(lambda: not problems(hass))
    form = await browser.get(f"/api/repairs/issues/fix/{step['flow_id']}")
    assert (form["step_id"], form["description_placeholders"]) == ("confirm", None)
    form = await browser.post(f"/api/repairs/issues/fix/{step['flow_id']}")
    assert form["step_id"] == "archive"

"""Test restoring a new gateway from its archive, in the options flow."""

from http import HTTPStatus
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_gateway import FakeGateway
from .fake_values import make_capture
from .waiting import until

TYPED = {
    "bucket": "my-bucket",
    "region": "us-east-1",
    "access_key_id": "AKIANEW",
    "secret_access_key": "new-secret",
    "storage_class": "STANDARD",
}
REBUILD = "POST /api/v1/archive/rebuild"


def _rebuild(state: str, captures: int = 0, error: str | None = None) -> dict[str, Any]:
    """Return how restoring goes, as the gateway says it."""
    return {"rebuild": {"state": state, "captures": captures, "error": error}}


async def _set_archive(hass: HomeAssistant, entry: MockConfigEntry) -> ConfigFlowResult:
    """Set the archive."""
    options = hass.config_entries.options
    flow_id = (await options.async_init(entry.entry_id))["flow_id"]
    await options.async_configure(flow_id, {"next_step_id": "archive"})
    return await options.async_configure(flow_id, TYPED)


async def _choose(hass: HomeAssistant, result: ConfigFlowResult, step: str) -> ConfigFlowResult:
    """Choose from the menu that is shown."""
    assert (result["type"], result["step_id"]) == (FlowResultType.MENU, "new_archive")
    return await hass.config_entries.options.async_configure(result["flow_id"], {"next_step_id": step})


async def _look(hass: HomeAssistant, result: ConfigFlowResult) -> ConfigFlowResult:
    """Look again at what is shown."""
    return await hass.config_entries.options.async_configure(result["flow_id"])


async def _end(hass: HomeAssistant, result: ConfigFlowResult) -> ConfigFlowResult:
    """Return how it ended; the flow goes on by itself, and the frontend looks at it."""
    progress = hass.config_entries.options.async_get(result["flow_id"])
    assert progress["step_id"] == "restore"
    flow = hass.config_entries.options._progress[result["flow_id"]]
    await until(lambda: flow.async_get_progress_task() is None or flow.async_get_progress_task().done())  # type: ignore[union-attr]
    await hass.async_block_till_done()
    return await _look(hass, result)


@pytest.fixture
def new(gateway: FakeGateway) -> FakeGateway:
    """Return a gateway that has nothing yet."""
    gateway.captures.clear()
    return gateway


async def test_restore(hass: HomeAssistant, new: FakeGateway, loaded: MockConfigEntry) -> None:
    """A new gateway gets back what its archive has, and how far it is can be seen."""
    result = await _choose(hass, await _set_archive(hass, loaded), "restore")
    assert (result["type"], result["progress_action"]) == (FlowResultType.SHOW_PROGRESS, "restore")
    assert result["description_placeholders"] == {"captures": "0"}
    await new.until_connected(2)
    await new.say_camera("garden", events_today=1)
    await new.say_gateway(**_rebuild("running", 41))

    async def shown() -> bool:
        return (await _look(hass, result))["description_placeholders"] == {"captures": "41"}

    while not await shown():
        await hass.async_block_till_done()
    await new.say_gateway(**_rebuild("done", 42))
    end = await _end(hass, result)
    assert (end["type"], end["reason"]) == (FlowResultType.ABORT, "restored")
    assert end["description_placeholders"] == {"captures": "42"}
    assert new.requests[REBUILD] == 1


async def test_begin_anew(hass: HomeAssistant, new: FakeGateway, loaded: MockConfigEntry) -> None:
    """What is in the archive can be left there."""
    result = await _choose(hass, await _set_archive(hass, loaded), "begin_anew")
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "archive_set")
    assert not new.requests[REBUILD]


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        ("archive_empty", "archive_empty"),
        ("interrupted", "interrupted"),
        ("archive_denied", "archive_denied"),
        ("archive_failed", "restore_failed"),
        ("failed", "restore_failed"),
        ("moonstruck", "restore_failed"),
        (None, "restore_failed"),
    ],
)
async def test_failed(
    hass: HomeAssistant, new: FakeGateway, loaded: MockConfigEntry, error: str | None, shown: str
) -> None:
    """What went wrong is said, and can be tried again."""
    result = await _choose(hass, await _set_archive(hass, loaded), "restore")
    await new.until_connected(2)
    await new.say_gateway(**_rebuild("failed", 3, error))
    result = await _end(hass, result)
    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "restore_failed")
    assert result["errors"] == {"base": shown}
    result = await hass.config_entries.options.async_configure(result["flow_id"], {})
    assert result["type"] is FlowResultType.SHOW_PROGRESS
    await new.until_connected(3)
    await new.say_gateway(**_rebuild("done", 5))
    assert (await _end(hass, result))["reason"] == "restored"
    assert new.requests[REBUILD] == 2


async def test_gateway_lost(hass: HomeAssistant, new: FakeGateway, loaded: MockConfigEntry) -> None:
    """A gateway that is lost meanwhile is said to be; who looks again finds it at work."""
    result = await _choose(hass, await _set_archive(hass, loaded), "restore")
    await new.until_connected(2)
    await new.drop()
    result = await _end(hass, result)
    assert (result["step_id"], result["errors"]) == ("restore_failed", {"base": "cannot_connect"})
    before = new.connections
    result = await hass.config_entries.options.async_configure(result["flow_id"], {})
    await until(lambda: new.connections > before)
    await until(lambda: new.open_connections == 2)
    await new.say_gateway(**_rebuild("done", 5))
    assert (await _end(hass, result))["reason"] == "restored"
    assert new.requests[REBUILD] == 1


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (HTTPStatus.CONFLICT, "refused"),
        (HTTPStatus.SERVICE_UNAVAILABLE, "cannot_connect"),
    ],
)
async def test_cannot_begin(
    hass: HomeAssistant, new: FakeGateway, loaded: MockConfigEntry, status: HTTPStatus, error: str
) -> None:
    """A gateway that does not begin says why."""
    result = await _set_archive(hass, loaded)
    if status is HTTPStatus.CONFLICT:
        new.captures["clip2"] = {}
    else:
        new.failure = status
    result = await _choose(hass, result, "restore")
    assert (result["step_id"], result["errors"]) == ("restore_failed", {"base": error})
    assert result["description_placeholders"] == {"reason": "It is conflict." if error == "refused" else ""}


async def test_goes_on_without_the_flow(hass: HomeAssistant, new: FakeGateway, loaded: MockConfigEntry) -> None:
    """Who closes the window leaves the gateway at work; who comes back finds it there, though it has captures now."""
    result = await _choose(hass, await _set_archive(hass, loaded), "restore")
    await new.until_connected(2)
    hass.config_entries.options.async_abort(result["flow_id"])
    await until(lambda: new.open_connections == 1)
    assert new.gateway["rebuild"]["state"] == "running"
    new.captures["clip2"] = {}
    result = await _choose(hass, await _set_archive(hass, loaded), "restore")
    assert result["type"] is FlowResultType.SHOW_PROGRESS
    await new.until_connected(3)
    await new.say_gateway(**_rebuild("done", 5))
    assert (await _end(hass, result))["reason"] == "restored"
    assert new.requests[REBUILD] == 1


@pytest.mark.parametrize("why", ["captures", "no_rebuild", "no_answer"])
async def test_not_offered(hass: HomeAssistant, new: FakeGateway, loaded: MockConfigEntry, why: str) -> None:
    """There is no choice where nothing can be restored."""
    match why:
        case "captures":
            new.add_capture(make_capture("clip2", "garden", "2026-11-23T19:00:00.000Z"))
        case "no_rebuild":
            new.gateway["rebuild"] = None
        case "no_answer":
            new.fail("not_a_gateway")
    result = await _set_archive(hass, loaded)
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "archive_set")

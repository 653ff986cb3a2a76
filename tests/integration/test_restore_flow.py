"""Test restoring a new gateway from its archive, in the options flow."""

from http import HTTPStatus
from typing import Any

from aiohttp import web
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_answers import answer_error
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


def _rebuild(
    state: str, captures: int = 0, error: str | None = None, *, bare: int = 0, unusable: int = 0
) -> dict[str, Any]:
    """Return how restoring goes, as the gateway says it."""
    return {"rebuild": {"state": state, "captures": captures, "bare": bare, "unusable": unusable, "error": error}}


async def _conflict(_: web.Request) -> web.Response:
    return answer_error(HTTPStatus.CONFLICT, "conflict")


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
    """Return a gateway that has nothing yet, unlike its archive."""
    gateway.captures.clear()
    gateway.sites = [{"site": "home", "cameras": ["garden", "door"]}]
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


@pytest.mark.parametrize(("bare", "unusable"), [(3, 0), (0, 2)])
async def test_restored_in_part(
    hass: HomeAssistant, new: FakeGateway, loaded: MockConfigEntry, bare: int, unusable: int
) -> None:
    """What did not come back, or not whole, is said."""
    result = await _choose(hass, await _set_archive(hass, loaded), "restore")
    await new.until_connected(2)
    await new.say_gateway(**_rebuild("done", 42, bare=bare, unusable=unusable))
    end = await _end(hass, result)
    assert (end["type"], end["reason"]) == (FlowResultType.ABORT, "restored_in_part")
    wanted = {"captures": "42", "bare": str(bare), "unusable": str(unusable)}
    assert end["description_placeholders"] == wanted


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
        new.answers[REBUILD.partition(" ")[2]] = _conflict
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


async def test_one_of_several_sites(hass: HomeAssistant, new: FakeGateway, loaded: MockConfigEntry) -> None:
    """What is in the archive is said, and which site of several comes back is asked."""
    new.sites = [{"site": "cabin", "cameras": None}, {"site": "home", "cameras": ["garden", "door"]}]
    menu = await _set_archive(hass, loaded)
    assert menu["description_placeholders"] == {"found": "- **cabin**: …\n- **home**: garden, door"}
    result = await _choose(hass, menu, "restore")
    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "site")
    result = await hass.config_entries.options.async_configure(result["flow_id"], {"site": "home"})
    assert result["type"] is FlowResultType.SHOW_PROGRESS
    assert new.restored_site == "home"
    await new.until_connected(2)
    await new.say_gateway(**_rebuild("done", 5))
    assert (await _end(hass, result))["reason"] == "restored"


async def _choose_restore(hass: HomeAssistant, entry: MockConfigEntry) -> ConfigFlowResult:
    """Ask for what is in the archive that is set."""
    options = hass.config_entries.options
    flow_id = (await options.async_init(entry.entry_id))["flow_id"]
    return await options.async_configure(flow_id, {"next_step_id": "choose_restore"})


async def test_restore_at_any_time(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A gateway that has captures can be asked, too; what is there is said before anything happens."""
    assert gateway.captures
    gateway.sites = [{"site": "cabin", "cameras": ["door"]}]
    result = await _choose_restore(hass, loaded)
    assert (result["step_id"], result["description_placeholders"]) == ("site", {"found": "- **cabin**: door"})
    assert not gateway.requests[REBUILD]
    result = await hass.config_entries.options.async_configure(result["flow_id"], {"site": "cabin"})
    assert gateway.restored_site == "cabin"
    await gateway.until_connected(2)
    await gateway.say_gateway(**_rebuild("done", 5))
    assert (await _end(hass, result))["reason"] == "restored"


@pytest.mark.parametrize(
    ("problem", "error"),
    [
        (None, "archive_empty"),
        ((HTTPStatus.CONFLICT, "conflict"), "refused"),
        ((HTTPStatus.UNPROCESSABLE_ENTITY, "archive_denied"), "archive_denied"),
        ((HTTPStatus.SERVICE_UNAVAILABLE, "unavailable"), "cannot_connect"),
    ],
)
async def test_nothing_to_choose_restore(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    problem: tuple[HTTPStatus, str] | None,
    error: str,
) -> None:
    """It is said why; who tries again gets what the gateway's own site has."""
    gateway.sites, gateway.sites_problem = [], problem
    result = await _choose_restore(hass, loaded)
    assert (result["step_id"], result["errors"]) == ("restore_failed", {"base": error})
    result = await hass.config_entries.options.async_configure(result["flow_id"], {})
    assert result["type"] is FlowResultType.SHOW_PROGRESS
    assert (gateway.requests[REBUILD], gateway.restored_site) == (1, None)
    await gateway.until_connected(2)
    await gateway.say_gateway(**_rebuild("done", 5))
    assert (await _end(hass, result))["reason"] == "restored"


async def test_offered_with_another_archive(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Cameras that were faster than the owner do not keep what is in the archive from being offered."""
    gateway.sites = [{"site": "home", "cameras": ["garden"]}]
    gateway.add_capture(make_capture("clip2", "garden", "2026-11-23T19:00:00.000Z"))
    result = await _choose(hass, await _set_archive(hass, loaded), "begin_anew")
    assert result["reason"] == "archive_set"


@pytest.mark.parametrize("why", ["known", "empty", "no_rebuild", "no_answer"])
async def test_not_offered(hass: HomeAssistant, new: FakeGateway, loaded: MockConfigEntry, why: str) -> None:
    """There is no choice where nothing can be restored."""
    match why:
        case "known":
            new.settings["archive"] |= {"endpoint_url": None, "prefix": ""}
            new.add_capture(make_capture("clip2", "garden", "2026-11-23T19:00:00.000Z"))
        case "empty":
            new.sites = []
        case "no_rebuild":
            new.gateway["rebuild"] = None
        case "no_answer":
            new.fail("not_a_gateway")
    result = await _set_archive(hass, loaded)
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "archive_set")

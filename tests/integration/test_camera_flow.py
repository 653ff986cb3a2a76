"""Test adding a camera, and giving one a new login."""

from http import HTTPStatus
from unittest.mock import patch

from aiohttp import web
from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.camvault.ids import subentry_ids

from .adding import DRIVE, begin, change, go_on, wait_for
from .fake_answers import answer_error
from .fake_gateway import FakeGateway
from .fake_values import make_account, make_camera, make_capture
from .waiting import until


async def _waiting(hass: HomeAssistant, entry: MockConfigEntry) -> SubentryFlowResult:
    """Add a camera, and go on until its upload is awaited."""
    result = await go_on(hass, await begin(hass, entry), DRIVE)
    assert result["step_id"] == "login"
    result = await go_on(hass, result, {})
    assert (result["type"], result["progress_action"]) == (FlowResultType.SHOW_PROGRESS, "wait")
    return result


async def test_added(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Its login is shown, each step of its first upload is told, and then it is there."""
    gateway.accounts.append(make_account("drive", "garden"))
    result = await go_on(hass, await begin(hass, loaded), DRIVE)
    assert result["step_id"] == "login"
    shown = result["description_placeholders"] or {}
    assert shown["username"] == "drive2"
    assert shown["password"] == gateway.passwords["drive2"]
    assert gateway.accounts[-1]["camera"] == "drive"
    assert gateway.requests["POST /api/v1/cameras/drive/login"] == 1
    assert not gateway.requests.keys() & {"GET /api/v1/accounts", "GET /api/v1/gateway"}
    result = await go_on(hass, result, {})
    assert "drive" not in subentry_ids(loaded)
    await gateway.say("login", username="garden", accepted=True)
    await gateway.say("login", username="drive2", accepted=True)
    result = await wait_for(hass, result, "logged_in")
    await gateway.say("capture", new=True, capture=make_capture("c1", "drive", "2026-11-23T19:00:00.000Z"))
    result = await wait_for(hass, result, "arrived")
    assert result["description_placeholders"] == {"file": "/drive/c1.mp4", "size": "5", "kind": "Clip", "clock": ""}
    result = await go_on(hass, result, {})
    await hass.async_block_till_done()
    assert (result["type"], result["title"]) == (FlowResultType.CREATE_ENTRY, "Drive")
    assert "drive" in subentry_ids(loaded)
    assert hass.states.is_state("binary_sensor.drive_motion", "off")
    assert gateway.connections == 1


async def test_test_upload(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A test upload is enough."""
    result = await _waiting(hass, loaded)
    await gateway.say_camera("drive", last_test_at="2026-11-23T19:00:00.000Z")
    result = await wait_for(hass, result, "test_arrived")
    assert (await go_on(hass, result, {}))["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("logins", "step"),
    [
        ([], "silent"),
        ([(None, False)], "login_refused"),
        ([("drive", False)], "login_refused"),
        ([("drive", False), ("drive", True)], "nothing_sent"),
        ([("drive", True), ("drive", False)], "nothing_sent"),
    ],
)
async def test_silent(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, logins: list[tuple[str, bool]], step: str
) -> None:
    """After a while people read what to check, and may wait on or leave it."""
    with patch("custom_components.camvault.flows.camera.add.PATIENCE_S", 0.1):
        result = await _waiting(hass, loaded)
        for username, accepted in logins:
            await gateway.say("login", username=username, accepted=accepted)
        result = await wait_for(hass, result, step)
        assert (result["type"], result["menu_options"]) == (FlowResultType.MENU, ["wait", "finish"])
        result = await go_on(hass, result, {"next_step_id": "wait"})
        result = await wait_for(hass, result, step)
    result = await go_on(hass, result, {"next_step_id": "finish"})
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_closed_half_way(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Who closes the window has the camera all the same."""
    result = await _waiting(hass, loaded)
    hass.config_entries.subentries.async_abort(result["flow_id"])
    await hass.async_block_till_done()
    assert "drive" in subentry_ids(loaded)
    assert hass.states.is_state("binary_sensor.drive_motion", "off")


async def test_bad_name(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """A name that is none is said at its field."""
    result = await go_on(hass, await begin(hass, loaded), DRIVE | {"name": "  "})
    assert result["errors"] == {"name": "invalid_name"}


async def test_gateway_does_not_add_it(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The user reads why, and can try again; a camera that was added is not added twice."""

    async def refuse(_: web.Request) -> web.Response:
        return answer_error(HTTPStatus.CONFLICT, "conflict")

    async def fail(_: web.Request) -> web.Response:
        return web.Response(status=HTTPStatus.INTERNAL_SERVER_ERROR)

    gateway.answers["/api/v1/cameras"] = refuse
    result = await go_on(hass, await begin(hass, loaded), DRIVE)
    assert result["errors"] == {"base": "refused"}
    assert result["description_placeholders"] == {"reason": "It is conflict."}
    gateway.answers = {"/api/v1/cameras/drive/login": fail}
    result = await go_on(hass, result, DRIVE)
    assert result["errors"] == {"base": "no_login"}
    gateway.answers = {}
    # By now it is there, and without a folder on the shared account.
    result = await go_on(hass, result, DRIVE | {"shared": True})
    assert result["step_id"] == "login"
    assert gateway.requests["POST /api/v1/cameras"] == 2


async def _renew(hass: HomeAssistant, entry: MockConfigEntry, subentry_id: str) -> SubentryFlowResult:
    """Press Change camera, and New login."""
    return await change(hass, entry, subentry_id, "new_login")


async def test_new_login(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A camera gets a new password for its own account, or an account of its own."""
    gateway.accounts.append(make_account("lawn", "garden"))
    for camera, username in (("garden", "lawn"), ("front-door", "front-door")):
        result = await _renew(hass, loaded, subentry_ids(loaded)[camera])
        assert result["step_id"] == "new_login"
        result = await go_on(hass, result, {})
        assert (result["description_placeholders"] or {})["username"] == username
        await go_on(hass, result, {})
        capture = make_capture("c1", camera, "2026-11-23T19:00:00.000Z")
        await gateway.say("capture", new=True, capture=capture)
        result = await wait_for(hass, result, "arrived")
        assert (await go_on(hass, result, {}))["reason"] == "new_login"


async def test_new_login_of_a_camera_that_is_gone(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """Who submits the form after the camera was removed reads so, and no account is made."""
    result = await _renew(hass, loaded, subentry_ids(loaded)["garden"])
    del gateway.cameras["garden"]
    await gateway.say("camera_removed", id="garden")
    await until(lambda: "garden" not in subentry_ids(loaded))
    assert (await go_on(hass, result, {}))["reason"] == "camera_gone"
    assert not gateway.passwords


async def test_new_login_cannot_be_made(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The form says so, and can be submitted again."""
    result = await _renew(hass, loaded, subentry_ids(loaded)["garden"])
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    result = await go_on(hass, result, {})
    assert result["errors"] == {"base": "cannot_connect"}
    gateway.heal()
    assert (await go_on(hass, result, {}))["step_id"] == "login"


async def test_older_gateway_makes_no_login(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Whoever wants one reads that the gateway must be updated, wherever that is."""

    async def unknown(_: web.Request) -> web.Response:
        return answer_error(HTTPStatus.NOT_FOUND, "not_found")

    gateway.answers = dict.fromkeys(("/api/v1/login", "/api/v1/cameras/drive/login"), unknown)
    for shared in (True, False):
        result = await go_on(hass, await begin(hass, loaded), DRIVE | {"shared": shared})
        assert result["errors"] == {"base": "gateway_outdated"}
    gateway.answers = {}
    assert (await go_on(hass, result, DRIVE))["step_id"] == "login"


async def test_camera_is_removed_before_its_login(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """A camera that only the gateway knows to be gone is no reason to update the gateway."""
    result = await _renew(hass, loaded, subentry_ids(loaded)["garden"])
    del gateway.cameras["garden"]
    result = await go_on(hass, result, {})
    assert result["errors"] == {"base": "no_login"}
    assert not gateway.passwords


async def test_gateway_away(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Without the gateway nothing can be added."""
    subentry_id = subentry_ids(loaded)["garden"]
    await hass.config_entries.async_unload(loaded.entry_id)
    assert (await begin(hass, loaded))["reason"] == "cannot_connect"
    assert (await _renew(hass, loaded, subentry_id))["reason"] == "cannot_connect"


async def test_two_sites(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A camera of the same id at another gateway is another camera."""
    other = FakeGateway()
    other.gateway |= {"id": "0199f00dcafe7000a000000000000002", "site": "cabin"}
    other.cameras = {"garden": make_camera("garden", "Garden")}
    await other.start()
    data = {**loaded.data, "url": other.url}
    second = MockConfigEntry(domain="camvault", title="Cabin", unique_id=other.gateway["id"], data=data)
    second.add_to_hass(hass)
    assert await hass.config_entries.async_setup(second.entry_id)
    await hass.async_block_till_done()
    assert set(subentry_ids(second)) == {"garden"}
    assert hass.states.is_state("binary_sensor.garden_motion_2", "off")
    await other.say_camera("garden", motion=True)
    await until(lambda: hass.states.is_state("binary_sensor.garden_motion_2", "on"))
    assert hass.states.is_state("binary_sensor.garden_motion", "off")
    hass.config_entries.async_remove_subentry(second, subentry_ids(second)["garden"])
    await until(lambda: "garden" in other.removed)
    assert set(subentry_ids(loaded)) == {"front-door", "garden"}
    await hass.config_entries.async_unload(second.entry_id)
    await other.stop()
    assert not other.violations
    assert not gateway.removed

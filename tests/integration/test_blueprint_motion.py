"""Test the blueprint that tells a phone of motion, as Home Assistant runs it."""

from http import HTTPStatus
from pathlib import Path

from homeassistant.core import Context, HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser, async_mock_service
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.camvault.timeline.buttons import TAPPED

from .automating import CAMERAS, automate, happen
from .fake_gateway import FakeGateway
from .phones import Phone
from .waiting import until

BLUEPRINT = "motion_notification"


async def test_notification(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    phone: Phone,
    tmp_path: Path,
    hass_client: ClientSessionGenerator,
    hass_admin_user: MockUser,
) -> None:
    """The phone is told once for each event, with its small picture and the way to its clips."""
    await automate(hass, tmp_path, BLUEPRINT, cameras=CAMERAS, phone=phone.device_id)
    await happen(gateway, "event2", "clip2", "person", kind="snapshot", content_type="image/jpeg")
    await until(lambda: phone.told)
    told = phone.told[0]
    assert (told["title"], told["message"]) == ("Front door", "Person")
    assert told["data"]["tag"] == "camvault-event2"

    client = await hass_client()
    answer = await client.get(told["data"]["image"])
    assert (answer.status, answer.content_type, await answer.read()) == (200, "image/jpeg", b"jpeg")

    assert told["data"]["url"] == told["data"]["clickAction"] == f"/camvault/event/{loaded.entry_id}/event2"
    assert (await client.get(told["data"]["url"])).status == HTTPStatus.OK
    assert [button["title"] for button in told["data"]["actions"]] == ["Seen", "Protect"]
    for button in told["data"]["actions"]:
        hass.bus.async_fire(TAPPED, {"action": button["action"]}, context=Context(user_id=hass_admin_user.id))
    await until(lambda: gateway.seen and gateway.events["event2"]["protected"])
    assert gateway.seen == {hass_admin_user.id: {"event2"}}

    await happen(gateway, "event2", "clip3", "person")
    await happen(gateway, "event4", "clip4", "person")
    await until(lambda: len(phone.told) == 2)
    assert phone.told[1]["data"]["tag"] == "camvault-event4"


async def test_without_picture(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, phone: Phone, tmp_path: Path
) -> None:
    """An event whose picture does not come is told nevertheless."""
    await automate(hass, tmp_path, BLUEPRINT, cameras=CAMERAS, phone=phone.device_id, picture_timeout=0)
    await happen(gateway, "event2", "clip2", "person", picture=False)
    await until(lambda: phone.told)
    assert phone.told[0]["data"]["image"].endswith("/captures/clip2/thumbnail")


async def test_chosen_types(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, phone: Phone, tmp_path: Path
) -> None:
    """What was not chosen is not told, also not when it comes first; other actions know all that is told."""
    calls = async_mock_service(hass, "test", "tell")
    data = {name: f"{{{{ {name} }}}}" for name in ("camera", "what", "picture", "link")}
    more = [{"action": "test.tell", "data": data}]
    chosen = {"cameras": CAMERAS, "event_types": ["person"], "more_actions": more}
    await automate(hass, tmp_path, BLUEPRINT, phone=phone.device_id, **chosen)
    await happen(gateway, "event2", "clip2", "motion")
    await happen(gateway, "event2", "clip3", "person")
    await until(lambda: calls)
    assert (calls[0].data["camera"], calls[0].data["what"]) == ("Front door", "Person")
    assert [told["message"] for told in phone.told] == ["Person"]
    assert calls[0].data["picture"] == phone.told[0]["data"]["image"]
    assert calls[0].data["link"] == phone.told[0]["data"]["url"]

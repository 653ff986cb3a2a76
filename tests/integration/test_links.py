"""Test the links that notifications lead to an event or to the media browser with."""

from http import HTTPStatus

from aiohttp import hdrs
from homeassistant.components.frontend import DATA_PANELS
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

GATEWAY = "/media-browser/browser/%2Cmedia-source%3A%2F%2Fcamvault%2Fentry1"


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("entry1", GATEWAY),
        ("entry1/event/event1", "/camvault-event/entry1/event1"),
        ("entry1/event/event1?external_auth=1", "/camvault-event/entry1/event1?external_auth=1"),
        (
            "entry1/newest?external_auth=1",
            f"{GATEWAY}/%2Cmedia-source%3A%2F%2Fcamvault%2Fentry1%2Fnewest?external_auth=1",
        ),
    ],
)
async def test_link(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_client_no_auth: ClientSessionGenerator, link: str, place: str
) -> None:
    """A link leads to its place, and an app's mark on it stays."""
    client = await hass_client_no_auth()
    answer = await client.get(f"/camvault/media/{link}", allow_redirects=False)
    assert (answer.status, answer.headers[hdrs.LOCATION]) == (HTTPStatus.FOUND, place)


async def test_page_of_an_event(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """It is a page of Home Assistant's that no menu shows; its script is there for who is not logged in yet, too."""
    panel = hass.data[DATA_PANELS]["camvault-event"]
    assert not panel.show_in_sidebar
    assert panel.config
    client = await hass_client_no_auth()
    answer = await client.get(panel.config["_panel_custom"]["module_url"])
    assert answer.status == HTTPStatus.OK
    assert answer.content_type.endswith("javascript")
    assert "camvault-event" in await answer.text()


@pytest.mark.parametrize("link", ["", "entry1/elsewhere", "entry1/event/a/b", "%2F%2Fexample.com"])
async def test_no_place(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_client_no_auth: ClientSessionGenerator, link: str
) -> None:
    """What names no place leads nowhere, least of all to another server."""
    client = await hass_client_no_auth()
    answer = await client.get(f"/camvault/media/{link}", allow_redirects=False)
    assert answer.status == HTTPStatus.NOT_FOUND

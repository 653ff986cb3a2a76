"""Test the links that notifications lead to an event or to the media browser with."""

from http import HTTPStatus

from aiohttp import hdrs
from homeassistant.components.frontend import async_remove_panel
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

GATEWAY = "/media-browser/browser/%2Cmedia-source%3A%2F%2Fcamvault%2Fentry1"


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("entry1", "/camvault"),
        ("entry1/newest", "/camvault"),
        ("entry1/event/event1", "/camvault/event/entry1/event1"),
        ("entry1/event/event1?external_auth=1", "/camvault/event/entry1/event1?external_auth=1"),
        ("entry1/protected?external_auth=1", "/camvault?protected=1&external_auth=1"),
        ("entry1/camera/door", "/camvault?camera=entry1:door"),
        ("entry1/camera/door/2026-11-23", "/camvault?camera=entry1:door&at=2026-11-23T08:00:00Z"),
        ("entry1/group/people/2026-11-23/20261123T2000Z", "/camvault?group=entry1:people&at=2026-11-23T20:00:00Z"),
        ("entry1/capture/clip1", f"{GATEWAY}/%2Cmedia-source%3A%2F%2Fcamvault%2Fentry1%2Fcapture%2Fclip1"),
    ],
)
async def test_link(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_client_no_auth: ClientSessionGenerator, link: str, place: str
) -> None:
    """A link leads to its place, and an app's mark on it stays."""
    assert await _lead(hass_client_no_auth, f"/camvault/media/{link}") == place


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("entry1", GATEWAY),
        (
            "entry1/newest?external_auth=1",
            f"{GATEWAY}/%2Cmedia-source%3A%2F%2Fcamvault%2Fentry1%2Fnewest?external_auth=1",
        ),
        ("entry1/event/event1", f"{GATEWAY}/%2Cmedia-source%3A%2F%2Fcamvault%2Fentry1%2Fevent%2Fevent1"),
    ],
)
async def test_link_without_timeline(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_client_no_auth: ClientSessionGenerator, link: str, place: str
) -> None:
    """Where there is no timeline, a link leads to the media browser."""
    async_remove_panel(hass, "camvault")
    assert await _lead(hass_client_no_auth, f"/camvault/media/{link}") == place


async def test_old_page_of_an_event(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """An event's page from before the timeline leads to it."""
    assert await _lead(hass_client_no_auth, "/camvault-event/entry1/event1") == "/camvault/event/entry1/event1"


async def _lead(new_client: ClientSessionGenerator, link: str) -> str:
    """Return where a link leads."""
    client = await new_client()
    answer = await client.get(link, allow_redirects=False)
    assert answer.status == HTTPStatus.FOUND
    return str(answer.headers[hdrs.LOCATION])


@pytest.mark.parametrize("link", ["entry1/elsewhere", "entry1/event/a/b", "%2F%2Fexample.com"])
async def test_no_place(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_client_no_auth: ClientSessionGenerator, link: str
) -> None:
    """What names no place leads nowhere, least of all to another server."""
    client = await hass_client_no_auth()
    answer = await client.get(f"/camvault/media/{link}", allow_redirects=False)
    assert answer.status == HTTPStatus.NOT_FOUND

"""Test that all places of the media source, and what is found there, look as they did."""

from datetime import UTC, datetime, timedelta

from homeassistant.components.media_player import SearchMediaQuery
from homeassistant.components.media_source import async_browse_media, async_search_media
from homeassistant.core import HomeAssistant
import pytest
from syrupy.assertion import SnapshotAssertion

from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event, stamp

ROOT = "media-source://camvault/home"
BUSY = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@pytest.fixture
def full(gateway: FakeGateway) -> FakeGateway:
    """Return the gateway with something of all there is."""
    picture = make_capture("picture", "garden", "2026-11-22T19:00:01.000Z", kind="snapshot", duration_s=None)
    gateway.add_capture(picture | {"content_type": "image/jpeg", "labels": ["animal"], "event": "event2"})
    broken = make_capture("broken", "garden", "2026-10-12T06:00:00.000Z", condition="incomplete", thumbnail=False)
    gateway.add_capture(broken | {"event": None})
    for number in range(101):
        time = BUSY + timedelta(seconds=30 * number, hours=number // 100)
        gateway.add_capture(make_capture(f"busy{number}", "front-door", stamp(time), event=None, codecs="hvc1.1.6.L93"))
    fox = make_event("event2", "garden", "2026-11-22T19:00:00.000Z", labels=["animal"], protected=True)
    gateway.events["event2"] = fox | {"captures": 1, "picture": "picture", "description": "a fox"}
    rule = {"of": "camera", "match": "in", "values": ["garden"]}
    gateway.groups["outside"] = {"id": "outside", "name": "Outside", "rules": [rule]}
    gateway.in_groups["outside"] = ["garden"]
    return gateway


@pytest.mark.parametrize(
    "place",
    [
        "",
        "/camera/garden",
        "/camera/garden/2026-11-22",
        "/camera/front-door/2026-11-20",
        "/camera/front-door/2026-11-20/20261120T1900Z",
        "/event/event2",
        "/capture/broken",
        "/groups",
        "/group/outside",
        "/group/outside/2026-11-22",
        "/protected",
    ],
)
@pytest.mark.usefixtures("full", "afternoon")
async def test_place(hass: HomeAssistant, snapshot: SnapshotAssertion, place: str) -> None:
    """Titles, what can be done, pictures and where each thing leads."""
    assert (await async_browse_media(hass, f"{ROOT}{place}")).as_dict() == snapshot


@pytest.mark.usefixtures("afternoon")
async def test_newest(hass: HomeAssistant, snapshot: SnapshotAssertion) -> None:
    """It is the first that people open."""
    assert (await async_browse_media(hass, f"{ROOT}/newest")).as_dict() == snapshot


@pytest.mark.parametrize(
    ("place", "words"),
    [("", "yesterday animals"), ("", "this morning"), ("/camera/garden", "11 october"), ("/protected", "fox")],
)
@pytest.mark.usefixtures("full", "afternoon")
async def test_found(hass: HomeAssistant, snapshot: SnapshotAssertion, place: str, words: str) -> None:
    """What is found looks as in a folder of all cameras."""
    found = await async_search_media(hass, f"{ROOT}{place}", SearchMediaQuery(search_query=words))
    assert [each.as_dict() for each in found.result] == snapshot

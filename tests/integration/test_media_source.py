"""Test browsing, searching and playing."""

from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any

from aiohttp import web
from homeassistant.components.media_player import BrowseError, MediaClass, SearchMediaQuery
from homeassistant.components.media_source import (
    BrowseMediaSource,
    MediaSourceItem,
    Unresolvable,
    async_browse_media,
    async_resolve_media,
    async_search_media,
)
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.camvault.const import DOMAIN
from custom_components.camvault.media.identifier import MediaIdentifier
from custom_components.camvault.media_source import async_get_media_source

from .fake_answers import answer_error
from .fake_gateway import FakeGateway
from .fake_values import make_capture, stamp

ROOT = f"media-source://{DOMAIN}"


@pytest.mark.parametrize(
    "place",
    [
        MediaIdentifier(entry="e1"),
        MediaIdentifier(entry="e1", newest=True),
        MediaIdentifier(entry="e1", protected=True),
        MediaIdentifier(entry="e1", groups=True),
        MediaIdentifier(entry="e1", group="mine"),
        MediaIdentifier(entry="e1", group="mine", day=date(2026, 11, 23)),
        MediaIdentifier(entry="e1", camera="front-door"),
        MediaIdentifier(entry="e1", camera="front-door", day=date(2026, 11, 23)),
        MediaIdentifier(entry="e1", camera="c", day=date(2026, 11, 23), hour=datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        MediaIdentifier(entry="e1", event="0199f00d"),
        MediaIdentifier(entry="e1", capture="0199f00d"),
    ],
)
def test_identifier(place: MediaIdentifier) -> None:
    """An identifier names its place, whatever way it goes."""
    assert MediaIdentifier.from_str(str(place)) == place


@pytest.mark.parametrize(
    "identifier",
    [
        "e1/",
        "e1/oldest",
        "e1/camera",
        "e1/camera/../x",
        "e1/camera/c/2026-13-01",
        "e1/camera/c/2026-11-23/20261123T9900Z",
        "e1/capture/a/b",
        "e1\n",
    ],
)
def test_no_identifier(identifier: str) -> None:
    """What names no place is refused."""
    with pytest.raises(ValueError):  # noqa: PT011
        MediaIdentifier.from_str(identifier)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 11, 23), 24), (date(2026, 11, 1), 25), (date(2026, 3, 8), 23)])
@pytest.mark.usefixtures("hass")
def test_bounds(day: date, hours: int) -> None:
    """A day is as long as it is where Home Assistant is."""
    bounds = MediaIdentifier(entry="e1", camera="c", day=day).bounds
    assert bounds
    begin, end = (time.astimezone(UTC) for time in bounds)
    assert (end - begin).total_seconds() == hours * 3600


async def _browse(hass: HomeAssistant, place: str = "") -> BrowseMediaSource:
    """Browse a place."""
    found = await async_browse_media(hass, f"{ROOT}/{place}" if place else ROOT)
    assert isinstance(found, BrowseMediaSource)
    return found


def _titles(place: BrowseMediaSource) -> list[str]:
    """Return what the place shows."""
    return [child.title for child in place.children or []]


async def test_root(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """With one gateway, its cameras are in the root."""
    root = await _browse(hass)
    assert root.title == "CamVault home"
    assert _titles(root) == ["Newest", "Protected", "Front door", "Garden"]
    assert root.children
    assert [child.thumbnail for child in root.children] == [
        None,
        None,
        f"/api/camvault/{loaded.entry_id}/captures/clip1/thumbnail",
        None,
    ]
    assert (await _browse(hass, loaded.entry_id)).as_dict() == root.as_dict()


@pytest.mark.usefixtures("afternoon")
async def test_newest(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The newest captures of all cameras come first, with their camera."""
    gateway.add_capture(
        make_capture(
            "picture", "garden", "2026-11-23T19:00:01.000Z", kind="snapshot", duration_s=None, labels=["big_dog"]
        )
    )
    gateway.add_capture(make_capture("empty", "garden", "2026-11-23T19:00:02.000Z", condition="empty", size=0))
    place = await _browse(hass, f"{loaded.entry_id}/newest")
    assert _titles(place) == [
        "11:00 · Garden · Big dog · Snapshot",
        "10:15 · Front door · Person · 12 s",
    ]
    assert place.children
    assert [child.media_class for child in place.children] == [MediaClass.IMAGE, MediaClass.VIDEO]
    assert [child.can_expand for child in place.children] == [False, False]


def _fill(gateway: FakeGateway, hour: int, count: int) -> None:
    """Add captures in one hour of the morning, in UTC."""
    for number in range(count):
        time = datetime(2026, 11, 23, hour, number // 60 % 60, number % 60, tzinfo=UTC)
        gateway.add_capture(make_capture(f"c{hour}-{number}", "garden", stamp(time), scheduled=True, duration_s=None))


async def test_titles_tell_of_flaws(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Who opens a clip that broke off, or a file that is none, knows before."""
    for condition in ("incomplete", "unreadable"):
        gateway.add_capture(make_capture(condition, "garden", "2026-11-23T19:00:01.000Z", condition=condition))
    gateway.add_capture(make_capture("hevc", "garden", "2026-11-23T19:00:02.000Z", codecs="hvc1.1.6.L93"))
    camera = await _browse(hass, f"{loaded.entry_id}/camera/garden/2026-11-23")
    flawed = ["11:00:01 · 12 s · Incomplete", "11:00:01 · 12 s · Unreadable"]
    assert sorted(_titles(camera)) == [*flawed, "11:00:02 · 12 s · H.265"]


async def test_days(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A camera's days are Home Assistant's, newest first."""
    gateway.add_capture(make_capture("late", "garden", "2026-11-23T07:59:59.000Z"))
    gateway.add_capture(make_capture("early", "garden", "2026-11-23T08:00:00.000Z"))
    camera = await _browse(hass, f"{loaded.entry_id}/camera/garden")
    assert (camera.title, _titles(camera)) == ("Garden", ["2026-11-23", "2026-11-22"])
    day = await _browse(hass, f"{loaded.entry_id}/camera/garden/2026-11-23")
    assert (day.title, _titles(day)) == ("2026-11-23", ["00:00:00 · 12 s"])
    empty = await _browse(hass, f"{loaded.entry_id}/camera/garden/2026-11-20")
    assert _titles(empty) == []


async def test_hours(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A day with many captures has folders for its hours."""
    _fill(gateway, 10, 60)
    _fill(gateway, 12, 41)
    day = await _browse(hass, f"{loaded.entry_id}/camera/garden/2026-11-23")
    assert _titles(day) == ["04:00", "02:00"]
    assert day.children
    hour = await _browse(hass, day.children[0].media_content_id.removeprefix(f"{ROOT}/"))
    assert hour.title == "2026-11-23 04:00"
    assert len(hour.children or []) == 41
    assert _titles(hour)[0] == "04:00:40"
    assert hour.not_shown == 0


async def test_not_shown(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What is too much for one folder is said not to be shown."""
    _fill(gateway, 10, 510)
    hour = await _browse(hass, f"{loaded.entry_id}/camera/garden/2026-11-23/20261123T1000Z")
    assert len(hour.children or []) == 500
    assert hour.not_shown == 10


async def test_one_item_a_moment(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The snapshot that is a clip's picture is no item beside it, wherever one looks."""
    gateway.captures["clip1"]["picture"] = "shot1"
    gateway.add_capture(make_capture("shot1", "front-door", "2026-11-23T18:15:29.000Z", kind="snapshot"))
    for place in ("newest", "event/event1", "camera/front-door/2026-11-23"):
        assert len(_titles(await _browse(hass, f"{loaded.entry_id}/{place}"))) == 1


@pytest.mark.usefixtures("afternoon")
async def test_event(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """An event has its captures."""
    event = await _browse(hass, f"{loaded.entry_id}/event/event1")
    assert event.title == "10:15 · Front door · Person"
    assert _titles(event) == ["10:15:30 · Person · 12 s"]


@pytest.mark.usefixtures("afternoon")
async def test_capture(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A capture can be looked up by itself, also one of a camera that is gone."""
    gateway.add_capture(make_capture("old", "shed", "2026-11-20T19:00:00.000Z", thumbnail=False))
    capture = await _browse(hass, f"{loaded.entry_id}/capture/old")
    assert capture.title == "Fri 11:00 · shed · 12 s"
    assert capture.thumbnail is None


async def test_expired(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What the archive no longer keeps cannot be played, and that is said."""

    async def answer(_: web.Request) -> web.Response:
        return answer_error(HTTPStatus.GONE, "expired")

    gateway.answers["/api/v1/captures/clip1"] = answer
    with pytest.raises(Unresolvable, match="older than the archive keeps"):
        await async_resolve_media(hass, f"{ROOT}/{loaded.entry_id}/capture/clip1", None)


async def test_translated(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """What has no translation yet is shown in English."""
    hass.config.language = "de"
    assert _titles(await _browse(hass))[0] == "Newest"


@pytest.mark.parametrize(
    ("place", "capture"),
    [
        ("", "new"),
        ("/newest", "new"),
        ("/camera/front-door", "new"),
        ("/camera/front-door/2026-11-23", "clip1"),
        ("/camera/front-door/2026-11-23/20261123T1900Z", "picture"),
        ("/event/event1", "new"),
        ("/capture/clip1", "clip1"),
    ],
)
async def test_play(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, place: str, capture: str
) -> None:
    """A capture plays itself, a place its newest clip, or its newest picture when it has no clip."""
    gateway.add_capture(make_capture("new", "front-door", "2026-11-24T19:00:00.000Z"))
    gateway.add_capture(
        make_capture("picture", "front-door", "2026-11-23T19:00:00.000Z", kind="snapshot", content_type="image/jpeg")
    )
    media = await async_resolve_media(hass, f"{ROOT}/{loaded.entry_id}{place}", None)
    clip = gateway.captures[capture]["kind"] == "clip"
    assert media.url == f"/api/camvault/{loaded.entry_id}/captures/{capture}/{'playback' if clip else 'content'}"
    assert media.mime_type == ("video/mp4" if clip else "image/jpeg")


async def test_play_what_browsers_do_not_show(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """Of a picture of another kind is shown what the gateway makes of it."""
    heic = make_capture("heic", "front-door", "2026-11-24T19:00:00.000Z", kind="snapshot", content_type="image/heic")
    gateway.add_capture(heic | {"playback": "converted", "codecs": None})
    media = await async_resolve_media(hass, f"{ROOT}/{loaded.entry_id}/capture/heic", None)
    assert media.url == f"/api/camvault/{loaded.entry_id}/captures/heic/playback"
    assert media.mime_type == "image/jpeg"


async def test_play_what_is_made_playable_first(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """Who plays a clip waits until it is ready, but not for ever."""
    clip = f"{ROOT}/{loaded.entry_id}/capture/clip1"
    gateway.captures["clip1"] |= {"content_type": "video/x-matroska", "playback": "converted", "codecs": "hvc1.1.6.L93"}
    gateway.preparing = ["clip1"] * 2
    assert (await async_resolve_media(hass, clip, None)).mime_type == "video/mp4"
    gateway.preparing = ["clip1"] * 3
    with pytest.raises(Unresolvable, match="Try again in a moment"):
        await async_resolve_media(hass, clip, None)


async def test_play_what_no_browser_plays(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """It is said in words, in the list already."""
    gateway.captures["clip1"] |= {"content_type": "video/x-msvideo", "playback": "none", "codecs": None}
    with pytest.raises(Unresolvable, match="No browser can play this clip"):
        await async_resolve_media(hass, f"{ROOT}/{loaded.entry_id}/capture/clip1", None)
    (clip,) = [item for item in _titles(await _browse(hass, f"{loaded.entry_id}/newest")) if "Not playable" in item]
    assert clip.endswith(" · Not playable in browsers")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("camera/garden", "nothing to play"),
        ("capture/none", "invalid response"),
        ("nowhere", "doesn't have this media"),
    ],
)
async def test_nothing_to_play(hass: HomeAssistant, loaded: MockConfigEntry, place: str, words: str) -> None:
    """What is not there cannot be played."""
    with pytest.raises(Unresolvable, match=words):
        await async_resolve_media(hass, f"{ROOT}/{loaded.entry_id}/{place}", None)


@pytest.mark.parametrize(("query", "found"), [("", 2), ("PERSON", 1), ("garden", 1), ("nothing", 0)])
async def test_search(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, query: str, found: int
) -> None:
    """Words find captures by their path and labels."""
    gateway.add_capture(make_capture("c2", "garden", "2026-11-23T19:00:00.000Z"))
    result = await async_search_media(hass, ROOT, SearchMediaQuery(search_query=query))
    assert len(result.result) == found
    images = SearchMediaQuery(search_query=query, media_filter_classes=[MediaClass.IMAGE])
    assert not (await async_search_media(hass, ROOT, images)).result
    here = f"{ROOT}/{loaded.entry_id}/camera/front-door"
    assert len((await async_search_media(hass, here, SearchMediaQuery(search_query=query))).result) <= 1


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("none", "doesn't have this media"),
        ("{entry}/nowhere", "doesn't have this media"),
        ("{entry}/event/none", "invalid response"),
        ("{entry}/capture/none", "invalid response"),
    ],
)
async def test_nothing_to_browse(hass: HomeAssistant, loaded: MockConfigEntry, place: str, words: str) -> None:
    """What is not there cannot be browsed."""
    with pytest.raises(BrowseError, match=words):
        await _browse(hass, place.format(entry=loaded.entry_id))


async def test_gateway_fails(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A gateway that is gone cannot be browsed, and that is said."""
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    with pytest.raises(BrowseError, match="Couldn't reach"):
        await _browse(hass, f"{loaded.entry_id}/newest")
    await hass.config_entries.async_unload(loaded.entry_id)
    with pytest.raises(BrowseError, match="Couldn't reach"):
        await _browse(hass, f"{loaded.entry_id}/newest")
    assert _titles(await _browse(hass)) == []


async def test_item(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """An item goes straight to the media source, too."""
    source = await async_get_media_source(hass)
    item = MediaSourceItem(hass, DOMAIN, f"{loaded.entry_id}/event/event1", None)
    assert (await source.async_browse_media(item)).can_play
    assert (await source.async_resolve_media(item)).mime_type.startswith("video/mp4")


async def test_websocket(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """A browser finds a clip, sees its picture and plays a part of it by a signed link."""
    socket = await hass_ws_client()

    async def ask(kind: str, media_content_id: str) -> dict[str, Any]:
        await socket.send_json_auto_id({"type": f"media_source/{kind}_media", "media_content_id": media_content_id})
        answer = await socket.receive_json()
        assert answer["success"], answer
        result: dict[str, Any] = answer["result"]
        return result

    place = await ask("browse", f"{ROOT}/{loaded.entry_id}/newest")
    clip = place["children"][0]
    assert clip["thumbnail"] == f"/api/camvault/{loaded.entry_id}/captures/clip1/thumbnail"
    media = await ask("resolve", clip["media_content_id"])
    assert media["mime_type"] == "video/mp4"
    assert "authSig=" in media["url"]
    client = await hass_client_no_auth()
    answer = await client.get(media["url"], headers={"Range": "bytes=1-2"})
    assert (answer.status, await answer.read()) == (HTTPStatus.PARTIAL_CONTENT, b"yt")

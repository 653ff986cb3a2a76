"""Test protected events in the media source, searching with dates, and files that others attach."""

from pathlib import Path
from unittest.mock import patch

from homeassistant.components.media_player import SearchMediaQuery
from homeassistant.components.media_source import (
    Unresolvable,
    async_browse_media,
    async_resolve_media,
    async_search_media,
)
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.camvault.const import DOMAIN
from custom_components.camvault.media.search import gateway_words

from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event

ROOT = f"media-source://{DOMAIN}"
_FILE = "captures/2026/11/23/0199f00d0199f00d0199f00d0199f00d.mp4"


@pytest.fixture
def protected(gateway: FakeGateway) -> FakeGateway:
    """Return the gateway with a protected event in the garden, and one more there."""
    for number, mark in enumerate((True, False)):
        event = make_event(f"fox{number}", "garden", f"2026-11-22T1{number}:00:00.000Z", labels=["animal"])
        event |= {"protected": mark, "captures": 1, "picture": f"c{number}", "description": "a fox"}
        gateway.events[event["id"]] = event
        gateway.add_capture(
            make_capture(
                f"c{number}", "garden", f"2026-11-22T1{number}:00:01.000Z", labels=["animal"], event=event["id"]
            )
        )
    return gateway


async def _found(hass: HomeAssistant, place: str, words: str) -> list[str]:
    """Return what is found at a place."""
    found = await async_search_media(hass, place, SearchMediaQuery(search_query=words))
    return [each.media_content_id.rpartition("/")[2] for each in found.result]


@pytest.mark.usefixtures("afternoon")
async def test_protected(hass: HomeAssistant, protected: FakeGateway, loaded: MockConfigEntry) -> None:
    """They have a folder of their own, which plays the newest of them."""
    place = f"{ROOT}/{loaded.entry_id}/protected"
    folder = await async_browse_media(hass, place)
    assert (folder.title, folder.not_shown) == ("Protected", 0)
    (event,) = folder.children or []
    assert event.title == "Sun 02:00 · Garden · Animal"
    assert event.thumbnail == f"/api/camvault/{loaded.entry_id}/captures/c0/thumbnail"
    assert (await async_resolve_media(hass, place, None)).url.endswith("/captures/c0/playback")
    assert await _found(hass, place, "fox") == ["fox0"]
    assert await _found(hass, place, "fox 21 november") == []
    protected.events["fox0"]["protected"] = False
    with pytest.raises(Unresolvable, match="nothing to play"):
        await async_resolve_media(hass, place, None)


@pytest.mark.usefixtures("afternoon")
async def test_dates_in_words(hass: HomeAssistant, protected: FakeGateway, loaded: MockConfigEntry) -> None:
    """They are Home Assistant's days; a place's own time counts, too."""
    assert await _found(hass, ROOT, "yesterday") == ["c1", "c0"]
    assert await _found(hass, ROOT, "yesterday 2 am animals") == ["c0"]
    assert await _found(hass, ROOT, "this morning persons") == ["clip1"]
    assert await _found(hass, ROOT, "22 november person") == []
    day = f"{ROOT}/{loaded.entry_id}/camera/garden/2026-11-22"
    assert await _found(hass, day, "animal") == ["c1", "c0"]
    assert await _found(hass, day, "today") == []


@pytest.mark.usefixtures("afternoon")
async def test_moment_in_words(hass: HomeAssistant, protected: FakeGateway, loaded: MockConfigEntry) -> None:
    """What is nearest to a moment comes first, each moment once; in a day's folder it is one of that day."""
    for minute in (33, 37, 40):
        moment = f"2026-11-22T22:{minute}:00.000Z"
        protected.add_capture(make_capture(f"at{minute}", "garden", moment, picture=f"still{minute}"))
        still = make_capture(f"still{minute}", "garden", moment.replace(":00.0", ":01.0"), kind="snapshot")
        protected.add_capture(still)
    for words in ("yesterday 2:36 pm", "yesterday 2.36pm", "yesterday 14:36", "yesterday at 2:36 p.m. garden"):
        assert await _found(hass, ROOT, words) == ["at37", "at33", "at40"]
    for words in ("yesterday 14:30-14:38", "yesterday between 2:30 pm and 2:38 pm"):
        assert await _found(hass, ROOT, words) == ["at37", "at33"]
    day = f"{ROOT}/{loaded.entry_id}/camera/garden/2026-11-22"
    assert await _found(hass, day, "14:38") == ["at37", "at40", "at33"]
    assert await _found(hass, day, "afternoon") == ["at40", "at37", "at33"]
    assert await _found(hass, ROOT, "weekend animal") == ["c1", "c0"]
    assert await _found(hass, ROOT, "23 hours ago") == ["at40", "at37", "at33"]
    assert len(await _found(hass, ROOT, "garden " * 40)) == 5


@pytest.mark.usefixtures("loaded")
async def test_labels_as_they_are_called_here(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """The gateway knows its own words only; those of Home Assistant's language, also of several words, become them."""
    here = {"animal": "Tier", "line_crossing": "Linie überquert", "person": "Person"}
    keys = {
        f"component.camvault.entity.event.activity.state_attributes.event_type.state.{k}": v for k, v in here.items()
    }
    with patch("custom_components.camvault.texts.async_get_cached_translations", return_value=keys):
        assert gateway_words(hass, "Gestern: TIER, Garten") == "gestern: animal, garten"
        assert gateway_words(hass, "linie überquert 14:35 tiers tiertür") == "line_crossing 14:35 animal tiertür"


@pytest.fixture
def vault(hass: HomeAssistant, tmp_path: Path) -> Path:
    """Return the folder that Home Assistant's media folder shows the app's vault in."""
    hass.config.media_dirs = {"other": str(tmp_path / "other"), "local": str(tmp_path)}
    return tmp_path / "camvault"


async def test_file_to_attach(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, vault: Path) -> None:
    """It is given when it is there, whole, and of the type that is played."""
    clip = gateway.captures["clip1"]

    async def path() -> Path | None:
        return (await async_resolve_media(hass, f"{ROOT}/{loaded.entry_id}/capture/clip1", None)).path

    assert await path() is None
    clip["vault_path"] = _FILE
    assert await path() is None
    file = vault / _FILE
    file.parent.mkdir(parents=True)
    file.write_bytes(b"byte")
    assert await path() is None
    file.write_bytes(b"bytes")
    assert await path() == file
    clip["playback"] = "converted"
    assert await path() is None
    clip |= {"kind": "snapshot", "content_type": "image/jpeg", "playback": "unknown"}
    assert await path() == file


@pytest.mark.parametrize("place", ["../secret", "captures/../../secret", "/etc/passwd", f"{_FILE}/../x"])
async def test_no_other_file(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, vault: Path, place: str
) -> None:
    """Whatever a gateway says, nothing but a capture's file is given."""
    (vault / _FILE).mkdir(parents=True)
    for secret in (vault.parent / "secret", vault / "secret"):
        secret.write_bytes(b"bytes")
    gateway.captures["clip1"]["vault_path"] = place
    assert (await async_resolve_media(hass, f"{ROOT}/{loaded.entry_id}/capture/clip1", None)).path is None

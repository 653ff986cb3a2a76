"""Test that clips and pictures are copied into Home Assistant's media folder, whole, proven and nowhere else."""

import errno
from http import HTTPStatus
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp import web
from homeassistant.components.persistent_notification import DOMAIN as NOTIFICATIONS
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from camvault_gateway.api.media.file_names import file_name
from camvault_gateway.catalog import Catalog, cameras, settings
from camvault_gateway.model import Capture as GatewaysCapture, Kind, to_millis
from custom_components.camvault.actions.export_file import speaking_name
from custom_components.camvault.api.models import Capture
from custom_components.camvault.api.wire import read
from custom_components.camvault.const import DOMAIN

from .fake_answers import answer_error
from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event
from .problems import said

_FIRST = "Front door 2026-11-23 10-15-30 Person.mp4"


@pytest.fixture
def media(hass: HomeAssistant, tmp_path: Path) -> Path:
    """Return Home Assistant's media folder."""
    folder = tmp_path / "media"
    folder.mkdir()
    hass.config.media_dirs = {"local": str(folder)}
    return folder


async def _export(hass: HomeAssistant, *, answer: bool = True, **data: object) -> dict[str, Any]:
    """Export, and return what the action answers."""
    answered = await hass.services.async_call(DOMAIN, "export", data, blocking=True, return_response=answer)
    return answered or {}


def _notifications(hass: HomeAssistant) -> list[str]:
    """Return what Home Assistant shows."""
    return [each["message"] for each in hass.data[NOTIFICATIONS].values()]


def _files(folder: Path) -> dict[str, bytes]:
    """Return everything below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_export(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, media: Path) -> None:
    """Each file has a name that speaks; doing it again changes nothing; the end is shown."""
    gateway.add_capture(make_capture("empty", "front-door", "2026-11-23T18:15:31.000Z", condition="empty", size=0))
    twin = make_capture("twin", "front-door", "2026-11-23T18:15:30.500Z", b"others", labels=["person"])
    gateway.add_capture(twin, b"others")
    answer = await _export(hass, event_id="event1")
    second = _FIRST.replace(".mp4", " (2).mp4")
    assert sorted(answer.pop("files")) == sorted([_FIRST, second])
    assert answer == {
        "folder": str(media / "CamVault"),
        "media_content_id": "media-source://media_source/local/CamVault",
        "bytes": 11,
        "missing": 0,
    }
    known = _files(media)
    assert known.keys() == {f"CamVault/{_FIRST}", f"CamVault/{second}"}
    assert sorted(known.values()) == [b"bytes", b"others"]
    assert await _export(hass, answer=False, event_id="event1") == {}
    assert _files(media) == known
    assert _notifications(hass) == ["Export finished: 2 of 2 clips and snapshots are in the media folder CamVault."] * 2


@pytest.mark.parametrize("camera", ["Tür", 'a"/b:c', " x. ", "é" * 100, "x" * 300])
@pytest.mark.parametrize("path", ["a/clip.MP4", "a/clip", "a/clip.äö", "a/clip.part.jpg"])
async def test_downloads_have_the_same_name(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, tmp_path: Path, camera: str, path: str
) -> None:
    """What the gateway calls a file that is saved from the browser is what it is called when it is exported."""
    labels = ["person", "line_crossing"]
    await gateway.say_camera("garden", name=camera)
    await said(hass, gateway)
    told = make_capture("c1", "garden", "2026-11-23T19:00:00.500Z", labels=labels, original_path=path)
    capture = read(Capture, gateway.add_capture(told))
    with Catalog(tmp_path / "catalog.db") as catalog:
        catalog.write(settings.ensure).result()
        catalog.write(settings.change, time_zone=hass.config.time_zone).result()
        known = catalog.write(cameras.for_folder, "garden", 0).result()
        catalog.write(cameras.rename, known.id, camera).result()
        kept = GatewaysCapture(
            id="c1",
            camera=known.id,
            event=None,
            kind=Kind.CLIP,
            original_path=path,
            extension="",
            content_type="",
            captured_at=to_millis(capture.captured_at),
            started_at=0,
            received_at=0,
            labels=("person", "line_crossing"),
        )
        name = catalog.read(file_name, kept)
    assert name == speaking_name(hass, loaded.runtime_data, capture)


async def test_time(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, media: Path) -> None:
    """The events of a time and of some labels, into a folder of its own; hostile names do no harm."""
    gateway.events["event2"] = make_event("event2", "garden", "2026-11-23T19:00:00.000Z", labels=["animal"])
    name = '/garden/../../x"<>|.JPG'
    picture = make_capture("pic", "shed/..", "2026-11-23T19:00:00.000Z", event="event2", original_path=name)
    gateway.add_capture(picture)
    answer = await _export(hass, start="2026-11-23 00:00:00", label="animal", folder="Holidays/Dogs")
    assert answer["files"] == ["shed_.. 2026-11-23 11-00-00.jpg"]
    assert list(_files(media)) == ["Holidays/Dogs/shed_.. 2026-11-23 11-00-00.jpg"]
    with pytest.raises(ServiceValidationError, match="no matching clips or snapshots"):
        await _export(hass, start="2026-11-24 00:00:00")


@pytest.mark.parametrize("folder", ["..", "a/../..", "/etc", "link", "link/x", "~/x"])
async def test_never_outside(
    hass: HomeAssistant, loaded: MockConfigEntry, media: Path, tmp_path: Path, folder: str
) -> None:
    """Neither by a path nor by a link."""
    (media / "link").symlink_to(tmp_path)
    with pytest.raises(ServiceValidationError, match="is outside the media folder"):
        await _export(hass, event_id="event1", folder=folder)
    assert _files(tmp_path) == {}


async def test_no_room(hass: HomeAssistant, loaded: MockConfigEntry, media: Path) -> None:
    """It is known before anything is written. A disk that is nearly full is nothing a test can have."""
    with (
        patch("custom_components.camvault.actions.export._free_bytes", return_value=512 * 2**20 + 4),
        pytest.raises(HomeAssistantError, match=r"0\.5 GiB is required"),
    ):
        await _export(hass, event_id="event1")
    assert _files(media) == {}


async def test_cannot_be_written(hass: HomeAssistant, loaded: MockConfigEntry, media: Path) -> None:
    """The reason is told, and nothing half is left. A disk that fails is nothing a test can have."""
    (media / "taken").write_bytes(b"")
    with pytest.raises(HomeAssistantError, match="Couldn't write to the media folder: File exists"):
        await _export(hass, event_id="event1", folder="taken")
    full = OSError(errno.ENOSPC, "No space left on device")
    with (
        patch("custom_components.camvault.actions.export_file.os.fsync", side_effect=full),
        pytest.raises(HomeAssistantError, match="Couldn't write to the media folder: No space left"),
    ):
        await _export(hass, event_id="event1")
    assert _files(media) == {"taken": b""}


async def test_what_is_gone_meanwhile(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, media: Path
) -> None:
    """It is counted, and the others are copied."""

    async def gone(_: web.Request) -> web.Response:
        return answer_error(HTTPStatus.GONE, "expired")

    gateway.add_capture(make_capture("old", "front-door", "2026-11-23T18:15:31.000Z"))
    gateway.answers["/api/v1/captures/old/content"] = gone
    answer = await _export(hass, event_id="event1")
    assert (answer["files"], answer["missing"]) == ([_FIRST], 1)
    assert _notifications(hass) == ["Export finished: 1 of 2 clips and snapshots are in the media folder CamVault."]


async def test_other_bytes(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, media: Path) -> None:
    """What is not the capture does not stay, and nothing goes on being shown."""
    gateway.contents["clip1"] = b"forged"
    with pytest.raises(HomeAssistantError, match="not those of the capture"):
        await _export(hass, event_id="event1")
    assert _files(media) == {}
    assert _notifications(hass) == []


async def test_broken_off(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, media: Path) -> None:
    """Half a file does not stay."""

    async def break_off(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"x" * 10)
        assert request.transport
        request.transport.close()
        return response

    gateway.answers["/api/v1/captures/clip1/content"] = break_off
    with pytest.raises(HomeAssistantError, match="Couldn't reach"):
        await _export(hass, event_id="event1")
    assert _files(media) == {}


async def test_too_many(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, media: Path) -> None:
    """A year is not exported by mistake; many captures of one event are."""
    for number in range(600):
        gateway.add_capture(make_capture(f"c{number}", "front-door", f"2026-11-23T19:{number // 60:02}:00.000Z"))
    with patch("custom_components.camvault.actions.export.async_copy") as copy:
        await _export(hass, answer=False, event_id="event1")
    assert copy.call_count == 601
    for number in range(1000):
        gateway.events[f"e{number}"] = make_event(f"e{number}", "garden", "2026-11-23T18:00:00.000Z")
    with pytest.raises(ServiceValidationError, match="More than 1000 events"):
        await _export(hass, start="2026-01-01 00:00:00")


async def test_two_of_one_name_and_size(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, media: Path
) -> None:
    """Both are there afterwards: only the same bytes are the same clip."""
    twin = make_capture("twin", "front-door", "2026-11-23T18:15:30.500Z", b"twins", labels=["person"])
    gateway.add_capture(twin, b"twins")
    for _ in range(2):
        await _export(hass, event_id="event1")
        assert sorted(_files(media).values()) == [b"bytes", b"twins"]


@pytest.mark.parametrize("letter", ["x", "ü", "家", "😀"])
async def test_long_names(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, media: Path, letter: str
) -> None:
    """A camera may be called whatever people like; a file's name has the bytes that file systems take."""
    await gateway.say_camera("front-door", name=letter * 100)
    await said(hass, gateway)
    for number in range(12):
        clip = make_capture(f"clip1{number}", "front-door", "2026-11-23T18:15:30.000Z", str(number).encode())
        gateway.add_capture(clip, str(number).encode())
    await _export(hass, event_id="event1")
    assert len(_files(media)) == 13
    for name in (Path(path).name for path in _files(media)):
        assert len(name.encode()) <= 255
        assert name.startswith(letter * 30)
        assert " 2026-11-23 10-15-30" in name
        assert name.endswith(".mp4")

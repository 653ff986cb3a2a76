"""Test that the timeline is in the sidebar and on dashboards as long as there is a gateway."""

from collections.abc import Generator
from http import HTTPStatus
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp import hdrs
from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL, DATA_PANELS
from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.camvault.const import DOMAIN
from custom_components.camvault.panel.built import FOLDER

from .fake_gateway import FakeGateway

HASH = "0123456789abcdef"
STATIC = f"/camvault_static/{HASH}"
RESOURCES = "lovelace_resources"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Return a folder with built files."""
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"hash": HASH, "panel": "panel.js", "card": "card.js"}))
    (folder / "panel.js").write_text('import "./part.js";')
    (folder / "card.js").write_text("// a card")
    (folder / "part.js").write_text("// a part")
    return folder


@pytest.fixture(autouse=True)
def folder(built: Path) -> Generator[Path]:
    """Let the integration have those files for its own."""
    with patch("custom_components.camvault.panel.sidebar.FOLDER", built):
        yield built


def _stored(*urls: str) -> dict[str, Any]:
    """Return stored resources of dashboards."""
    items = [{"id": f"resource{number}", "type": "module", "url": url} for number, url in enumerate(urls)]
    return {"version": 1, "key": RESOURCES, "data": {"items": items}}


async def _resources(hass: HomeAssistant) -> dict[str, str]:
    """Return the resources of dashboards, by id."""
    resources = hass.data[LOVELACE_DATA].resources
    await resources.async_get_info()
    return {item["id"]: item["url"] for item in resources.async_items()}


async def test_panel(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """It stands in everybody's sidebar."""
    panel = hass.data[DATA_PANELS]["camvault"]
    assert (panel.sidebar_title, panel.sidebar_icon, panel.require_admin) == ("CamVault", "mdi:cctv", False)
    assert panel.show_in_sidebar
    assert panel.config
    assert panel.config["_panel_custom"] == {
        "name": "camvault-panel",
        "embed_iframe": False,
        "trust_external": False,
        "handle_safe_area": True,
        "module_url": f"{STATIC}/panel.js",
    }


async def test_files(hass: HomeAssistant, loaded: MockConfigEntry, hass_client_no_auth: ClientSessionGenerator) -> None:
    """Browsers may keep all files but the loader, whose path stays the same; nothing else is served."""
    client = await hass_client_no_auth()
    for name in ("panel.js", "card.js", "part.js"):
        answer = await client.get(f"{STATIC}/{name}")
        assert (answer.status, answer.content_type) == (HTTPStatus.OK, "text/javascript")
        assert "max-age=2678400" in answer.headers[hdrs.CACHE_CONTROL]
    answer = await client.get(f"{STATIC}.js")
    assert (answer.status, answer.content_type) == (HTTPStatus.OK, "text/javascript")
    assert "max-age" not in answer.headers.get(hdrs.CACHE_CONTROL, "")
    assert 'customElements.get("home-assistant")' in await answer.text()
    for path in (f"{STATIC}/none.js", f"{STATIC}/..%2Fbuilt.py", "/camvault_static/other/panel.js"):
        assert (await client.get(path)).status != HTTPStatus.OK


async def test_page(hass: HomeAssistant, loaded: MockConfigEntry, hass_client_no_auth: ClientSessionGenerator) -> None:
    """Its pages are Home Assistant's own, so that a link to any of them works in a new tab."""
    client = await hass_client_no_auth()
    for path in ("/camvault", "/camvault/event/home/event1", "/camvault/catchup", "/camvault?unseen=1"):
        answer = await client.get(path)
        assert answer.status == HTTPStatus.OK
        assert "<title>Home Assistant</title>" in await answer.text()


async def test_card(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """Dashboards have the card as a resource, once."""
    assert list((await _resources(hass)).values()) == [f"{STATIC}/card.js"]
    await hass.config_entries.async_reload(loaded.entry_id)
    assert list((await _resources(hass)).values()) == [f"{STATIC}/card.js"]
    assert not [url for url in hass.data[DATA_EXTRA_MODULE_URL].urls if "camvault" in url]


@pytest.mark.parametrize(
    "urls",
    [
        ["/local/other.js", "/camvault_static/older/card.js"],
        ["/local/other.js", "/camvault_static/older/card.js", "/camvault_static/oldest/card.js"],
    ],
)
async def test_newer_card(
    hass: HomeAssistant, hass_storage: dict[str, Any], entry: MockConfigEntry, urls: list[str]
) -> None:
    """A newer card takes the place of an older one; other people's resources stay."""
    hass_storage[RESOURCES] = _stored(*urls)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert await _resources(hass) == {"resource0": "/local/other.js", "resource1": f"{STATIC}/card.js"}
    await hass.config_entries.async_remove(entry.entry_id)
    assert await _resources(hass) == {"resource0": "/local/other.js"}


async def test_resources_in_yaml(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Where resources are in YAML, the loader brings the card."""
    assert await async_setup_component(hass, "lovelace", {"lovelace": {"resource_mode": "yaml", "resources": []}})
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert f"{STATIC}.js" in hass.data[DATA_EXTRA_MODULE_URL].urls
    await hass.config_entries.async_remove(entry.entry_id)
    assert f"{STATIC}.js" not in hass.data[DATA_EXTRA_MODULE_URL].urls


async def test_no_dashboards(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Without dashboards the panel is there all the same."""
    assert await async_setup_component(hass, "frontend", {})
    del hass.data[LOVELACE_DATA]
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert "camvault" in hass.data[DATA_PANELS]
    await hass.config_entries.async_remove(entry.entry_id)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("manifest.json", None, "manifest.json"),
        ("manifest.json", "{", "manifest.json"),
        ("manifest.json", "[]", "manifest.json"),
        ("manifest.json", '{"hash": "../../etc"}', "manifest.json"),
        ("manifest.json", '{"hash": 1}', "manifest.json"),
        ("panel.js", None, "panel.js"),
        ("card.js", None, "card.js"),
    ],
)
async def test_not_built(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    folder: Path,
    name: str,
    text: str | None,
    words: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Without all its files there is no timeline, which the log says; all else works."""
    if text is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(text)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED
    assert "camvault" not in hass.data[DATA_PANELS]
    assert await _resources(hass) == {}
    assert "CamVault is not in the sidebar" in caplog.text
    assert f"{words} is missing" in caplog.text
    await hass.config_entries.async_remove(entry.entry_id)


async def test_several_gateways(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """It is there once for all gateways, as long as there is one: also while that is away, or disabled."""
    other = FakeGateway()
    other.gateway |= {"id": "another"}
    await other.start()
    data = {CONF_URL: other.url, CONF_TOKEN: other.token}
    second = MockConfigEntry(entry_id="cabin", domain=DOMAIN, unique_id="another", data=data)
    second.add_to_hass(hass)
    assert await hass.config_entries.async_setup(second.entry_id)
    await hass.config_entries.async_remove(loaded.entry_id)
    await hass.config_entries.async_set_disabled_by(second.entry_id, ConfigEntryDisabler.USER)
    assert "camvault" in hass.data[DATA_PANELS]
    assert len(await _resources(hass)) == 1
    await hass.config_entries.async_remove(second.entry_id)
    assert "camvault" not in hass.data[DATA_PANELS]
    assert await _resources(hass) == {}
    await other.stop()


async def test_removed_and_added_again(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Whoever adds a gateway again has it again, without a restart."""
    await hass.config_entries.async_remove(loaded.entry_id)
    assert "camvault" not in hass.data[DATA_PANELS]
    again = MockConfigEntry(entry_id="again", domain=DOMAIN, unique_id=loaded.unique_id, data=loaded.data)
    again.add_to_hass(hass)
    assert await hass.config_entries.async_setup(again.entry_id)
    assert "camvault" in hass.data[DATA_PANELS]
    assert len(await _resources(hass)) == 1
    await hass.config_entries.async_unload(again.entry_id)


async def test_gateway_away(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """A gateway that is away when Home Assistant starts does not take the timeline away."""
    await gateway.stop()
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert "camvault" in hass.data[DATA_PANELS]
    await hass.config_entries.async_remove(entry.entry_id)


def test_built_files_are_there() -> None:
    """What people install has the built files, which know each other by relative paths only."""
    manifest = json.loads((FOLDER / "manifest.json").read_text())
    assert set(manifest) == {"hash", "panel", "card"}
    for path in FOLDER.glob("*.js"):
        assert "/camvault_static" not in path.read_text()

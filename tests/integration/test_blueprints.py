"""Test that the blueprints are whole, and that people can import them."""

from pathlib import Path
import re
from urllib.parse import quote

from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.blueprint.models import Blueprint
from homeassistant.util.yaml import load_yaml_dict
import pytest

from custom_components.camvault.const import MOTION_TYPES

from .automating import BLUEPRINTS

ROOT = BLUEPRINTS.parent
FILES = sorted(BLUEPRINTS.glob("*/*/*.yaml"))
IMPORT = "https://my.home-assistant.io/redirect/blueprint_import/?blueprint_url="
PAGES = [ROOT / "README.md", ROOT / "docs" / "automations.md"]


def _source_url(path: Path) -> str:
    return f"https://github.com/camvault/camvault/blob/main/{path.relative_to(ROOT)}"


def _load(path: Path) -> Blueprint:
    return Blueprint(
        load_yaml_dict(path), path=path.name, expected_domain="automation", schema=AUTOMATION_BLUEPRINT_SCHEMA
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_blueprint(path: Path) -> None:
    """Each is valid, says where it is from, what it needs and what to choose, and fits on a few screens."""
    blueprint = _load(path)
    assert blueprint.validate() is None
    assert blueprint.metadata["source_url"] == _source_url(path)
    assert blueprint.metadata["homeassistant"]["min_version"] == "2026.10.0"
    assert all(given["name"] and given["selector"] for given in blueprint.inputs.values() if given)
    assert len(path.read_text().splitlines()) <= 150


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_import_link(path: Path) -> None:
    """The page about automations has a button for each."""
    assert f"{IMPORT}{quote(_source_url(path), safe='')})" in PAGES[1].read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_no_dead_link(page: Path) -> None:
    """Every button imports something that is there."""
    buttons = re.findall(rf"{re.escape(IMPORT)}([^)]+)", page.read_text())
    assert buttons
    assert set(buttons) <= {quote(_source_url(path), safe="") for path in FILES}


def test_event_types() -> None:
    """What can be chosen is what cameras can tell."""
    offered = _load(BLUEPRINTS / "automation/camvault/motion_notification.yaml").inputs["event_types"]
    assert offered
    assert [option["value"] for option in offered["selector"]["select"]["options"]] == list(MOTION_TYPES)
    assert offered["default"] == list(MOTION_TYPES)

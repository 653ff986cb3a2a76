"""The built files of panel and card."""

from dataclasses import dataclass
import logging
from pathlib import Path
import re
from typing import Final

from homeassistant.util.json import json_loads_object

from ..const import DOMAIN

_LOGGER = logging.getLogger(__name__)

FOLDER: Final = Path(__file__).parent / "dist"
LOADER: Final = Path(__file__).with_name("loader.js")
STATIC_URL: Final = f"/{DOMAIN}_static/"
_PANEL: Final = "panel.js"
_CARD: Final = "card.js"
_HASH: Final = re.compile(r"[A-Za-z0-9_-]{6,64}")


@dataclass(frozen=True, slots=True)
class Built:
    """What was built; its hash is in every path, so that browsers may keep the files and never mix versions."""

    hash: str

    @property
    def url(self) -> str:
        """Return the path of the folder."""
        return f"{STATIC_URL}{self.hash}"

    @property
    def panel_url(self) -> str:
        """Return the path of the panel's module."""
        return f"{self.url}/{_PANEL}"

    @property
    def card_url(self) -> str:
        """Return the path of the card's module."""
        return f"{self.url}/{_CARD}"

    @property
    def loader_url(self) -> str:
        """Return the path of the module that loads the card where dashboards do not."""
        return f"{self.url}.js"


def read_built(folder: Path) -> Built | None:
    """Return what lies in the folder, or None if that is not whole; reads files."""
    built_hash = _hash_in(folder / "manifest.json")
    lost = [name for name in (_PANEL, _CARD) if not (folder / name).is_file()]
    if built_hash is None or lost:
        missing = ", ".join(lost) or "a valid manifest.json"
        _LOGGER.error("CamVault is not in the sidebar: its files are incomplete, %s is missing in %s", missing, folder)
        return None
    return Built(built_hash)


def _hash_in(manifest: Path) -> str | None:
    """Return the hash that a manifest tells, if it is one."""
    try:
        built_hash = json_loads_object(manifest.read_bytes()).get("hash")
    except OSError, ValueError:
        return None
    return built_hash if isinstance(built_hash, str) and _HASH.fullmatch(built_hash) else None

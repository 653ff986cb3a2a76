"""Who may import whom in the pages, and how large they may grow."""

from collections.abc import Iterator
from pathlib import Path
import re
from typing import Final

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"
MOST_FILES: Final = 15
MOST_LINES: Final = 260
_IMPORT: Final = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""")
# Folders, and files of `shared`, by what they may import besides themselves. Data knows no element, and no element
# knows where its data comes from.
_WORDS: Final = {"shared/define", "shared/env", "shared/events", "shared/format", "shared/texts", "shared/zone"}
_ELEMENTS: Final = _WORDS | {"shared/data", "shared/parts"}
MAY_IMPORT: dict[str, set[str]] = {
    "build": set(),
    "shared/texts": set(),
    "shared/zone": set(),
    "shared/format": {"shared/zone"},
    "shared/define": set(),
    "shared/hass": set(),
    "shared/data": {"shared/format", "shared/texts"},
    "shared/env": {"shared/data", "shared/format", "shared/texts"},
    "shared/events": {"shared/data"},
    "shared/parts": _ELEMENTS,
    "shared/parts/list": _ELEMENTS,
    "shared/parts/find": _ELEMENTS,
    "shared/parts/player": _ELEMENTS,
    "shared/parts/catch_up": _ELEMENTS | {"shared/parts/player"},
    "shared/data/home_assistant": _WORDS | {"shared/data", "shared/hass"},
}
# The entries join everything.
ENTRIES: Final = {"panel", "card", "dev", "tests"}


def _files() -> list[Path]:
    return sorted(
        path for path in FRONTEND.rglob("*.ts") if "node_modules" not in path.parts and path.parent != FRONTEND
    )


def _room(path: Path) -> str:
    """Return the room that a file is in: a file right below `shared` is one of its own."""
    parts = path.relative_to(FRONTEND).with_suffix("").parts
    known = ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((name for name in known if name in MAY_IMPORT or name in ENTRIES), known[-1])


def _imports(path: Path) -> Iterator[Path]:
    for target in _IMPORT.findall(path.read_text()):
        yield (path.parent / target).resolve()


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(FRONTEND)))
def test_rooms_import_only_what_they_may(path: Path) -> None:
    """The arrows go one way: entries, parts, data."""
    room = _room(path)
    if room in ENTRIES:
        return
    assert room in MAY_IMPORT, f"{path} is in no room"
    for target in _imports(path):
        assert _room(target) in MAY_IMPORT[room] | {room}, f"{path} imports {target}"


SHIPPED: Final = [path for path in _files() if _room(path) != "tests"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(FRONTEND)))
def test_files_stay_short(path: Path) -> None:
    """A file fits on a few screens."""
    assert len(path.read_text().splitlines()) <= MOST_LINES, path


@pytest.mark.parametrize("folder", sorted({path.parent for path in SHIPPED}), ids=str)
def test_rooms_stay_small(folder: Path) -> None:
    """A larger room has rooms of its own."""
    assert len(list(folder.glob("*.ts"))) <= MOST_FILES, folder

"""docs/scale.md says what the command finds."""

from pathlib import Path
from xml.etree import ElementTree as ET

from .outcome import Kept
from .page import KEPT, PAGE, draw, shown
from .scenarios import SCENARIOS, VARIANTS
from .tables import tables


def test_page() -> None:
    """Its tables are those of the simulation that is kept; those of money and requests are reckoned anew."""
    kept, page = Kept.load(KEPT), PAGE.read_text()
    assert shown(page, kept) == page
    assert all(f"<!-- scale: {name} -->" in page for name in tables(kept))
    assert [each.name for each in kept.outcomes] == [each.name for each in SCENARIOS]
    assert [each.name for each in kept.variants] == [each.name for each in VARIANTS]


def test_pictures(tmp_path: Path) -> None:
    """Its pictures are drawn from the same, and are SVG."""
    draw(Kept.load(KEPT), tmp_path)
    for picture in tmp_path.iterdir():
        assert ET.parse(picture).getroot().tag.endswith("svg")  # noqa: S314 our own
        assert picture.read_text() == (KEPT.parent / picture.name).read_text()
        assert f"(scale/{picture.name})" in PAGE.read_text()


def test_kept(tmp_path: Path) -> None:
    """What is kept is read back as it was."""
    kept = Kept.load(KEPT)
    kept.save(tmp_path / "kept.json")
    assert Kept.load(tmp_path / "kept.json") == kept

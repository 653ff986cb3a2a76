"""What the app store, HACS and Home Assistant read at the repository's root, and the pictures."""

import json
import struct
import subprocess

import pytest

from camvault_gateway import __version__
from tests.app.paths import APP, ROOT, read_yaml
from tests.app.supervisor_rules import HACS, REPOSITORY

URL = "https://github.com/camvault/camvault"
BRAND = ROOT / "custom_components/camvault/brand"


def png_size(data: bytes) -> tuple[int, int]:
    """Return the size of a PNG that has an alpha channel."""
    signature, width, height, depth, colour = struct.unpack(">8s8xIIBB", data[:26])
    assert signature == b"\x89PNG\r\n\x1a\n"
    assert (depth, colour) == (8, 6)
    return width, height


def test_the_app_store_reads_the_repository() -> None:
    """The Supervisor shows this name and address."""
    assert REPOSITORY(read_yaml(ROOT / "repository.yaml"))["url"] == URL


def test_hacs_reads_the_repository() -> None:
    """HACS knows every key, and installs only releases for a Home Assistant that is new enough."""
    hacs = HACS(json.loads((ROOT / "hacs.json").read_text()))
    assert hacs["homeassistant"] == read_yaml(APP / "config.yaml")["homeassistant"]
    assert hacs["zip_release"] is hacs["hide_default_branch"] is True
    assert hacs["filename"] in (ROOT / ".github/workflows/builder.yml").read_text()


def test_no_other_file_looks_like_an_app() -> None:
    """The Supervisor takes each file of this name, wherever it is, for an app's configuration."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    paths = [path.split("/") for path in listed.splitlines()]
    seen = [path for path in paths if not any(part.startswith(".") or part == "rootfs" for part in path)]
    apps = [path for path in seen if path[-1] in {"config.yaml", "config.yml", "config.json"}]
    assert apps == [["gateway_addon", "config.yaml"]]


def test_one_version_everywhere() -> None:
    """App, package, integration and changelog are released together."""
    manifest = json.loads((ROOT / "custom_components/camvault/manifest.json").read_text())
    assert read_yaml(APP / "config.yaml")["version"] == __version__
    assert manifest["version"] == __version__
    assert f"\n## {__version__}\n" in (APP / "CHANGELOG.md").read_text()


def test_the_licence_is_whole() -> None:
    """GitHub and HACS recognize the licence by its text."""
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License" in text.splitlines()[1]
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_app_has_its_pages() -> None:
    """The app store shows all of these."""
    assert all((APP / page).read_text().startswith("# ") for page in ("README.md", "DOCS.md", "CHANGELOG.md"))


def test_the_apps_pictures() -> None:
    """The app store's sizes: a square icon, a logo that is wider than high."""
    assert png_size((APP / "icon.png").read_bytes()) == (128, 128)
    width, height = png_size((APP / "logo.png").read_bytes())
    assert 240 <= width <= 260
    assert 60 <= height <= 100


@pytest.mark.parametrize("theme", ["", "dark_"])
def test_the_brands_pictures(theme: str) -> None:
    """Home Assistant's rules: fixed icons, logos whose short side is 128 to 256, and each again at twice the size."""
    sizes = {name: png_size((BRAND / f"{theme}{name}.png").read_bytes()) for name in ("icon", "logo")}
    twice = {name: png_size((BRAND / f"{theme}{name}@2x.png").read_bytes()) for name in ("icon", "logo")}
    assert sizes["icon"] == (256, 256)
    assert 128 <= min(sizes["logo"]) <= 256
    assert twice == {name: (width * 2, height * 2) for name, (width, height) in sizes.items()}

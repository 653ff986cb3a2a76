"""The workflows run the same code tomorrow as today."""

from pathlib import Path
import re

import pytest

from tests.app.paths import ROOT, read_yaml

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned(path: Path) -> None:
    """An action is named by its commit, with the release it belongs to beside it."""
    uses = re.findall(r"uses: (.*)", path.read_text())
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # \S+", action) for action in uses)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_workflow_may_write_by_default(path: Path) -> None:
    """A job that has to write says so itself."""
    assert read_yaml(path)["permissions"] == {"contents": "read"}


def test_the_image_is_built_for_what_the_app_supports() -> None:
    """The builder's image and architectures are the ones the app's configuration promises."""
    app = read_yaml(ROOT / "gateway_addon/config.yaml")
    builder = read_yaml(ROOT / ".github/workflows/builder.yml")["env"]
    assert f"{builder['REGISTRY_PREFIX']}/{builder['IMAGE_NAME']}" == app["image"]
    assert re.findall(r"\w+", builder["ARCHITECTURES"]) == app["arch"]

"""Where the app and the repository around it are, and how their files are read."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
APP = ROOT / "gateway_addon"
ROOTFS = APP / "rootfs"
SERVICES = ROOTFS / "etc/s6-overlay/s6-rc.d"


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML file that is a mapping."""
    content: dict[str, Any] = yaml.safe_load(path.read_text())
    return content

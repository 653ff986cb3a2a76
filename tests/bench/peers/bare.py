"""Bare pyftpdlib with an fsync for each file."""

from pathlib import Path
import sys

from tests.bench.cameras import Door
from tests.gateway.conftest import free_port

from .server import PASSIVE, ROOT, Server, folders


def bare_pyftpdlib(folder: Path) -> Server:
    """Return such a server."""
    port, root = free_port(), folder / "root"
    folders(root, -1)
    numbers = [str(each) for each in (port, root, PASSIVE[0], PASSIVE[-1])]
    command = [sys.executable, "-m", "tests.bench.bare_server", *numbers]
    environment = {"PYTHONPATH": f"{ROOT / 'gateway_addon'}:{ROOT}"}
    return Server("pyftpdlib + fsync", command, Door(port), folder / "log", environment)

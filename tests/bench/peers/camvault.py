"""CamVault's gateway: the command that people run, without an archive."""

from collections.abc import Sequence
from pathlib import Path
from typing import override

from tests.bench.cameras import Door
from tests.gateway.conftest import free_port
from tests.gateway.running import COMMAND, RunningGateway

from .server import Server


class CamVault(Server):
    """A gateway, and its API."""

    __slots__ = ("gateway",)

    def __init__(self, folder: Path, through: Sequence[str], more: Sequence[str]) -> None:
        self.gateway = RunningGateway(folder, free_port(), free_port(), "warning", more=tuple(more))
        command: list[str | Path] = [*through, COMMAND, *self.gateway.arguments]
        super().__init__("CamVault", command, Door(self.gateway.ftp_port), folder / "log")

    @override
    def start(self) -> None:
        """Start it, and let cameras in."""
        super().start()
        self.gateway.ask("/accounts/camera", "PUT", {"password": self.door.password})


def camvault(folder: Path, through: Sequence[str] = (), more: Sequence[str] = ()) -> CamVault:
    """Return a gateway on a folder; `through` runs its command, `more` are further options."""
    return CamVault(folder, through, more)

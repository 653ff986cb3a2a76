"""A new gateway's catalog from the archive, as the contract tells it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from camvault_gateway.api import create_app
from camvault_gateway.archive import ArchiveStore, Rebuilder
from camvault_gateway.catalog import settings
from camvault_gateway.model import ArchiveProblem, GatewayChanged, RebuildPhase, RebuildState

from . import document
from .home import ARCHIVE, Client, Home


@dataclass
class Stub:
    """Stands in for the rebuild, which has tests of its own."""

    state: RebuildState = field(default_factory=RebuildState)
    free: bool = True

    async def start(self) -> bool:
        """Begin if it may."""
        if self.free:
            self.state = RebuildState(RebuildPhase.RUNNING, captures=5)
        return self.free


@pytest.fixture
def stub() -> Stub:
    """Return what stands in for the rebuild."""
    return Stub()


@pytest.fixture
async def rebuilding(home: Home, stub: Stub, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Client]:
    """Serve a home whose catalog can be rebuilt."""
    services = replace(home.services, rebuild=stub)
    monkeypatch.setattr("tests.contract.home.create_app", lambda _: create_app(services))
    async with home.serving() as client:
        yield client


async def test_rebuild_is_begun(home: Home, stub: Stub, rebuilding: Client) -> None:
    """The answer, the gateway and whoever listens say how it is going."""
    home.archive.configured = True
    async with rebuilding.session.ws_connect("/api/v1/live") as live:
        snapshot = await live.receive_json(timeout=10)
        assert snapshot["gateway"]["rebuild"] == {"state": "idle", "captures": 0, "error": None}
        answer = await rebuilding.ask("POST", "archive/rebuild")
        assert (answer.status, answer.json) == (202, {"state": "running", "captures": 5, "error": None})
        assert (await rebuilding.get("gateway")).json["rebuild"] == answer.json
        stub.state = RebuildState(RebuildPhase.FAILED, captures=7, error=ArchiveProblem.DENIED)
        home.bus.publish(GatewayChanged())
        told = await live.receive_json(timeout=10)
        document.check_schema("LiveGateway", told)
        assert told["gateway"]["rebuild"] == {"state": "failed", "captures": 7, "error": "archive_denied"}


async def test_rebuild_is_refused(home: Home, stub: Stub, rebuilding: Client) -> None:
    """Without an archive, or when it cannot begin."""
    assert (await rebuilding.ask("POST", "archive/rebuild")).error == (409, "conflict")
    home.archive.configured, stub.free = True, False
    assert (await rebuilding.ask("POST", "archive/rebuild")).error == (409, "conflict")


async def test_rebuild_needs_somebody_to_do_it(home: Home, client: Client) -> None:
    """Where there can be none it is null, and refused."""
    home.archive.configured = True
    assert (await client.ask("POST", "archive/rebuild")).error == (409, "conflict")
    assert (await client.get("gateway")).json["rebuild"] is None


async def test_only_an_empty_catalog_is_rebuilt(home: Home, tmp_path: Path) -> None:
    """The real one looks first; what a stop cut off is told as that, and may be begun again."""
    home.catalog.write(settings.change, archive=ARCHIVE).result()
    home.capture(home.camera().id)
    store = ArchiveStore(ARCHIVE, "home")
    work = Rebuilder(home.catalog, home.bus, tmp_path / "none", lambda: store)
    assert not await work.start()
    assert work.state == RebuildState()
    staging = tmp_path / "rebuild.db"
    staging.touch()
    cut = Rebuilder(home.catalog, home.bus, staging, lambda: store)
    assert cut.state == RebuildState(RebuildPhase.FAILED, error="interrupted")

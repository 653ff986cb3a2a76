"""A new gateway's catalog from the archive, as the contract tells it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pytest

from camvault_gateway.api import create_app
from camvault_gateway.archive import Rebuilder
from camvault_gateway.model import (
    ArchivedSite,
    ArchiveError,
    ArchiveProblem,
    GatewayChanged,
    RebuildPhase,
    RebuildState,
)

from . import document
from .home import Client, Home

_NOTHING_LOST: Final = {"bare": 0, "unusable": 0}


@dataclass
class Stub:
    """Stands in for the rebuild, which has tests of its own."""

    state: RebuildState = field(default_factory=RebuildState)
    free: bool = True
    problem: ArchiveProblem | None = None
    asked: list[str | None] = field(default_factory=list)

    async def sites(self) -> list[ArchivedSite]:
        """Return two sites, or raise the problem."""
        if self.problem:
            raise ArchiveError(self.problem, "The stand-in refuses.")
        return [ArchivedSite("cabin", None), ArchivedSite("home", ("yard",))]

    async def start(self, site: str | None = None) -> bool:
        """Begin if it may."""
        self.asked.append(site)
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
        assert snapshot["gateway"]["rebuild"] == {
            "state": "idle",
            "captures": 0,
            "bare": 0,
            "unusable": 0,
            "error": None,
        }
        answer = await rebuilding.ask("POST", "archive/rebuild")
        assert (answer.status, answer.json) == (
            202,
            {"state": "running", "captures": 5, **_NOTHING_LOST, "error": None},
        )
        assert (await rebuilding.get("gateway")).json["rebuild"] == answer.json
        stub.state = RebuildState(RebuildPhase.FAILED, captures=7, error=ArchiveProblem.DENIED)
        home.bus.publish(GatewayChanged())
        told = await live.receive_json(timeout=10)
        document.check_schema("LiveGateway", told)
        assert told["gateway"]["rebuild"] == {
            "state": "failed",
            "captures": 7,
            "bare": 0,
            "unusable": 0,
            "error": "archive_denied",
        }


async def test_rebuild_is_refused(home: Home, stub: Stub, rebuilding: Client) -> None:
    """Without an archive, or when it cannot begin."""
    assert (await rebuilding.ask("POST", "archive/rebuild")).error == (409, "conflict")
    home.archive.configured, stub.free = True, False
    assert (await rebuilding.ask("POST", "archive/rebuild")).error == (409, "conflict")


async def test_rebuild_of_a_site(home: Home, stub: Stub, rebuilding: Client) -> None:
    """Which one is asked for, or none; other names than a site can have are refused."""
    home.archive.configured = True
    bodies: list[dict[str, Any]] = [{"json": {"site": "cabin"}}, {"json": {}}, {}]
    for body in bodies:
        assert (await rebuilding.ask("POST", "archive/rebuild", **body)).status == 202
    assert stub.asked == ["cabin", None, None]
    wrongs: list[Any] = [{"site": "../x"}, {"site": None}, {"site": 1}, {"place": "home"}, []]
    for wrong in wrongs:
        assert (await rebuilding.ask("POST", "archive/rebuild", json=wrong)).error == (400, "invalid")
        assert document.body_errors("post", "/api/v1/archive/rebuild", wrong)
    assert len(stub.asked) == 3


async def test_sites(home: Home, stub: Stub, rebuilding: Client) -> None:
    """What the archive has, with its cameras as far as the key may look; or why it does not tell."""
    assert (await rebuilding.get("archive/sites")).error == (409, "conflict")
    home.archive.configured = True
    items = [{"site": "cabin", "cameras": None}, {"site": "home", "cameras": ["yard"]}]
    assert (await rebuilding.get("archive/sites")).json == {"items": items}
    stub.problem = ArchiveProblem.DENIED
    assert (await rebuilding.get("archive/sites")).error == (422, "archive_denied")


async def test_rebuild_needs_somebody_to_do_it(home: Home, client: Client) -> None:
    """Where there can be none it is null, and refused."""
    home.archive.configured = True
    assert (await client.ask("POST", "archive/rebuild")).error == (409, "conflict")
    assert (await client.get("gateway")).json["rebuild"] is None


async def test_what_a_stop_cut_off_is_told(home: Home, tmp_path: Path) -> None:
    """The next gateway says that it was interrupted; it may be begun again."""
    assert Rebuilder(home.catalog, home.bus, tmp_path / "none", lambda: None).state == RebuildState()
    staging = tmp_path / "rebuild.db"
    staging.touch()
    cut = Rebuilder(home.catalog, home.bus, staging, lambda: None)
    assert cut.state == RebuildState(RebuildPhase.FAILED, error="interrupted")

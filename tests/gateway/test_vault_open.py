"""A capture's bytes are found wherever they are, also between the transaction that keeps them and their move."""

from pathlib import Path
from typing import Any, BinaryIO, override

import pytest

from camvault_gateway.catalog import Catalog, tasks
from camvault_gateway.derive.deriver import Deriver
from camvault_gateway.derive.process import MediaProcess
from camvault_gateway.derive.protocol import Media
from camvault_gateway.model import Capture, Kind, State, Task, TaskKind
from camvault_gateway.vault import Vault

from .archiving import SITE, Gateway, task_of
from .media import clip
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)


def _on_its_way(gateway: Gateway, content: bytes) -> Capture:
    """Return a capture whose transaction is done and whose file has not moved."""
    capture = gateway.add(content)
    gateway.vault.path(capture).rename(gateway.vault.incoming(capture.id))
    return capture


def _moves_when_looked_for(gateway: Gateway, capture: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the file move after the first look at its place."""
    place, real = gateway.vault.path(capture), Path.open

    def opened(self: Path, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 as the real one
        if self == place and not place.exists():
            gateway.vault.move(capture)
            raise FileNotFoundError(place)
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", opened)


async def test_archived_while_it_moves(gateway: Gateway, seaweedfs: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is put at the first try."""
    capture = _on_its_way(gateway, b"content")
    gateway.archive.configure(seaweedfs.settings(seaweedfs.new_bucket()), SITE)
    _moves_when_looked_for(gateway, capture, monkeypatch)
    await gateway.archive.archive(task_of(capture))
    assert gateway.get(capture).state is State.VERIFIED


def test_open_file_outlives_its_name(catalog: Catalog, vault: Vault) -> None:
    """Who has opened it reads it to its end, wherever it goes."""
    capture = _on_its_way(Gateway(catalog, vault), b"content")
    file = vault.open(capture)
    assert file is not None
    with file:
        vault.move(capture)
        vault.evict(capture)
        assert file.read() == b"content"
    assert vault.open(capture) is None


async def test_derived_while_it_moves(catalog: Catalog, vault: Vault, tmp_path: Path) -> None:
    """What the worker is given is open already, whatever it is called by then."""
    gateway = Gateway(catalog, vault)
    capture = _on_its_way(gateway, clip(tmp_path / "clip.mp4").read_bytes())
    asked: list[Capture] = []

    class Late(MediaProcess):
        """A worker that the file moves away from."""

        @override
        async def examine(self, file: BinaryIO, kind: Kind, size: int = 0, told_ms: int | None = None) -> Media:
            asked.append(capture)
            vault.move(capture)
            return await super().examine(file, kind, size, told_ms)

    told: list[Capture] = []
    deriver = Deriver(catalog, vault, told.append, Late())
    catalog.write(tasks.derive, capture.id).result()
    await deriver.derive(Task(kind=TaskKind.DERIVE, capture=capture.id, camera=capture.camera))
    await deriver.stop()
    assert asked == [capture]
    assert told[0].thumbnail

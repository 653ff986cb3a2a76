"""A file that is evicted is gone, wherever it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from camvault_gateway.catalog import Catalog
from camvault_gateway.model import Capture, Rendition
from camvault_gateway.vault import Vault

from .archiving import Gateway


@pytest.mark.parametrize("before_its_move", [False, True])
def test_evicted_while_on_its_way(catalog: Catalog, vault: Vault, *, before_its_move: bool) -> None:
    """Stopped between its transaction and its move, archived and evicted at the next start before it is moved."""
    capture = replace(Gateway(catalog, vault).add(), local=False)
    if before_its_move:
        vault.path(capture).rename(vault.incoming(capture.id))
    vault.evict(capture)
    assert not vault.has(capture)
    # Whoever would move it still is told, rather than that it is done.
    with pytest.raises(FileNotFoundError):
        vault.keep(capture)
    assert not vault.has(capture)
    vault.evict(capture)


@pytest.mark.parametrize("before_its_move", [False, True])
def test_nothing_is_left_of_what_is_forgotten(catalog: Catalog, vault: Vault, *, before_its_move: bool) -> None:
    """Neither the file, wherever it got to, nor what was made of it: who deletes a clip wants it gone."""
    gateway = Gateway(catalog, vault)
    gone, other = gateway.add(), gateway.add()
    for capture in (gone, other):
        vault.keep_thumbnail(capture.id, b"picture")
        vault.renditions.draft(capture.id, Rendition.PLAYABLE).write_bytes(b"clip")
        vault.renditions.keep(capture.id, Rendition.PLAYABLE)
    if before_its_move:
        vault.path(gone).rename(vault.incoming(gone.id))
    for _ in range(2):
        vault.forget(gone.id, gone.extension)
    assert _files(vault, gone) == []
    assert len(_files(vault, other)) == 3


def _files(vault: Vault, capture: Capture) -> list[Path]:
    """Return all files that have to do with a capture."""
    return [path for path in vault._root.rglob(f"{capture.id}*") if path.is_file()]

"""A file that is evicted is gone, wherever it was."""

from dataclasses import replace

import pytest

from camvault_gateway.catalog import Catalog
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

"""Content that moves between two looks at it."""

from pathlib import Path
from typing import Any

import pytest

from .home import Client, Home


async def test_while_it_moves_to_its_place(home: Home, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its row is there before its file is at its place: it plays all the same."""
    capture = home.capture(home.camera().id, b"moving pictures")
    place = home.vault.path(capture)
    place.rename(home.vault.incoming(capture.id))
    real = Path.open

    def opened(self: Path, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 as the real one
        if self == place and not place.exists():
            home.vault.move(capture)
            raise FileNotFoundError(place)
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", opened)
    answer = await client.get(f"captures/{capture.id}/content")
    assert (answer.status, answer.body) == (200, b"moving pictures")


async def test_evicted_since_it_was_asked_for(home: Home, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was archived and went from the vault meanwhile: it comes from the archive."""
    capture = home.capture(home.camera().id, b"moving pictures")
    vault, real = home.vault, home.vault.open

    def opened(_: object) -> None:
        monkeypatch.setattr(vault, "open", real)
        monkeypatch.undo()
        vault.path(capture).unlink()
        home.change(capture, archive_key="somewhere/else")

    monkeypatch.setattr(type(vault), "open", lambda _, asked: opened(asked))
    answer = await client.get(f"captures/{capture.id}/content")
    # There is no archive in this home, and that is what is said, rather than that the file is nowhere.
    assert answer.error == (503, "unavailable")

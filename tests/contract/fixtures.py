"""A home without anything, and a client of its API.

A test module elsewhere gets them with `pytest_plugins = ("tests.contract.fixtures",)`.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from .home import Client, Home


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """Return an empty home."""
    made = Home.make(tmp_path)
    yield made
    made.catalog.close()


@pytest.fixture
async def client(home: Home) -> AsyncIterator[Client]:
    """Serve the home, and return a client with the token."""
    async with home.serving() as served:
        yield served

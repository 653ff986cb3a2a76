"""Start one demo for all end-to-end tests, and one browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .running import Running


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run the demo with the bundled S3 server."""
    running = Running.start(tmp_path_factory.mktemp("demo"))
    yield running
    running.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for files to upload."""
    return tmp_path

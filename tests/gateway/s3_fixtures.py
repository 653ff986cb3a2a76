"""Running S3 servers, and the rooms that archive to them.

A test module gets them with `pytest_plugins = ("tests.gateway.s3_fixtures",)`.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from camvault_gateway.catalog import Catalog
from camvault_gateway.vault import Vault

from .archiving import Gateway
from .s3_servers import S3Server, ministack_server, moto_server, rclone_server, seaweedfs_server
from .theft import locked_server, make_bucket


@pytest.fixture
async def gateway(catalog: Catalog, vault: Vault) -> AsyncIterator[Gateway]:
    """Return the rooms that archive, not yet working."""
    made = Gateway(catalog, vault)
    yield made
    made.archive.close()


def _running(server: S3Server) -> Iterator[S3Server]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def seaweedfs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """Run a SeaweedFS that all tests share; one that a test stops is for that test alone."""
    yield from _running(seaweedfs_server(tmp_path_factory.mktemp("seaweedfs")))


@pytest.fixture
def own_seaweedfs(tmp_path: Path) -> Iterator[S3Server]:
    """Run a SeaweedFS that this test may stop."""
    folder = tmp_path / "seaweedfs"
    folder.mkdir()
    yield from _running(seaweedfs_server(folder))


@pytest.fixture(scope="session")
def ministack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """Run a MiniStack that all tests share."""
    yield from _running(ministack_server(tmp_path_factory.mktemp("ministack")))


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """Run a moto that all tests share."""
    yield from _running(moto_server(tmp_path_factory.mktemp("moto")))


@pytest.fixture(scope="session")
def rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """Run an rclone that all tests share."""
    yield from _running(rclone_server(tmp_path_factory.mktemp("rclone")))


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """Run a SeaweedFS with a bucket and a key as docs/storage.md wants them, for one module."""
    for server in _running(locked_server(tmp_path_factory.mktemp("locked"))):
        make_bucket(server)
        yield server

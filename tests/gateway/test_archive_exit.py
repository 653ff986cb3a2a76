"""A store that hangs does not hold up the gateway's end."""

from pathlib import Path
import socket
import time

from camvault_gateway.app.errors import ExitCode
from camvault_gateway.catalog import Catalog, archives, captures
from camvault_gateway.model import ArchiveSettings, State

from .running import running_gateway


def test_put_that_hangs_does_not_delay_the_end(tmp_path: Path) -> None:
    """A server takes the request and says nothing: SIGTERM ends the gateway all the same, and nothing is lost."""
    with socket.create_server(("127.0.0.1", 0)) as silent, running_gateway(tmp_path) as gateway:
        silent.settimeout(20)
        gateway.end()
        place = ArchiveSettings(
            bucket="clips",
            access_key_id="key",
            secret_access_key="secret",
            endpoint_url=f"http://127.0.0.1:{silent.getsockname()[1]}",
        )
        with Catalog(tmp_path / "data/catalog.db") as catalog:
            catalog.write(archives.change, place).result()
        gateway.start()
        with gateway.client() as ftp:
            assert ftp.store("front/clip.jpg", b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9").startswith("226")
        connection, _ = silent.accept()
        with connection:
            assert connection.recv(4).startswith(b"PUT")
            begin = time.monotonic()
            assert gateway.end() == ExitCode.OK
            assert time.monotonic() - begin < 40
    with Catalog(tmp_path / "data/catalog.db") as catalog:
        (kept,) = catalog.read(captures.list_page).items
    assert kept.state is State.STORED
    assert "Traceback" not in gateway.log

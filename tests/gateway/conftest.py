"""The gateway's rooms for tests: the real ones, in a temporary folder."""

from collections.abc import Callable, Iterator
import contextlib
from dataclasses import dataclass, field
import itertools
from pathlib import Path
import queue
import random
import socket
import time

import pytest

from camvault_gateway.app.upload_servers import UploadServers
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, accounts, captures, settings
from camvault_gateway.ftp import FtpSettings
from camvault_gateway.http import HttpSettings
from camvault_gateway.model import Account, Capture, Message, hash_password, now_ms
from camvault_gateway.vault import Vault

from . import disks
from .ftp_client import RawFtp

# Nothing takes the place of a real disk: where none can be mounted, its tests do not run, and that is said.
collect_ignore = [] if disks.are_allowed() else ["test_disks.py"]

PASSWORD_HASH = hash_password("right-password")


def pytest_report_header() -> str:
    """Say what is left out."""
    return "".join(f"left out, for this machine lets nobody mount a file system: {name}" for name in collect_ignore)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """Return a new catalog with one shared account and a short quiet time."""
    with Catalog(tmp_path / "catalog.db") as made:
        made.write(settings.ensure).result()
        made.write(settings.change, quiet_time_s=0.5).result()
        shared = Account(username="camera", password_hash=PASSWORD_HASH, camera=None, created_at=now_ms())
        made.write(accounts.put, shared).result()
        yield made


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """Return an empty vault."""
    return Vault(tmp_path / "vault")


@dataclass(slots=True)
class Recorder:
    """Everything that was said on a bus."""

    bus: Bus = field(default_factory=Bus)
    messages: list[Message] = field(default_factory=list)
    _new: queue.SimpleQueue[Message] = field(default_factory=queue.SimpleQueue)

    def __post_init__(self) -> None:
        self.bus.subscribe(self._take)

    def _take(self, message: Message) -> None:
        self.messages.append(message)
        self._new.put(message)

    def wait[T: Message](self, kind: type[T], suits: Callable[[T], bool] = lambda _: True) -> T:
        """Return the next message of a kind that suits."""
        deadline = time.monotonic() + 15
        while True:
            message = self._new.get(timeout=max(0.01, deadline - time.monotonic()))
            if isinstance(message, kind) and suits(message):
                return message

    def all[T: Message](self, kind: type[T]) -> list[T]:
        """Return all messages of a kind."""
        return [message for message in self.messages if isinstance(message, kind)]


@pytest.fixture
def recorder() -> Recorder:
    """Return a bus, and what is said on it."""
    return Recorder()


# Below those that systems take for outgoing connections, and those of the tests' passive ports; none is given twice.
_PORTS = itertools.cycle(random.sample(range(10240, 20000), 9760))


def free_port() -> int:
    """Return a TCP port that was free a moment ago, and that no connection is given by itself meanwhile."""
    for port in itertools.islice(_PORTS, 100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("There is no free port.")


@dataclass(slots=True)
class Receiving:
    """A running FTP server, and what it keeps."""

    port: int
    implicit_tls_port: int
    passive_ports: range
    catalog: Catalog
    vault: Vault
    recorder: Recorder
    server: UploadServers

    def client(self) -> RawFtp:
        """Return a connection that has logged in."""
        ftp = RawFtp(self.port)
        assert ftp.login().startswith("230")
        return ftp

    def captures(self) -> list[Capture]:
        """Return all captures, newest first."""
        return self.catalog.read(captures.list_page, limit=500).items

    def only(self) -> Capture:
        """Return the one capture there is."""
        (capture,) = self.captures()
        return capture

    def content(self, capture: Capture) -> bytes:
        """Return a capture's bytes from their final place."""
        return self.vault.path(capture).read_bytes()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the gateways of these tests have a certificate of their own: one is enough for all."""
    return tmp_path_factory.mktemp("certificate") / "ftps.pem"


@pytest.fixture
def receiving(catalog: Catalog, vault: Vault, recorder: Recorder, certificate: Path) -> Iterator[Receiving]:
    """Run the FTP server."""
    with running_server(catalog, vault, recorder, certificate) as running:
        yield running


@contextlib.contextmanager
def running_server(
    catalog: Catalog, vault: Vault, recorder: Recorder, certificate: Path, http: HttpSettings | None = None
) -> Iterator[Receiving]:
    """Run an FTP server for these rooms, and one for HTTP if it has a port."""
    port = free_port()
    first = 20000 + port % 20000
    ftp = FtpSettings(
        host="127.0.0.1",
        port=port,
        passive_ports=range(first, first + 40),
        passive_address=None,
        own_certificate=certificate,
        implicit_tls_port=free_port(),
    )
    server = UploadServers(catalog, vault, recorder.bus, ftp, http)
    server.start()
    assert ftp.implicit_tls_port is not None
    yield Receiving(port, ftp.implicit_tls_port, ftp.passive_ports, catalog, vault, recorder, server)
    server.stop()

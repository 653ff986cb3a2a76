"""Too much, too fast and too slow, against the real gateway."""

from collections.abc import Iterator
import contextlib
import resource
import select
import socket

import pytest

from .ftp_client import RawFtp
from .hostile import open_many, unharmed
from .running import RunningGateway, running_gateway


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGateway]:
    """Run a gateway for all attacks."""
    with running_gateway(tmp_path_factory.mktemp("hostile")) as running:
        yield running


def test_pipelined_commands(gateway: RunningGateway) -> None:
    """Ten thousand commands in one go are answered one by one."""
    with unharmed(gateway), gateway.client() as ftp:
        for _ in range(20):
            ftp.send(b"NOOP\r\n" * 500)
            assert all(ftp.reply().startswith("200") for _ in range(500))


def test_replies_that_nobody_reads(gateway: RunningGateway) -> None:
    """Who asks and asks and reads nothing is hung up on, before the answers fill the memory."""
    with unharmed(gateway), gateway.client() as ftp, pytest.raises((ConnectionError, TimeoutError)):
        ftp.send(b"HELP\r\n" * 2_000_000)


def test_pipelined_uploads(gateway: RunningGateway) -> None:
    """Many STORs at once, with a data connection agreed on and without: each is answered, or all are hung up on."""
    with unharmed(gateway), gateway.client() as ftp:
        ftp.send(b"".join(b"STOR evil%d.jpg\r\n" % number for number in range(150)))
        assert all(ftp.reply().startswith("425") for _ in range(150))
        ftp.send(b"EPSV\r\n" + b"STOR a.jpg\r\n" * 5000 + b"QUIT\r\n")
        with contextlib.suppress(ConnectionError):
            while ftp.reply():
                pass


def test_folders_without_end(gateway: RunningGateway) -> None:
    """Folders cost nothing: there are none."""
    with unharmed(gateway), gateway.client() as ftp:
        for batch in range(50):
            ftp.send(b"".join(b"MKD /bomb%d/%s\r\n" % (batch, b"a/" * number) for number in range(100)))
            assert all(ftp.reply().startswith("257") for _ in range(100))
    assert not list((gateway.folder / "data").rglob("bomb*"))


def test_slow_everywhere(gateway: RunningGateway) -> None:
    """Commands and files that arrive byte by byte hold up nobody."""
    with unharmed(gateway), contextlib.ExitStack() as stack:
        strangers = [stack.enter_context(RawFtp(gateway.ftp_port)) for _ in range(40)]
        cameras = open_many(gateway, stack, 20)
        files = [stack.enter_context(camera.passive(extended=True)) for camera in cameras]
        for number, camera in enumerate(cameras):
            assert camera.ask(f"STOR slow{number}.jpg").startswith("150")
        for _ in range(20):
            for stranger in strangers:
                stranger.send(b"U")
            for file in files:
                file.sendall(b"\xff")


@pytest.fixture
def _many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("_many_files")
def test_a_thousand_connections(gateway: RunningGateway) -> None:
    """From the camera's own address, as behind a container's bridge: strangers make room, the camera uploads."""
    with unharmed(gateway), contextlib.ExitStack() as stack:
        for _ in range(1000):
            stack.enter_context(socket.create_connection(("127.0.0.1", gateway.ftp_port), timeout=15))


def test_guessing(gateway: RunningGateway) -> None:
    """Guesses from many connections wait for their answers; the camera with its password does not."""
    with unharmed(gateway), contextlib.ExitStack() as stack:
        guessers = [stack.enter_context(RawFtp(gateway.ftp_port)) for _ in range(60)]
        for number, guesser in enumerate(guessers):
            guesser.send(b"USER camera\r\nPASS guess%d\r\n" % number)
        assert all(guesser.reply().startswith("331") for guesser in guessers)
        answered, _, _ = select.select([guesser.socket for guesser in guessers], [], [], 15)
        assert {guesser.reply()[:3] for guesser in guessers if guesser.socket in answered} == {"530"}

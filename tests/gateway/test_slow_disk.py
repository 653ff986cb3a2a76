"""A real disk that takes two seconds for each fsync."""

from collections.abc import Iterator
import contextlib
from pathlib import Path
import select
import subprocess

from .disk_home import PICTURE, until
from .running import RunningGateway, running_gateway


@contextlib.contextmanager
def _slow_syncs(gateway: RunningGateway) -> Iterator[None]:
    """Have each fsync take two seconds longer, whoever asks for it."""
    assert gateway.process is not None
    pid = gateway.process.pid
    inject = "inject=fsync,fdatasync:delay_enter=2000000"
    command = ["strace", "-qq", "-f", "-p", str(pid), "-e", "trace=fsync,fdatasync", "-e", inject]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as strace:
        until(
            lambda: (
                not any("TracerPid:\t0\n" in path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/status"))
            )
        )
        try:
            yield
        finally:
            strace.terminate()
            strace.communicate()


def test_slow_disk(tmp_path: Path) -> None:
    """While one camera's upload waits for a slow disk, the API answers, and others are received and get their 226."""
    names = [f"camera{number}" for number in range(4)]
    with running_gateway(tmp_path) as gateway, contextlib.ExitStack() as stack:
        clients = [stack.enter_context(gateway.client()) for _ in names]
        for client, name in zip(clients, names, strict=True):
            assert client.store(f"{name}/first.jpg", PICTURE).startswith("226")
        with _slow_syncs(gateway):
            for client, name in zip(clients, names, strict=True):
                with client.passive() as connection:
                    assert client.ask(f"STOR {name}/second.jpg").startswith("150")
                    connection.sendall(PICTURE)
                # Its event is told, and everything else answered, before the disk has the upload.
                assert gateway.ask(f"/cameras/{name}")["motion"]
                assert gateway.ask("/gateway")["refusing"] is None
                assert not select.select([client.socket], [], [], 0)[0]
            assert all(client.reply().startswith("226") for client in clients)

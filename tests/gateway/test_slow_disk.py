"""A real disk that takes two seconds for each fsync."""

import contextlib
from pathlib import Path
import select

from .disk_home import PICTURE
from .running import running_gateway
from .tracing import slow_syncs


def test_slow_disk(tmp_path: Path) -> None:
    """While one camera's upload waits for a slow disk, the API answers, and others are received and get their 226."""
    names = [f"camera{number}" for number in range(4)]
    with running_gateway(tmp_path) as gateway, contextlib.ExitStack() as stack:
        clients = [stack.enter_context(gateway.client()) for _ in names]
        for client, name in zip(clients, names, strict=True):
            assert client.store(f"{name}/first.jpg", PICTURE).startswith("226")
        assert gateway.process is not None
        with slow_syncs(gateway.process.pid, 2):
            for client, name in zip(clients, names, strict=True):
                with client.passive() as connection:
                    assert client.ask(f"STOR {name}/second.jpg").startswith("150")
                    connection.sendall(PICTURE)
                # Its event is told, and everything else answered, before the disk has the upload.
                assert gateway.ask(f"/cameras/{name}")["motion"]
                assert gateway.ask("/gateway")["refusing"] is None
                assert not select.select([client.socket], [], [], 0)[0]
            assert all(client.reply().startswith("226") for client in clients)

"""Uploads that wait for each other; the disk's slowness is forced, for it must last as long as it is looked at."""

import contextlib
import threading
import time

import pytest

from camvault_gateway.vault import Upload

from .conftest import Receiving

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"
_PATIENCE_S = 10


def _wait_for_its_end(receiving: Receiving) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while receiving.server.receiver.is_busy():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize(("cameras", "rushed"), [(3, False), (4, True)])
def test_many_that_wait_are_a_rush(
    receiving: Receiving, monkeypatch: pytest.MonkeyPatch, cameras: int, *, rushed: bool
) -> None:
    """Four whole uploads that are not acknowledged are one, which ends soon after their 226; fewer are none."""
    go_on, at_the_disk = threading.Event(), threading.Semaphore(0)
    real = Upload.finish

    def finish(upload: Upload) -> None:
        at_the_disk.release()
        assert go_on.wait(_PATIENCE_S)
        real(upload)

    monkeypatch.setattr(Upload, "finish", finish)
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(receiving.client()) for _ in range(cameras)]
        for number, client in enumerate(clients):
            with client.passive() as connection:
                assert client.ask(f"STOR camera{number}/a.jpg").startswith("150")
                connection.sendall(JPEG)
        for _ in clients:
            assert at_the_disk.acquire(timeout=_PATIENCE_S)
        assert receiving.server.receiver.is_busy() is rushed
        go_on.set()
        assert all(client.reply().startswith("226") for client in clients)
        _wait_for_its_end(receiving)


def test_uploads_one_after_the_other_are_no_rush(receiving: Receiving) -> None:
    """However many: nothing waits for another, nor is one counted that broke off or was never sent."""
    with receiving.client() as ftp:
        for number in range(8):
            assert ftp.store(f"garden/{number}.jpg", JPEG).startswith("226")
            with ftp.passive():
                assert ftp.ask(f"STOR garden/never-{number}.jpg").startswith("150")
            ftp.reply()
            assert not receiving.server.receiver.is_busy()

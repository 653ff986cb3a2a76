"""What a hostile client must not do to a gateway: end it, fill its memory, leave its folder, slow a camera down."""

from collections.abc import Callable, Iterator
import contextlib
from dataclasses import dataclass, field
from pathlib import Path
import statistics
import threading
import time

from .ftp_client import RawFtp
from .running import RunningGateway

PICTURE = b"\xff\xd8\xff\xe0" + bytes(20_000) + b"\xff\xd9"
_UNDISTURBED = 15
# Generous: attacker, camera and gateway share two cores with whatever else runs.
_SLOWER = 25
_QUICKEST_S = 0.02
_GROWTH_KIB = 150 * 1024


type Upload = Callable[[RunningGateway], str]


def by_ftp(gateway: RunningGateway) -> str:
    """Upload a picture by FTP, and return the reply."""
    with gateway.client() as ftp:
        return ftp.store("/good/picture.jpg", PICTURE)


@dataclass(slots=True)
class Camera:
    """A camera that uploads one picture after the other, each in a session of its own."""

    gateway: RunningGateway
    send: Upload
    times: list[float] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)

    def upload(self) -> None:
        """Upload a picture."""
        began = time.monotonic()
        try:
            reply = self.send(self.gateway)
        except (OSError, AssertionError, ValueError, IndexError) as err:
            reply = repr(err)
        self.times.append(time.monotonic() - began)
        self.replies.append(reply)

    def upload_until(self, stop: threading.Event) -> None:
        """Upload pictures, at least one."""
        while True:
            self.upload()
            if stop.wait(0.05):
                return


def memory_kib(gateway: RunningGateway) -> int:
    """Return what the gateway's process has in memory."""
    assert gateway.process is not None
    status = Path(f"/proc/{gateway.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


def _outside(gateway: RunningGateway) -> set[Path]:
    """Return every file that is neither the gateway's nor the log."""
    data = gateway.folder / "data"
    return {path for path in gateway.folder.rglob("*") if not path.is_relative_to(data)} - {gateway.folder / "log"}


@contextlib.contextmanager
def unharmed(gateway: RunningGateway, send: Upload = by_ftp) -> Iterator[None]:
    """Run an attack beside a well-behaved camera, and hold the gateway to what must be true all the while."""
    before = Camera(gateway, send)
    for _ in range(_UNDISTURBED):
        before.upload()
    memory, outside = memory_kib(gateway), _outside(gateway)
    meanwhile, stop = Camera(gateway, send), threading.Event()
    thread = threading.Thread(target=meanwhile.upload_until, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    assert gateway.process is not None
    assert gateway.process.poll() is None, gateway.log
    assert {reply[:3] for reply in before.replies + meanwhile.replies} <= {"226", "201"}, meanwhile.replies
    usual = max(_QUICKEST_S, statistics.median(before.times))
    assert statistics.median(meanwhile.times) < _SLOWER * usual
    assert memory_kib(gateway) - memory < _GROWTH_KIB
    assert _outside(gateway) == outside
    vault = gateway.folder / "data/vault"
    assert not [path for path in vault.rglob("*") if path.is_symlink() or ".." in path.name or "evil" in path.name]


def open_many(gateway: RunningGateway, stack: contextlib.ExitStack, count: int) -> list[RawFtp]:
    """Open sessions that have logged in."""
    return [stack.enter_context(gateway.client()) for _ in range(count)]

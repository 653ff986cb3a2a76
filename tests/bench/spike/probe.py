"""A camera that uploads now and then, each time as an event of its own."""

import contextlib
import time
from typing import Self, override

from tests.bench.cameras import Door
from tests.bench.content import KIB, mark, upload
from tests.bench.processes import Beside
from tests.gateway.ftp_client import RawFtp

CAMERA = "doorbell"
# Beyond its quiet time of a second, so that each upload is motion.
_EVERY_S = 3.0
QUIET_S = 1


class Probe(Beside):
    """One more camera; it remembers when each `STOR` was sent, and when its 226 came."""

    def __init__(self, door: Door) -> None:
        super().__init__()
        self.sent: dict[str, float] = {}
        self.kept: dict[str, float] = {}
        self._door = door
        self._content = bytearray(upload(60 * KIB, CAMERA)[1])

    @override
    def __enter__(self) -> Self:
        self._upload()
        return super().__enter__()

    @override
    def _go_on(self) -> None:
        while not self.over.wait(_EVERY_S):
            with contextlib.suppress(OSError, IndexError, ValueError):
                self._upload()

    def _upload(self) -> None:
        name = f"{CAMERA}/{len(self.sent):05}.jpg"
        mark(self._content, name)
        with RawFtp(self._door.port) as ftp:
            ftp.login(self._door.username, self._door.password)
            ftp.ask("TYPE I")
            with ftp.passive() as connection:
                self.sent[name] = time.monotonic()
                ftp.ask(f"STOR {name}")
                connection.sendall(self._content)
            if ftp.reply().startswith("226"):
                self.kept[name] = time.monotonic()

"""Cameras that never stop uploading, whatever becomes of the gateway."""

import contextlib
import threading
import time
from typing import Self

from tests.gateway.ftp_client import RawFtp, reset

from .uploads import Planned, Record, Way

_UPLOADS_A_LOGIN = 12
_WAIT_S = 0.02


class Cameras:
    """Fourteen client threads."""

    def __init__(self, port: int, record: Record, *, pictures: float, count: int = 14) -> None:
        self._port = port
        self._record = record
        self._pictures = pictures
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(count)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            # The gateway may die within any line and any answer.
            with contextlib.suppress(OSError, IndexError, ValueError), RawFtp(self._port) as ftp:
                if ftp.login().startswith("230"):
                    for _ in range(_UPLOADS_A_LOGIN):
                        if self._stopped.is_set():
                            return
                        self._upload(ftp, self._record.begin(self._pictures))
            time.sleep(_WAIT_S)

    def _upload(self, ftp: RawFtp, planned: Planned) -> None:
        told = self._record.told[planned.number]
        if planned.way in {Way.ABORTED, Way.RESET, Way.HUNG_UP}:
            _break_off(ftp, planned)
            return
        sent = planned.half if planned.way is Way.CUT else planned.data
        if not ftp.store(planned.path, sent).startswith("226"):
            return
        told.acknowledged = len(sent)
        if planned.final == planned.path:
            told.final = planned.path
        elif ftp.ask(f"RNFR {planned.path}").startswith("350") and ftp.ask(f"RNTO {planned.final}").startswith("250"):
            told.final = planned.final


def _break_off(ftp: RawFtp, planned: Planned) -> None:
    with ftp.passive() as connection:
        if not ftp.ask(f"STOR {planned.path}").startswith("150"):
            return
        connection.sendall(planned.half)
        if planned.way is Way.ABORTED:
            ftp.ask("ABOR")
            ftp.reply()
        elif planned.way is Way.RESET:
            reset(connection)
            ftp.reply()
        else:
            ftp.reset()
            raise ConnectionResetError

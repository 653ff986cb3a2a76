"""Cameras that never stop uploading, whatever becomes of the gateway."""

import contextlib
import threading
import time
from typing import Self

from tests.gateway.ftp_client import RawFtp, reset
from tests.gateway.http_client import RawHttp

from .uploads import Planned, Record, Way

_UPLOADS_A_LOGIN = 12
_WAIT_S = 0.02
_BY_HTTP = 4
_CREATED = 201


class Cameras:
    """Fourteen client threads, four of which upload by HTTP."""

    def __init__(self, port: int, http_port: int, record: Record, *, pictures: float, count: int = 14) -> None:
        self._port = port
        self._http_port = http_port
        self._record = record
        self._pictures = pictures
        self._stopped = threading.Event()
        runs = [self._run_http] * _BY_HTTP + [self._run] * (count - _BY_HTTP)
        self._threads = [threading.Thread(target=run, daemon=True) for run in runs]

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

    def _run_http(self) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(OSError, IndexError, ValueError), RawHttp(self._http_port) as http:
                for _ in range(_UPLOADS_A_LOGIN):
                    if self._stopped.is_set() or not self._put(http, self._record.begin(self._pictures)):
                        break
            time.sleep(_WAIT_S)

    def _put(self, http: RawHttp, planned: Planned) -> bool:
        """Upload by HTTP, under the final name at once; tells whether the connection goes on."""
        told = self._record.told[planned.number]
        told.by_http = True
        if planned.way in {Way.CUT, Way.ABORTED, Way.RESET, Way.HUNG_UP}:
            _break_off_http(http, planned)
            return False
        if http.put(planned.final, planned.data) != _CREATED:
            return False
        told.acknowledged, told.final = len(planned.data), planned.final
        return True

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


def _break_off_http(http: RawHttp, planned: Planned) -> None:
    """Close in good order or with a RST, within a length that was told or among chunks."""
    if planned.way in {Way.CUT, Way.RESET}:
        http.begin(planned.final, "Transfer-Encoding: chunked\r\n")
        http.send(f"{len(planned.half):x}\r\n")
    else:
        http.begin(planned.final, f"Content-Length: {len(planned.data)}\r\n")
    http.send(planned.half)
    if planned.way in {Way.RESET, Way.HUNG_UP}:
        http.reset()

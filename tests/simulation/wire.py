"""Everything between botocore and the server: what it is to urllib3, with faults, and what takes how long."""

from collections.abc import Callable, Iterator, Mapping
import contextlib
from dataclasses import replace
from email.utils import format_datetime
from io import BytesIO
import re
from typing import Any, Final
from unittest.mock import patch

import boto3
import botocore.session
from urllib3 import HTTPConnectionPool, HTTPResponse
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ProtocolError, ReadTimeoutError

from .faults import Fault, Weather
from .messages import Answer, Request, error
from .server import Server
from .timeline import Timeline

_CONNECT_S: Final = 5.0
_READ_S: Final = 60.0
# What is on its way may take so much longer than anybody waits for it.
_LATE_S: Final = 1800.0
_RATE: Final = 2_000_000
_HTML: Final = b"<html><head><title>Sign in</title></head><body>Please sign in to this network.</body></html>"
_CANNED: Final[Mapping[Fault, Answer]] = {
    Fault.ERROR_500: error(500, "InternalError"),
    Fault.BARE_503: Answer(503),
    Fault.SLOW_DOWN: error(503, "SlowDown"),
    Fault.DENIED: error(403, "AccessDenied"),
    Fault.UNKNOWN_KEY: error(403, "InvalidAccessKeyId"),
    Fault.NO_BUCKET: error(404, "NoSuchBucket"),
    Fault.NOT_FOUND: error(404, "NoSuchKey"),
    Fault.QUOTA: error(403, "QuotaExceeded"),
    Fault.HTML_502: Answer(502, {"Content-Type": "text/html"}, _HTML),
    Fault.HTML_200: Answer(200, {"Content-Type": "text/html"}, _HTML),
    Fault.EMPTY_200: Answer(200),
}
_CHECKSUM: Final = re.compile(r"^[A-Za-z0-9+/]{6}")


class Wire:
    """One home's way to its S3 server."""

    def __init__(self, server: Server, weather: Weather, timeline: Timeline, note: Callable[[str], None]) -> None:
        self._server = server
        self._weather = weather
        self._timeline = timeline
        self._note = note
        # Lets the thread wait that asks; nobody waits for anything after the run.
        self.sleep: Callable[[float], None] = lambda _: None
        self.asked = 0
        # What the simulation itself did wrong.
        self.mistakes: list[Exception] = []

    def urlopen(
        self,
        pool: HTTPConnectionPool,
        method: str,
        url: str,
        body: Any = None,  # noqa: ANN401 whatever botocore sends
        headers: Any = None,  # noqa: ANN401 as above
        **_: object,
    ) -> HTTPResponse:
        """Do what urllib3 does with a request."""
        named = {_text(name).lower(): _text(value) for name, value in headers.items()}
        request = Request.read(method, url, named, _bytes(body))
        fault = self._weather.fault(request)
        self.asked += 1
        number = self.asked
        self._note(f"#{number} {method} {request.bucket}/{request.key} {dict(request.query) or ''} {fault or ''}")
        self.sleep(self._latency(request))
        answer = self._deliver(pool, url, request, fault)
        self._note(f"#{number} {answer.status}")
        return _response(request, answer, format_datetime(self._timeline.true(), usegmt=True), cut=fault is Fault.CUT)

    def _latency(self, request: Request) -> float:
        return 0.002 + self._weather.random.expovariate(1 / self._weather.slow_s) + len(request.body) / _RATE

    def _deliver(self, pool: HTTPConnectionPool, url: str, request: Request, fault: Fault | None) -> Answer:
        match fault:
            case Fault.REFUSED:
                raise NewConnectionError(pool, "Connection refused")  # type: ignore[arg-type] # it is only named
            case Fault.UNROUTED:
                self.sleep(_CONNECT_S)
                raise ConnectTimeoutError(pool, "timed out")
            case Fault.RESET:
                raise ProtocolError("Connection aborted.", ConnectionResetError(104, "Connection reset by peer"))
            case Fault.LOST_ANSWER:
                self._server.answer(request)
                self.sleep(self._latency(request))
                raise ProtocolError("Connection aborted.", ConnectionResetError(104, "Connection reset by peer"))
            case Fault.SILENT | Fault.SILENT_ANSWER | Fault.LATE:
                self._never_answer(request, fault)
                raise ReadTimeoutError(pool, url, "Read timed out.")
            case Fault.DOUBLED:
                self._later(request, self._weather.random.random() * _LATE_S)
            case Fault.DAMAGED if request.writes and request.body:
                request = replace(request, body=_damaged(request.body, 1))
        canned = _CANNED.get(fault) if fault else None
        answer = canned or self._server.answer(request)
        self.sleep(self._latency(request))
        return _garbled(answer) if fault is Fault.GARBLED else answer

    def _never_answer(self, request: Request, fault: Fault) -> None:
        if fault is Fault.SILENT_ANSWER:
            self._server.answer(request)
        elif fault is Fault.LATE:
            self._later(request, _READ_S + self._weather.random.random() * _LATE_S)
        self.sleep(_READ_S)

    def _later(self, request: Request, seconds: float) -> None:
        """Let a request arrive when nobody waits for it any more, if its signature still counts then."""

        def arrive() -> None:
            self._note(f"late: {request.method} {request.bucket}/{request.key} {self._server.answer(request).status}")

        self._timeline.after(seconds, arrive)


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _bytes(body: Any) -> bytes:  # noqa: ANN401 whatever botocore sends
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, bytes | bytearray):
        return bytes(body)
    parts = []
    while part := body.read(16 * 1024):
        parts.append(part)
    return b"".join(parts)


def _damaged(body: bytes, bit: int) -> bytes:
    """Flip a bit; on the way back another one, for two faults together must not be none."""
    return bytes([body[0] ^ bit]) + body[1:]


def _garbled(answer: Answer) -> Answer:
    headers = {
        name: _CHECKSUM.sub("AAAAAA", value) if name == "x-amz-checksum-sha256" else value
        for name, value in answer.headers.items()
    }
    is_bytes = "xml" not in answer.headers.get("Content-Type", "") and answer.body
    return replace(answer, headers=headers, body=_damaged(answer.body, 2) if is_bytes else answer.body)


def _response(request: Request, answer: Answer, date: str, *, cut: bool) -> HTTPResponse:
    body = b"" if request.method == "HEAD" else answer.body
    headers = {"Date": date, "Content-Length": str(len(body)), **answer.headers}
    return HTTPResponse(
        BytesIO(body[: len(body) // 2] if cut else body),
        headers=headers,
        status=answer.status,
        preload_content=False,
        decode_content=False,
        request_method=request.method,
    )


_LOADER: Final = botocore.session.Session().get_component("data_loader")


class _QuickSession(boto3.session.Session):
    """A session that reads what botocore knows of AWS only once."""

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 as boto3 has it
        session = botocore.session.Session()
        session.register_component("data_loader", _LOADER)
        super().__init__(botocore_session=session, **values)


@contextlib.contextmanager
def connected(wire: Wire) -> Iterator[None]:
    """Have everything that asks an S3 server ask this one; botocore itself stays the real one."""

    def urlopen(pool: HTTPConnectionPool, *args: Any, **kwargs: Any) -> HTTPResponse:  # noqa: ANN401
        try:
            return wire.urlopen(pool, *args, **kwargs)
        except HTTPError:
            raise
        except Exception as err:
            # Botocore would take it for a broken connection.
            wire.mistakes.append(err)
            raise

    with (
        patch.object(HTTPConnectionPool, "urlopen", urlopen),
        patch.object(boto3.session, "Session", _QuickSession),
    ):
        yield

"""Uploads by HTTP: `PUT /{camera}/{name...}` (RFC 9110, 9.3.4)."""

import asyncio
from concurrent.futures import Future
import contextlib
from functools import partial
from http import HTTPStatus
import logging
from typing import Final

from aiohttp import ClientError, web
from aiohttp.http import HttpProcessingError

from camvault_gateway.admission import Gatekeeper
from camvault_gateway.model import Account
from camvault_gateway.receive import Outcome, Receiver, RefusedError, Said, Upload

from . import request as said_by
from .answers import HttpError, error_answer, outcome_answer, refusal
from .body import AlteredError, Body, StalledError
from .connection import Connection
from .login import log_in

_LOGGER = logging.getLogger(__name__)
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class Uploads:
    """Takes uploads: logs in, begins, reads, and says 201 only when all of it is durable."""

    def __init__(self, receiver: Receiver, gatekeeper: Gatekeeper) -> None:
        self._receiver = receiver
        self._gatekeeper = gatekeeper

    async def answer(self, request: web.BaseRequest, connection: Connection) -> web.StreamResponse:
        """Answer a request."""
        try:
            return await self._take(request, connection)
        except HttpError as err:
            return error_answer(err)
        except (ClientError, HttpProcessingError, ConnectionError) as err:
            _LOGGER.info("An upload from %s broke off: %s", connection.remote_ip, err)
            return error_answer(HttpError(HTTPStatus.BAD_REQUEST, "The upload broke off."))
        except Exception:
            _LOGGER.exception("An upload from %s failed", connection.remote_ip)
            return error_answer(HttpError(HTTPStatus.INTERNAL_SERVER_ERROR, "The gateway failed; its log tells why."))

    async def _take(self, request: web.BaseRequest, connection: Connection) -> web.StreamResponse:
        said_by.check(request.method, request.version, request.headers)
        account = await log_in(self._gatekeeper, request, connection)
        path = said_by.upload_path(said_by.path_of(request.raw_path), account)
        said, digest = Said(said_by.recorded_at(request.headers), repeatable=True), said_by.digest(request.headers)
        upload = await self._begin(account, path, said)
        waits = request.headers.get("Expect", "").lower() == "100-continue"
        ask = partial(request.writer.write, _CONTINUE) if waits else None
        return outcome_answer(await self._kept(Body(request.content, upload, self._receiver.workers, digest, ask)))

    async def _begin(self, account: Account, path: str, said: Said) -> Upload:
        try:
            if (upload := self._receiver.begin_at_once(account, path, said)) is not None:
                return upload
            begun = self._receiver.workers.submit(self._receiver.begin, account, path, said)
            try:
                return await asyncio.shield(asyncio.wrap_future(begun))
            except asyncio.CancelledError:
                self._receiver.workers.submit(_let_go, begun)
                raise
        except RefusedError as err:
            raise refusal(err.reason) from err

    async def _kept(self, body: Body) -> Outcome:
        try:
            return await body.keep()
        except StalledError as err:
            raise HttpError(HTTPStatus.REQUEST_TIMEOUT, "Nothing came for a minute; what did come is kept.") from err
        except AlteredError as err:
            message = "The file is not what Repr-Digest says. It is kept as incomplete; send it again."
            raise HttpError(HTTPStatus.BAD_REQUEST, message) from err


def _let_go(begun: Future[Upload]) -> None:
    """End an upload that began when nobody waited for it any more."""
    with contextlib.suppress(RefusedError):
        begun.result().abort()

"""Answers to uploads, in words that somebody who runs `curl` can act on."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from aiohttp import web

from camvault_gateway.receive import Outcome, Reason

_AGAIN_S: Final = 10
_FULL: Final = HTTPStatus.INSUFFICIENT_STORAGE
_LATER: Final = HTTPStatus.SERVICE_UNAVAILABLE
_REASONS: Final[Mapping[Reason, tuple[HTTPStatus, str]]] = {
    Reason.DISK_FULL: (_FULL, "The gateway's disk is full."),
    Reason.VAULT_FULL: (_FULL, "The vault is full, and nothing in it is archived yet."),
    Reason.DISK_FAILED: (_LATER, "The file could not be stored; try again."),
    Reason.DISK_HANGS: (_LATER, "The gateway's disk does not answer; try again."),
    Reason.CATALOG_SUSPECT: (_LATER, "The gateway's disk had an error; try again."),
    Reason.CATALOG_FAILED: (_LATER, "The gateway's catalog cannot be used; try again."),
    Reason.BUSY: (_LATER, "That file is being uploaded just now; try again."),
}


class HttpError(Exception):
    """A request that is answered with an error, and with nothing else."""

    def __init__(self, status: HTTPStatus, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


def refusal(reason: Reason) -> HttpError:
    """Return the error that says why an upload is not kept: 507 when there is no room, else 503."""
    status, message = _REASONS[reason]
    return HttpError(status, message, {"Retry-After": str(_AGAIN_S)})


def error_answer(error: HttpError) -> web.Response:
    """Return an error as plain text; the connection ends, since the rest of a body may still be on its way."""
    answer = web.Response(status=error.status, text=f"{error}\n", headers=error.headers)
    answer.force_close()
    return answer


def outcome_answer(outcome: Outcome) -> web.Response:
    """Return 201 when all of it is durable, or 200 when the very same was before. Raises HttpError."""
    if outcome.reason is not None:
        raise refusal(outcome.reason)
    if not outcome.accepted:
        raise HttpError(HTTPStatus.BAD_REQUEST, "The upload broke off.")
    if outcome.repeated:
        return web.Response(status=HTTPStatus.OK, text="This file was here already.\n")
    return web.Response(status=HTTPStatus.CREATED, text="Stored.\n")

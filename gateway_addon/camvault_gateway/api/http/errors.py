"""Error responses as the contract defines them: a code, and a message for people."""

import logging
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from camvault_gateway.catalog import (
    CursorError,
    DeletedError,
    EventKeptError,
    ExpiredError,
    MoveError,
    NotFoundError,
    TooManyUsersError,
)

from .answers import json_answer

_LOGGER = logging.getLogger(__name__)
_CODES: Final = {401: "unauthorized", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}
_MESSAGES: Final = {
    404: "There is nothing at this address.",
    405: "This address does not know that method.",
    413: "The request is too large.",
}
_REASONS: Final[dict[type[Exception], tuple[int, str]]] = {
    NotFoundError: (404, "not_found"),
    ExpiredError: (410, "expired"),
    DeletedError: (410, "deleted"),
    MoveError: (409, "conflict"),
    TooManyUsersError: (409, "conflict"),
    CursorError: (400, "invalid"),
}
_FAILED: Final = "The gateway could not do this; its log says why."
_UNAUTHORIZED: Final = 401
_SERVER_ERRORS: Final = 500


class ApiError(Exception):
    """A request that gets an error for an answer."""

    def __init__(self, status: int, code: str, message: str, *, again_s: int | None = None) -> None:
        super().__init__(message)
        self.again_s = again_s
        self.status = status
        self.code = code
        self.message = message


def invalid(message: str) -> ApiError:
    """Return the error for a request that makes no sense."""
    return ApiError(400, "invalid", message)


def not_found(message: str) -> ApiError:
    """Return the error for something that is not there."""
    return ApiError(404, "not_found", message)


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer whatever goes wrong as the contract says, telling nothing of the inside."""
    try:
        return await handler(request)
    except ApiError as err:
        answer = _answer(err.status, err.code, err.message)
        if err.again_s is not None:
            answer.headers["Retry-After"] = str(err.again_s)
        return answer
    except (NotFoundError, ExpiredError, MoveError, TooManyUsersError, CursorError) as err:
        return _answer(*_REASONS[type(err)], str(err))
    except EventKeptError as err:
        return _answer(409, err.code, str(err))
    except web.HTTPException as err:
        return _translate(err)
    except Exception:
        _LOGGER.exception("%s %s failed", request.method, request.path)
        return _answer(500, "failed", _FAILED)


def _translate(err: web.HTTPException) -> web.Response:
    code = _CODES.get(err.status, "failed" if err.status >= _SERVER_ERRORS else "invalid")
    answer = _answer(err.status, code, _MESSAGES.get(err.status) or err.text or err.reason)
    if "Allow" in err.headers:
        answer.headers["Allow"] = err.headers["Allow"]
    return answer


def _answer(status: int, code: str, message: str) -> web.Response:
    headers = {"WWW-Authenticate": "Bearer"} if status == _UNAUTHORIZED else None
    # What was asked for may be no text at all.
    told = message.encode("utf-8", "replace").decode()
    return json_answer({"error": {"code": code, "message": told}}, status, headers)

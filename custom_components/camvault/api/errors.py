"""Errors of a gateway."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar, Final, override

from homeassistant.util.json import json_loads

from .wire import WireError, read


class CamVaultError(Exception):
    """The gateway's answer cannot be used; `translation_key` is the text for it, with the `reason` as placeholder."""

    translation_key: ClassVar[str] = "bad_answer"

    @property
    def reason(self) -> str:
        """Return the reason, in the gateway's words if it gave any."""
        return str(self) or type(self).__name__


class CamVaultConnectionError(CamVaultError):
    """The gateway cannot be reached, or has `answered` that it cannot do this now."""

    translation_key = "cannot_connect"

    def __init__(self, message: str = "", *, answered: bool = False) -> None:
        """Keep whether there was an answer; a timeout has no message of its own."""
        super().__init__(message or "Timed out")
        self.answered = answered


class CamVaultAuthError(CamVaultError):
    """The gateway refuses the token."""

    translation_key = "invalid_auth"


class CamVaultNotFoundError(CamVaultError):
    """The gateway does not have what was asked for."""


class CamVaultExpiredError(CamVaultNotFoundError):
    """The gateway had it, for as long as the archive keeps captures."""

    translation_key = "expired"


class CamVaultUnplayableError(CamVaultError):
    """No browser plays what was asked for."""

    translation_key = "unplayable"


class CamVaultPreparingError(CamVaultError):
    """The gateway is still preparing it."""

    translation_key = "preparing"


class CamVaultVersionError(CamVaultError):
    """The gateway speaks another version of the API."""

    translation_key = "wrong_version"


class CamVaultOutdatedError(CamVaultVersionError):
    """The gateway is too old to know what this integration needs."""

    translation_key = "gateway_outdated"


class OtherGatewayError(CamVaultError):
    """Another gateway than the one that was set up answers."""

    translation_key = "other_gateway"


class CamVaultRefusedError(CamVaultError):
    """The gateway refuses a request, and gives the reason."""

    def __init__(self, status: int, problem: Problem) -> None:
        """Keep the gateway's code and message."""
        super().__init__(f"The gateway answered {status}: {problem.message}")
        self.code = problem.code
        self.message = problem.message

    @property
    @override
    def reason(self) -> str:
        """Return the gateway's message."""
        return self.message


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """The error in the body of a bad answer."""

    code: str
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Refusal:
    error: Problem


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Raise reading errors as CamVaultError; a missing field means that the gateway is outdated."""
    try:
        yield
    except WireError as err:
        raise (CamVaultOutdatedError if err.is_missing else CamVaultError)(f"{what}: {err}") from err
    except ValueError as err:
        raise CamVaultError(f"{what}: {err}") from err


REFUSED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


def check_answer(status: int, body: bytes = b"") -> None:
    """Raise the error for a bad status."""
    match status:
        case _ if status in REFUSED:
            raise CamVaultAuthError("The gateway refuses the token")
        case HTTPStatus.NOT_FOUND if _code(body) == "unplayable":
            raise CamVaultUnplayableError("No browser can play it")
        case HTTPStatus.SERVICE_UNAVAILABLE if _code(body) == "preparing":
            raise CamVaultPreparingError("It is being made playable")
        case HTTPStatus.NOT_FOUND if _code(body) == "no_camera":
            raise _refused(status, body)
        case HTTPStatus.NOT_FOUND:
            raise CamVaultNotFoundError("The gateway does not have it")
        case HTTPStatus.GONE:
            raise CamVaultExpiredError("The archive no longer keeps it")
        case HTTPStatus.BAD_GATEWAY | HTTPStatus.SERVICE_UNAVAILABLE | HTTPStatus.GATEWAY_TIMEOUT:
            raise CamVaultConnectionError(f"The gateway is not available ({status})", answered=True)
        case HTTPStatus.BAD_REQUEST | HTTPStatus.CONFLICT | HTTPStatus.UNPROCESSABLE_ENTITY:
            raise _refused(status, body)
        case _ if status >= HTTPStatus.BAD_REQUEST:
            raise CamVaultError(f"The gateway answered {status}")


def _code(body: bytes) -> str | None:
    """Return the code of a bad answer, if it has one."""
    try:
        return read(_Refusal, json_loads(body)).error.code
    except ValueError:
        return None


def _refused(status: int, body: bytes) -> CamVaultError:
    """Return the error for a refusal."""
    try:
        return CamVaultRefusedError(status, read(_Refusal, json_loads(body)).error)
    except ValueError:
        return CamVaultError(f"The gateway answered {status}")

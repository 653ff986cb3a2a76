"""What goes wrong with a gateway, in the words of the forms."""

from collections.abc import Iterator
from contextlib import contextmanager
import logging
from typing import Final

from ..api.errors import (
    CamVaultAuthError,
    CamVaultConnectionError,
    CamVaultError,
    CamVaultOutdatedError,
    CamVaultVersionError,
)

_LOGGER = logging.getLogger(__name__)

_ERROR_KEYS: Final[dict[type[CamVaultError], str]] = {
    CamVaultAuthError: "invalid_auth",
    CamVaultConnectionError: "cannot_connect",
    CamVaultOutdatedError: "gateway_outdated",
    CamVaultVersionError: "wrong_version",
}

ARCHIVE_ERRORS: Final = {
    "archive_unreachable",
    "archive_denied",
    "archive_bucket_missing",
    "archive_untrusted",
    "archive_clock_skewed",
    "archive_full",
    "archive_damaged",
    "archive_failed",
}


@contextmanager
def errors_into(errors: dict[str, str], otherwise: str) -> Iterator[None]:
    """Catch what goes wrong, and note it as a form's error."""
    try:
        yield
    except CamVaultError as err:
        errors["base"] = _ERROR_KEYS.get(type(err), otherwise)
    except Exception:
        _LOGGER.exception("Unexpected error")
        errors["base"] = "unknown"

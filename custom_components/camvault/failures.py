"""Translated errors: the gateway's have their translation key in their class, all other keys are listed here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .api.errors import CamVaultError, CamVaultNotFoundError, CamVaultRefusedError
from .const import DOMAIN

type Failure = Literal[
    "event_going_on",
    "event_protected",
    "folder_outside",
    "no_address",
    "no_camera_device",
    "no_camera_target",
    "no_change",
    "no_picture",
    "no_room",
    "no_time_between",
    "not_allowed",
    "not_archived",
    "not_written",
    "nothing_to_export",
    "nothing_to_play",
    "several_gateways",
    "too_many_events",
    "unknown_event",
    "unknown_gateway",
    "unknown_group",
    "unknown_media",
]

# Reasons of the gateway that have words of their own.
REFUSALS: Final[dict[str, Failure]] = {"protected": "event_protected", "going_on": "event_going_on"}


def invalid(key: Failure, **placeholders: str) -> ServiceValidationError:
    """Return the error for an invalid call."""
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=key, translation_placeholders=placeholders)


def failed(key: Failure, **placeholders: str) -> HomeAssistantError:
    """Return the error for a failure."""
    return HomeAssistantError(translation_domain=DOMAIN, translation_key=key, translation_placeholders=placeholders)


def translated[E: HomeAssistantError](error: type[E], err: BaseException, key: Failure | None = None) -> E:
    """Return a gateway's error as one of Home Assistant's, with its own translation key or another."""
    known = err if isinstance(err, CamVaultError) else CamVaultError(str(err) or type(err).__name__)
    return error(
        translation_domain=DOMAIN,
        translation_key=key or known.translation_key,
        translation_placeholders={"error": known.reason},
    )


@contextmanager
def raised_as(error: type[HomeAssistantError], key: Failure | None = None) -> Iterator[None]:
    """Raise the gateway's errors as one of Home Assistant's."""
    try:
        yield
    except CamVaultError as err:
        raise translated(error, err, key) from err


@contextmanager
def gateway_errors() -> Iterator[None]:
    """Raise the gateway's errors as Home Assistant's; not found and refused are errors of the call."""
    with raised_as(HomeAssistantError):
        try:
            yield
        except CamVaultNotFoundError as err:
            raise invalid("unknown_event") from err
        except CamVaultRefusedError as err:
            if key := REFUSALS.get(err.code):
                raise invalid(key) from err
            raise

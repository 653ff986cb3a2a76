"""The base of the flows: the gateway's client, errors of forms, and select lists."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
import logging
from typing import Any, Final, Literal, TypedDict, Unpack, cast, override

from homeassistant.config_entries import ConfigEntry, ConfigFlowContext, ConfigFlowResult, OptionsFlow
from homeassistant.data_entry_flow import FlowContext, FlowHandler, FlowResult
from homeassistant.helpers.selector import SelectOptionDict, SelectSelector, SelectSelectorConfig, SelectSelectorMode

from ..api.client import CamVaultClient
from ..api.errors import CamVaultError, CamVaultRefusedError

_LOGGER = logging.getLogger(__name__)

# What is wrong with the gateway itself; all forms and ends of flows have words for these.
GATEWAY_ERRORS: Final = frozenset({"cannot_connect", "gateway_outdated", "invalid_auth", "wrong_version"})
ARCHIVE_ERRORS: Final = frozenset(
    {
        "archive_unreachable",
        "archive_denied",
        "archive_bucket_missing",
        "archive_untrusted",
        "archive_clock_skewed",
        "archive_full",
        "archive_damaged",
        "archive_failed",
    }
)
UNKNOWN: Final = "unknown"
BAD_ANSWER: Final = "bad_answer"
REFUSED: Final = "refused"
NO_LOGIN: Final = "no_login"
INVALID_NAME: Final = "invalid_name"
LONGEST_NAME: Final = 100


@contextmanager
def form_errors(otherwise: str = BAD_ANSWER) -> Iterator[dict[str, str]]:
    """Yield a form's errors, and note exceptions there; `otherwise` is the key of errors without one of their own."""
    errors: dict[str, str] = {}
    try:
        yield errors
    except CamVaultError as err:
        errors["base"] = err.translation_key if err.translation_key in GATEWAY_ERRORS else otherwise
    except Exception:
        _LOGGER.exception("Unexpected error")
        errors["base"] = UNKNOWN


class Refusable:
    """A flow that asks the gateway for changes; `_reason` is the gateway's text when it refuses."""

    _reason: str = ""

    @contextmanager
    def _change_errors(self, own: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
        """Yield a form's errors, and note exceptions there; `own` maps codes of refusals to their fields."""
        with form_errors() as errors:
            try:
                yield errors
            except CamVaultRefusedError as err:
                self._reason = err.message
                if own and err.code in own:
                    errors[own[err.code]] = err.code
                else:
                    errors["base"] = REFUSED


class GatewaySteps[ContextT: FlowContext, ResultT: FlowResult[Any, Any]](
    Refusable, FlowHandler[ContextT, ResultT, str]
):
    """Steps that ask the gateway of an entry, and change its settings."""

    @property
    @abstractmethod
    def _entry(self) -> ConfigEntry:
        """Return the entry of the gateway."""

    @property
    def _client(self) -> CamVaultClient:
        """Return the gateway's API, whether or not the entry is loaded."""
        return CamVaultClient.of(self.hass, self._entry.data)

    def _give_up(self, errors: Mapping[str, str]) -> ResultT:
        """Abort with an error."""
        return self.async_abort(reason=errors["base"])


type End = Literal[
    "access_set",
    "archive_set",
    "camera_merged",
    "encryption_set",
    "group_removed",
    "group_set",
    "kept_days",
    "kept_for_ever",
    "limits_set",
    "new_login",
    "no_archive",
    "no_cameras",
    "no_logins",
    "no_sources",
    "other_rule",
    "restored",
    "restored_in_part",
    "source_assigned",
]


class OptionsSteps(GatewaySteps[ConfigFlowContext, ConfigFlowResult], OptionsFlow):
    """Steps of the options flow."""

    def _end(self, end: End, /, **placeholders: str) -> ConfigFlowResult:
        """Abort with a reason that is translated."""
        return self.async_abort(reason=end, description_placeholders=placeholders)

    @property
    @override
    def _entry(self) -> ConfigEntry:
        """Return the entry that is configured."""
        return self.config_entry


class _Choice(TypedDict, total=False):
    """Options of a select list."""

    multiple: bool
    custom_value: bool
    mode: SelectSelectorMode
    translation_key: str


def select(options: Mapping[str, str] | Sequence[str], **choice: Unpack[_Choice]) -> SelectSelector:
    """Return a select list: of values with labels, or of values whose labels are translated."""
    if isinstance(options, Mapping):
        labeled = [SelectOptionDict(value=value, label=label) for value, label in options.items()]
        return SelectSelector(cast("SelectSelectorConfig", {"options": labeled, **choice}))
    return SelectSelector(cast("SelectSelectorConfig", {"options": list(options), **choice}))

"""Steps of the options flow for how long the archive keeps captures."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import probatio

from ..api.archive import Retention
from ..api.errors import CamVaultRefusedError
from .archive import SECRET
from .base import ARCHIVE_ERRORS, End, OptionsSteps, form_errors

MAX_DAYS: Final = 36500
_DENIED: Final = "archive_denied"
OWNER_DENIED: Final = "owner_denied"
UNSUPPORTED: Final = "archive_unsupported"
_REFUSALS: Final = dict.fromkeys(ARCHIVE_ERRORS | {UNSUPPORTED}, "base")

RETENTION_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional("days"): NumberSelector(
            NumberSelectorConfig(min=1, max=MAX_DAYS, step=1, mode=NumberSelectorMode.BOX)
        )
    }
)
OWNER_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required("access_key_id"): TextSelector(TextSelectorConfig(autocomplete="off")),
        probatio.Required(SECRET): TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off")),
    }
)


class RetentionSteps(OptionsSteps):
    """Show the bucket's retention, and let the gateway write a lifecycle rule."""

    _retention: Retention
    _days: int | None = None

    async def async_step_retention(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Read the bucket's retention, and show it."""
        with form_errors() as errors:
            try:
                self._retention = await self._client.retention()
            except CamVaultRefusedError:
                return self._end("no_archive")
        if errors:
            return self._give_up(errors)
        if self._retention.read_at is None:
            return await self.async_step_kept_unknown()
        return await (self.async_step_kept_for_ever() if self._retention.days is None else self.async_step_kept_days())

    async def async_step_kept_days(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the days, and ask for others."""
        return await self._async_ask("kept_days", user_input)

    async def async_step_kept_for_ever(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show that no rule removes anything, and ask for days."""
        return await self._async_ask("kept_for_ever", user_input)

    async def async_step_kept_unknown(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show that the retention is unknown, and ask for days."""
        return await self._async_ask("kept_unknown", user_input)

    async def async_step_owner(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the owner's key, which is used once."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = await self._async_set({name: value.strip() for name, value in user_input.items()})
            if not errors:
                return self._end_retention()
            if errors["base"] == _DENIED:
                errors["base"] = OWNER_DENIED
        return self.async_show_form(
            step_id="owner",
            data_schema=OWNER_SCHEMA,
            errors=errors,
            description_placeholders={"reason": self._reason},
        )

    async def _async_ask(self, step: str, user_input: dict[str, Any] | None) -> ConfigFlowResult:
        """Ask for the days, and have them written: with the owner's key, if the gateway's own may not."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._days = int(user_input["days"]) if user_input.get("days") else None
            errors = await self._async_set({})
            if not errors:
                return self._end_retention()
            if errors["base"] == _DENIED:
                return await self.async_step_owner()
        suggested = {"days": self._retention.own_days if user_input is None else self._days}
        return self.async_show_form(
            step_id=step,
            data_schema=self.add_suggested_values_to_schema(RETENTION_SCHEMA, suggested),
            errors=errors,
            description_placeholders={"days": str(self._retention.days), "reason": self._reason},
        )

    async def _async_set(self, keys: Mapping[str, str]) -> dict[str, str]:
        """Have the gateway write the rule; return the form's errors."""
        with self._change_errors(_REFUSALS) as errors:
            self._retention = await self._client.set_retention(self._days, keys)
        return errors

    def _end_retention(self) -> ConfigFlowResult:
        """End with the bucket's retention now."""
        days = self._retention.days
        known: End = "kept_for_ever" if days is None else "kept_days"
        return self._end(known if days == self._days else "other_rule", days=str(days))

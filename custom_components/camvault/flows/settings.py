"""What the steps of the options flow share that show and change the gateway's settings."""

from collections.abc import Callable, Mapping
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
import probatio

from ..api.errors import CamVaultRefusedError
from ..api.models import Settings
from .base import errors_into
from .restore import RestoreSteps


class SettingsSteps(RestoreSteps):
    """Show settings in a form, and change them as it says."""

    async def _async_settings(
        self,
        step_id: str,
        schema: probatio.Schema,
        shown: Callable[[Settings], Mapping[str, Any]],
        typed: Mapping[str, Any] | None,
        change: Mapping[str, Any],
    ) -> ConfigFlowResult:
        """Show the form with what is set, or change the settings to what was typed."""
        errors: dict[str, str] = {}
        values: Mapping[str, Any] = typed or {}
        with errors_into(errors, "bad_answer"):
            if typed is None:
                values = shown(await self._client.settings())
            else:
                try:
                    await self._client.change_settings(**change)
                except CamVaultRefusedError as err:
                    self._reason, errors["base"] = err.message, "refused"
        if typed is None and errors:
            return self.async_abort(reason=errors["base"])
        if typed is not None and not errors:
            return self.async_abort(reason=f"{step_id}_set")
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(schema, values),
            errors=errors,
            description_placeholders={"reason": self._reason},
        )

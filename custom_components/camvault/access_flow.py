"""The step of the options flow for cameras that cannot log in."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import TextSelector, TextSelectorConfig
import probatio

from .errors import CamVaultRefusedError
from .form_errors import errors_into
from .restore_flow import RestoreSteps

_NETWORKS: Final = "anonymous_networks"
ACCESS_SCHEMA: Final = probatio.Schema({probatio.Optional(_NETWORKS): TextSelector(TextSelectorConfig(multiple=True))})


class AccessSteps(RestoreSteps):
    """Show and change from where cameras may upload without a password."""

    async def async_step_access(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the networks; without one, every camera has to log in."""
        errors: dict[str, str] = {}
        networks: list[str] = (user_input or {}).get(_NETWORKS, [])
        with errors_into(errors, "bad_answer"):
            if user_input is None:
                networks = list((await self._client.settings()).anonymous_networks)
            else:
                try:
                    await self._client.change_settings(anonymous_networks=networks)
                except CamVaultRefusedError as err:
                    self._reason = err.message
                    errors["base"] = "refused"
        if user_input is None and errors:
            return self.async_abort(reason=errors["base"])
        if user_input is not None and not errors:
            return self.async_abort(reason="access_set")
        return self.async_show_form(
            step_id="access",
            data_schema=self.add_suggested_values_to_schema(ACCESS_SCHEMA, {_NETWORKS: networks}),
            errors=errors,
            description_placeholders={"reason": self._reason},
        )

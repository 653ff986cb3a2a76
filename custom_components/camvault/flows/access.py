"""The step of the options flow for cameras that cannot log in."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import TextSelector, TextSelectorConfig
import probatio

from ..api.models import Settings
from .settings import SettingsSteps

_NETWORKS: Final = "anonymous_networks"
ACCESS_SCHEMA: Final = probatio.Schema({probatio.Optional(_NETWORKS): TextSelector(TextSelectorConfig(multiple=True))})


class AccessSteps(SettingsSteps):
    """Show and change from where cameras may upload without a password."""

    async def async_step_access(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the networks; without one, every camera has to log in."""
        change = {_NETWORKS: (user_input or {}).get(_NETWORKS, [])}
        return await self._async_settings("access", ACCESS_SCHEMA, _shown, user_input, change)


def _shown(settings: Settings) -> dict[str, list[str]]:
    """Return the networks as the form shows them."""
    return {_NETWORKS: list(settings.anonymous_networks)}

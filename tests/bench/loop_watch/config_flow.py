"""Set the watch up without a question."""

from typing import Any, override

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult

from .const import DOMAIN


class LoopWatchFlow(ConfigFlow, domain=DOMAIN):
    """One step."""

    @override
    async def async_step_user(self, _: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Be there."""
        return self.async_create_entry(title="Loop watch", data={})

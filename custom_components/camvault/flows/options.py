"""The options flow: what a gateway keeps, changed behind Configure."""

from typing import Any

from homeassistant.config_entries import ConfigFlowResult

from .cameras import CameraSteps
from .groups import GroupSteps
from .logins import LoginSteps
from .restore import RestoreSteps
from .retention import RetentionSteps
from .settings import SettingsSteps


class CamVaultOptionsFlow(CameraSteps, GroupSteps, LoginSteps, RestoreSteps, RetentionSteps, SettingsSteps):
    """Change what the gateway keeps: cameras and their login, the archive, what is restored from it, its limits."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to change."""
        options = ["cameras", "groups", "camera_login", "encryption", "access"]
        options += ["archive", "bring_back", "retention", "limits"]
        return self.async_show_menu(step_id="init", menu_options=options)

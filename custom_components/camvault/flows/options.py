"""The options flow, behind Configure."""

from typing import Any

from homeassistant.config_entries import ConfigFlowResult

from .cameras import CameraSteps
from .groups import GroupSteps
from .logins import LoginSteps
from .restore import RestoreSteps
from .retention import RetentionSteps
from .settings import SettingsSteps


class CamVaultOptionsFlow(CameraSteps, GroupSteps, LoginSteps, RestoreSteps, RetentionSteps, SettingsSteps):
    """Change cameras, groups, logins, the archive, retention and limits."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the menu."""
        options = ["cameras", "groups", "camera_login", "encryption", "access"]
        options += ["archive", "choose_restore", "retention", "limits"]
        return self.async_show_menu(step_id="init", menu_options=options)

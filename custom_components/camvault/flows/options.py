"""Options flow for the CamVault integration."""

from typing import Any, override

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_URL

from .access import AccessSteps
from .base import errors_into
from .camera.login import async_renew_login
from .cameras import CameraSteps
from .encryption import EncryptionSteps
from .groups import GroupSteps
from .limits import LimitsSteps
from .retention import RetentionSteps


class CamVaultOptionsFlow(CameraSteps, GroupSteps, RetentionSteps, LimitsSteps, AccessSteps, EncryptionSteps):
    """Change what the gateway keeps: cameras and their login, the archive, what comes back from it, its limits."""

    _login: dict[str, str]

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to change."""
        options = ["cameras", "groups", "camera_login", "encryption", "access"]
        options += ["archive", "bring_back", "retention", "limits"]
        return self.async_show_menu(step_id="init", menu_options=options)

    async def async_step_camera_login(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Tell what a new password means, before it is made."""
        errors: dict[str, str] = {}
        if user_input is not None:
            with errors_into(errors, "no_login"):
                self._login = await async_renew_login(self.hass, self._client, self.config_entry.data[CONF_URL])
            if not errors:
                return await self.async_step_new_camera_login()
        return self.async_show_form(step_id="camera_login", errors=errors)

    async def async_step_new_camera_login(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what to type into the cameras."""
        if user_input is not None:
            return self.async_abort(reason="new_login")
        return self.async_show_form(step_id="new_camera_login", description_placeholders=self._login)

    @override
    async def _async_accepted(self) -> ConfigFlowResult:
        """Offer what the archive has."""
        if await self._async_can_restore():
            return await self.async_step_new_archive()
        return self.async_abort(reason="archive_set")

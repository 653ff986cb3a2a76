"""Options flow for the CamVault integration."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_URL
from homeassistant.helpers.selector import (
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import probatio
from yarl import URL

from .camera_login import async_renew_login
from .errors import CamVaultRefusedError
from .form_errors import ARCHIVE_ERRORS, errors_into
from .models import Archive
from .restore_flow import RestoreSteps

ENDPOINT: Final = "endpoint_url"
SECRET: Final = "secret_access_key"  # noqa: S105
# Those whose objects can be read at once; others can be typed.
STORAGE_CLASSES: Final = ["STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR"]
NEW_ARCHIVE: Final = {"region": "us-east-1", "prefix": "camvault", "storage_class": "STANDARD"}

ARCHIVE_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional(ENDPOINT): TextSelector(TextSelectorConfig(type=TextSelectorType.URL)),
        probatio.Required("bucket"): TextSelector(),
        probatio.Required("region"): TextSelector(),
        probatio.Required("access_key_id"): TextSelector(TextSelectorConfig(autocomplete="off")),
        probatio.Required(SECRET): TextSelector(
            TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="new-password")
        ),
        probatio.Optional("prefix"): TextSelector(),
        probatio.Required("storage_class"): SelectSelector(
            SelectSelectorConfig(options=STORAGE_CLASSES, custom_value=True, mode=SelectSelectorMode.DROPDOWN)
        ),
    }
)


class CamVaultOptionsFlow(RestoreSteps):
    """Change what the gateway keeps: the cameras' login and the archive."""

    _login: dict[str, str]

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to change."""
        return self.async_show_menu(step_id="init", menu_options=["camera_login", "archive"])

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

    async def async_step_archive(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the bucket and its keys."""
        errors: dict[str, str] = {}
        if user_input is None:
            with errors_into(errors, "bad_answer"):
                suggested = _suggested((await self._client.settings()).archive)
            if errors:
                return self.async_abort(reason=errors["base"])
            return self._show_archive(suggested, errors)
        change = _change(user_input)
        if errors := await self._async_set_archive(change):
            return self._show_archive({**change, SECRET: None}, errors)
        if await self._async_can_restore():
            return await self.async_step_new_archive()
        return self.async_abort(reason="archive_set")

    def _show_archive(self, suggested: Mapping[str, Any], errors: dict[str, str] | None = None) -> ConfigFlowResult:
        """Show the archive's form."""
        return self.async_show_form(
            step_id="archive",
            data_schema=self.add_suggested_values_to_schema(ARCHIVE_SCHEMA, suggested),
            errors=errors,
            description_placeholders={"reason": self._reason},
        )

    async def _async_set_archive(self, change: Mapping[str, str | None]) -> dict[str, str]:
        """Set the archive; return what went wrong."""
        if not _is_endpoint(change[ENDPOINT]):
            return {ENDPOINT: "invalid_endpoint"}
        errors: dict[str, str] = {}
        with errors_into(errors, "bad_answer"):
            try:
                await self._client.set_archive(change)
            except CamVaultRefusedError as err:
                self._reason = err.message
                errors["base"] = err.code if err.code in ARCHIVE_ERRORS else "refused"
        return errors


def _suggested(archive: Archive | None) -> Mapping[str, Any]:
    """Return what the form begins with; the gateway never tells the secret."""
    return NEW_ARCHIVE if archive is None else asdict(archive)


def _change(user_input: Mapping[str, str]) -> dict[str, str | None]:
    """Return what was typed as the gateway wants it; what was left empty is not there."""
    typed = {name: value.strip() for name, value in user_input.items()}
    return {"prefix": "", **typed, ENDPOINT: typed.get(ENDPOINT) or None}


def _is_endpoint(text: str | None) -> bool:
    """Return whether this is the address of an S3 server; none is AWS itself."""
    if text is None:
        return True
    try:
        url = URL(text)
    except ValueError:
        return False
    return url.scheme in {"http", "https"} and bool(url.host) and not url.user and not url.password

"""Steps of the options flow for camera logins: a new shared password, and which logins need TLS."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_URL
from homeassistant.helpers.selector import SelectSelectorMode
import probatio

from ..api.logins import Account
from .base import NO_LOGIN, OptionsSteps, form_errors, select
from .camera.login import async_renew_login

ENCRYPTED: Final = "encrypted"


class LoginSteps(OptionsSteps):
    """Renew the login that cameras share, and choose which logins are taken over TLS only."""

    _login: dict[str, str]
    _accounts: tuple[Account, ...] = ()

    async def async_step_camera_login(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Explain the consequences of a new password, then make it."""
        errors: dict[str, str] = {}
        if user_input is not None:
            with form_errors(NO_LOGIN) as errors:
                self._login = await async_renew_login(self.hass, self._client, self._entry.data[CONF_URL])
            if not errors:
                return await self.async_step_new_camera_login()
        return self.async_show_form(step_id="camera_login", errors=errors)

    async def async_step_new_camera_login(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the login to type into the cameras."""
        if user_input is not None:
            return self._end("new_login")
        return self.async_show_form(step_id="new_camera_login", description_placeholders=self._login)

    async def async_step_encryption(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which logins want FTPS."""
        with form_errors() as errors:
            if user_input is None:
                self._accounts = await self._client.accounts()
            else:
                await self._async_require(set(user_input[ENCRYPTED]))
        if errors and user_input is None:
            return self._give_up(errors)
        if not self._accounts:
            return self._end("no_logins")
        if user_input is not None and not errors:
            return self._end("encryption_set")
        shown = user_input or {ENCRYPTED: [each.username for each in self._accounts if each.tls_required]}
        schema = self.add_suggested_values_to_schema(self._encryption_schema, shown)
        return self.async_show_form(step_id="encryption", data_schema=schema, errors=errors)

    @property
    def _encryption_schema(self) -> probatio.Schema:
        """Return the list of all logins."""
        labels = {each.username: self._label(each) for each in self._accounts}
        choice = select(labels, multiple=True, mode=SelectSelectorMode.LIST)
        return probatio.Schema({probatio.Required(ENCRYPTED, default=list): choice})

    def _label(self, account: Account) -> str:
        """Return a login with the camera that it is of; the one that cameras share has none."""
        titles = {each.unique_id: each.title for each in self._entry.subentries.values()}
        return (
            f"{account.username} ({titles.get(account.camera, account.camera)})" if account.camera else account.username
        )

    async def _async_require(self, wanted: set[str]) -> None:
        """Have the gateway take these logins over TLS only, and all others either way."""
        for account in self._accounts:
            if account.tls_required != (required := account.username in wanted):
                await self._client.require_tls(account.username, required=required)

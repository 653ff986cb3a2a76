"""The step of the options flow for cameras that must upload over TLS."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import SelectOptionDict, SelectSelector, SelectSelectorConfig, SelectSelectorMode
import probatio

from ..api.logins import Account
from .base import errors_into
from .restore import RestoreSteps

ENCRYPTED: Final = "encrypted"


class EncryptionSteps(RestoreSteps):
    """Show and change which logins are taken over TLS only."""

    _accounts: tuple[Account, ...] = ()

    async def async_step_encryption(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which logins want FTPS."""
        errors: dict[str, str] = {}
        with errors_into(errors, "bad_answer"):
            if user_input is None:
                self._accounts = await self._client.accounts()
            else:
                await self._async_require(set(user_input[ENCRYPTED]))
        if errors and user_input is None:
            return self.async_abort(reason=errors["base"])
        if not self._accounts:
            return self.async_abort(reason="no_logins")
        if user_input is not None and not errors:
            return self.async_abort(reason="encryption_set")
        shown = user_input or {ENCRYPTED: [each.username for each in self._accounts if each.tls_required]}
        schema = self.add_suggested_values_to_schema(self._encryption_schema, shown)
        return self.async_show_form(step_id="encryption", data_schema=schema, errors=errors)

    @property
    def _encryption_schema(self) -> probatio.Schema:
        """Return the list of all logins."""
        options = [SelectOptionDict(value=each.username, label=self._label(each)) for each in self._accounts]
        config = SelectSelectorConfig(options=options, multiple=True, mode=SelectSelectorMode.LIST)
        return probatio.Schema({probatio.Required(ENCRYPTED, default=list): SelectSelector(config)})

    def _label(self, account: Account) -> str:
        """Return a login with the camera that it is of; the one that cameras share has none."""
        titles = {each.unique_id: each.title for each in self.config_entry.subentries.values()}
        return (
            f"{account.username} ({titles.get(account.camera, account.camera)})" if account.camera else account.username
        )

    async def _async_require(self, wanted: set[str]) -> None:
        """Have the gateway take these logins over TLS only, and all others either way."""
        for account in self._accounts:
            if account.tls_required != (required := account.username in wanted):
                await self._client.require_tls(account.username, required=required)

"""Config flow for the CamVault integration."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.config_entries import ConfigEntry, ConfigFlow, ConfigFlowResult, ConfigSubentryFlow, OptionsFlow
from homeassistant.const import CONF_HOST, CONF_PORT, CONF_TOKEN, CONF_URL
from homeassistant.core import callback
from homeassistant.helpers.selector import TextSelector, TextSelectorConfig, TextSelectorType
from homeassistant.helpers.service_info.hassio import HassioServiceInfo
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
import probatio
from yarl import URL

from .api.client import CamVaultClient
from .api.gateway import Gateway
from .const import DEFAULT_PORT, DOMAIN
from .flows.base import NO_LOGIN, form_errors
from .flows.camera.add import CameraFlow
from .flows.camera.login import async_first_login
from .flows.discovery import FoundGateway, async_has_moved, read_announcement
from .flows.moved import async_is_proven
from .flows.options import CamVaultOptionsFlow
from .flows.supervisor import async_find_app
from .ids import CAMERA

TOKEN_FIELD: Final = {
    probatio.Required(CONF_TOKEN): TextSelector(
        TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="current-password")
    )
}
TOKEN_SCHEMA: Final = probatio.Schema(TOKEN_FIELD)
NOT_A_GATEWAY: Final = "not_a_gateway"
INVALID_ADDRESS: Final = "invalid_address"
GATEWAY_SCHEMA: Final = probatio.Schema({probatio.Required(CONF_URL): TextSelector(), **TOKEN_FIELD})


class CamVaultConfigFlow(ConfigFlow, domain=DOMAIN):
    """Set up a gateway, found or given by hand."""

    VERSION = 1

    _found: FoundGateway
    _gateway: Gateway
    _data: dict[str, Any]
    _login: dict[str, str] | None = None

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the flow behind Configure."""
        return CamVaultOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(cls, config_entry: ConfigEntry) -> dict[str, type[ConfigSubentryFlow]]:
        """Return the flow behind Add camera."""
        return {CAMERA: CameraFlow}

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer the app's gateway, or ask for the address and the token."""
        if user_input is None and (app := await async_find_app(self.hass)):
            return await self._async_offer(app)
        errors: dict[str, str] = {}
        if user_input is not None and not (errors := await self._async_connect(user_input)):
            await self.async_set_unique_id(self._gateway.id, raise_on_progress=False)
            self._abort_if_unique_id_configured(updates=self._data)
            if not (errors := await self._async_log_cameras_in()):
                return self._create()
        return self._show("user", GATEWAY_SCHEMA, errors, user_input)

    @override
    async def async_step_hassio(self, discovery_info: HassioServiceInfo) -> ConfigFlowResult:
        """Take the address and the token that the app announced."""
        if errors := await self._async_connect(_announced(discovery_info.config)):
            return self.async_abort(reason=errors["base"])
        await self.async_set_unique_id(self._gateway.id)
        self._abort_if_unique_id_configured(updates=self._data)
        self.context["title_placeholders"] = {"name": _title(self._gateway.site)}
        return await self.async_step_hassio_confirm()

    async def async_step_hassio_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Confirm the app's gateway."""
        errors: dict[str, str] = {}
        if user_input is not None and not (errors := await self._async_log_cameras_in()):
            return self._create()
        self._set_confirm_only()
        placeholders = {"name": _title(self._gateway.site)}
        return self.async_show_form(step_id="hassio_confirm", errors=errors, description_placeholders=placeholders)

    @override
    async def async_step_zeroconf(self, discovery_info: ZeroconfServiceInfo) -> ConfigFlowResult:
        """Take the address that a gateway by itself announced, and never a token."""
        if (found := read_announcement(discovery_info)) is None:
            return self.async_abort(reason=NOT_A_GATEWAY)
        entry = await self.async_set_unique_id(found.id)
        moved = entry is not None and await async_has_moved(self.hass, entry)
        follows = moved and entry is not None and await async_is_proven(self.hass, entry, found)
        self._abort_if_unique_id_configured(updates={CONF_URL: found.url} if follows else None)
        self._found = found
        self.context["title_placeholders"] = {"name": _title(found.site)}
        return await self.async_step_zeroconf_confirm()

    async def async_step_zeroconf_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the token of the gateway that was found."""
        errors: dict[str, str] = {}
        typed = {CONF_URL: self._found.url, **(user_input or {})}
        if user_input is not None and not (errors := await self._async_connect(typed)):
            if self._gateway.id != self._found.id:
                return self.async_abort(reason="other_gateway")
            if not (errors := await self._async_log_cameras_in()):
                return self._create()
        placeholders = {"name": _title(self._found.site), "address": self._found.url.removeprefix("http://")}
        return self._show("zeroconf_confirm", TOKEN_SCHEMA, errors, None, placeholders)

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Handle a token that is no longer accepted."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the new token."""
        entry = self._get_reauth_entry()
        errors: dict[str, str] = {}
        if user_input is not None and not (errors := await self._async_connect({**entry.data, **user_input})):
            return await self._async_update(entry)
        return self._show("reauth_confirm", TOKEN_SCHEMA, errors, None, {"name": entry.title})

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the new address and token."""
        entry = self._get_reconfigure_entry()
        errors: dict[str, str] = {}
        if user_input is not None and not (errors := await self._async_connect(user_input)):
            return await self._async_update(entry)
        suggested = user_input or {CONF_URL: entry.data[CONF_URL]}
        return self._show("reconfigure", GATEWAY_SCHEMA, errors, suggested, {"name": entry.title})

    def _show(
        self,
        step_id: str,
        schema: probatio.Schema,
        errors: dict[str, str],
        suggested: Mapping[str, Any] | None,
        placeholders: Mapping[str, str] | None = None,
    ) -> ConfigFlowResult:
        """Show a form with suggested values."""
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(schema, suggested),
            errors=errors,
            description_placeholders=placeholders,
        )

    async def _async_offer(self, app: Mapping[str, Any]) -> ConfigFlowResult:
        """Offer the app's gateway, if it is there and not yet set up."""
        announced = _announced(app)
        if errors := await self._async_connect(announced):
            return self._show("user", GATEWAY_SCHEMA, errors, {CONF_URL: announced[CONF_URL]})
        if self._gateway.id in self._async_current_ids(include_ignore=False):
            return self._show("user", GATEWAY_SCHEMA, {}, None)
        await self.async_set_unique_id(self._gateway.id, raise_on_progress=False)
        return await self.async_step_hassio_confirm()

    def _create(self) -> ConfigFlowResult:
        """Create the entry, and show the cameras' login if it was just made."""
        return self.async_create_entry(
            title=_title(self._gateway.site),
            data=self._data,
            description="camera_login" if self._login else None,
            description_placeholders=self._login,
        )

    async def _async_update(self, entry: ConfigEntry) -> ConfigFlowResult:
        """Update the entry, if it is of the gateway that answered."""
        await self.async_set_unique_id(self._gateway.id)
        self._abort_if_unique_id_mismatch(reason="other_gateway")
        return self.async_update_reload_and_abort(entry, data_updates=self._data)

    async def _async_connect(self, user_input: Mapping[str, Any]) -> dict[str, str]:
        """Ask the gateway for its id; return the form's errors."""
        try:
            self._data = {CONF_URL: parse_address(user_input[CONF_URL]), CONF_TOKEN: user_input[CONF_TOKEN].strip()}
        except ValueError:
            return {CONF_URL: INVALID_ADDRESS}
        with form_errors(NOT_A_GATEWAY) as errors:
            self._gateway = await self._client.gateway()
        return errors

    async def _async_log_cameras_in(self) -> dict[str, str]:
        """Make the cameras' login unless they have one; return the form's errors."""
        with form_errors(NO_LOGIN) as errors:
            self._login = await async_first_login(self.hass, self._client, self._data[CONF_URL])
        return errors

    @property
    def _client(self) -> CamVaultClient:
        """Return the API of the gateway that is being set up."""
        return CamVaultClient.of(self.hass, self._data)


def parse_address(address: str) -> str:
    """Return the URL of typed text: a URL, a host with its port, or a host."""
    address = address.strip()
    url = URL(address if "://" in address else f"http://{address}")
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError(address)
    port = url.explicit_port or (None if "://" in address else DEFAULT_PORT)
    return str(URL.build(scheme=url.scheme, host=url.host, port=port, path=url.path.rstrip("/")))


def _announced(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form's values for the gateway that the app announced."""
    url = URL.build(scheme="http", host=config[CONF_HOST], port=config[CONF_PORT])
    return {CONF_URL: str(url), CONF_TOKEN: config[CONF_TOKEN]}


def _title(site: str) -> str:
    """Return the name of a gateway among others."""
    return f"CamVault {site}"

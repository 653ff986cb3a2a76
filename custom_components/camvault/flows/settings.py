"""Steps of the options flow for the gateway's settings: its limits, and networks without a login."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import UnitOfDataRate, UnitOfInformation, UnitOfTime
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import probatio

from ..api.gateway import Settings
from .base import End, OptionsSteps, form_errors

_MANY: Final = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class _Limit:
    """A setting, and how the form shows it; `scale` is how many of the gateway's units one of the form's has."""

    setting: str
    unit: str
    scale: float
    least: float
    step: float | None = None
    whole: bool = True

    def shown(self, kept: float) -> float:
        """Return a value of the gateway in the form's unit."""
        return round(kept / self.scale, 2 if self.whole else 5)

    def kept(self, typed: float) -> float:
        """Return form values as the gateway's API has them."""
        return round(typed * self.scale) if self.whole else typed * self.scale

    @property
    def selector(self) -> NumberSelector:
        """Return the field."""
        config = NumberSelectorConfig(
            min=self.least,
            max=_MANY,
            step=self.step or "any",
            unit_of_measurement=self.unit,
            mode=NumberSelectorMode.BOX,
        )
        return NumberSelector(config)


_LIMITS: Final = {
    "vault_size": _Limit(setting="vault_limit_bytes", unit=UnitOfInformation.GIGABYTES, scale=1e9, least=0.3),
    "vault_age": _Limit(setting="vault_days", unit=UnitOfTime.DAYS, scale=1, least=1, step=1),
    "upload_speed": _Limit(
        setting="upload_limit_kib_s", unit=UnitOfDataRate.MEGABITS_PER_SECOND, scale=1e6 / 8 / 1024, least=0.14
    ),
    "price": _Limit(setting="price_per_gb_month", unit="/ GB", scale=1, least=0, whole=False),
}
_NETWORKS: Final = "anonymous_networks"
ACCESS_SCHEMA: Final = probatio.Schema({probatio.Optional(_NETWORKS): TextSelector(TextSelectorConfig(multiple=True))})
LIMITS_SCHEMA: Final = probatio.Schema({probatio.Optional(name): limit.selector for name, limit in _LIMITS.items()})


def _networks_of(settings: Settings) -> dict[str, list[str]]:
    """Return the networks as the form shows them."""
    return {_NETWORKS: list(settings.anonymous_networks)}


def _limits_of(settings: Settings) -> dict[str, float]:
    """Return the limits as the form shows them."""
    kept = {name: getattr(settings, limit.setting) for name, limit in _LIMITS.items()}
    return {name: _LIMITS[name].shown(value) for name, value in kept.items() if value is not None}


def _limits_from(typed: Mapping[str, float]) -> dict[str, float | str | None]:
    """Return form values as the gateway's API has them."""
    return {limit.setting: limit.kept(typed[name]) if name in typed else None for name, limit in _LIMITS.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """A form for some of the settings; `shown` returns its values for them."""

    step_id: str
    schema: probatio.Schema
    shown: Callable[[Settings], Mapping[str, Any]]
    end: End


_LIMITS_FORM: Final = _Form(step_id="limits", schema=LIMITS_SCHEMA, shown=_limits_of, end="limits_set")
_ACCESS_FORM: Final = _Form(step_id="access", schema=ACCESS_SCHEMA, shown=_networks_of, end="access_set")


class SettingsSteps(OptionsSteps):
    """Show settings in a form, and change them as it says."""

    async def async_step_limits(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the gateway's limits; an empty field means no limit."""
        change = _limits_from(user_input or {}) | {"price_currency": self.hass.config.currency}
        return await self._async_settings(_LIMITS_FORM, user_input, change)

    async def async_step_access(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask from which networks cameras may upload without a password; without one, every camera has to log in."""
        change = {_NETWORKS: (user_input or {}).get(_NETWORKS, [])}
        return await self._async_settings(_ACCESS_FORM, user_input, change)

    async def _async_settings(
        self, form: _Form, typed: Mapping[str, Any] | None, change: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Show the form with the current settings, or change them to the submitted values."""
        values: Mapping[str, Any] = typed or {}
        if typed is None:
            with form_errors() as errors:
                values = form.shown(await self._client.settings())
            if errors:
                return self._give_up(errors)
        else:
            with self._change_errors() as errors:
                await self._client.change_settings(**change)
                return self._end(form.end)
        return self.async_show_form(
            step_id=form.step_id,
            data_schema=self.add_suggested_values_to_schema(form.schema, values),
            errors=errors,
            description_placeholders={"reason": self._reason},
        )

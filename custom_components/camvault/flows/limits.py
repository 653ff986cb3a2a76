"""The step of the options flow for the gateway's own limits, in units that people know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import UnitOfDataRate, UnitOfInformation, UnitOfTime
from homeassistant.helpers.selector import NumberSelector, NumberSelectorConfig, NumberSelectorMode
import probatio

from ..api.models import Settings
from .settings import SettingsSteps

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
        """Return what the gateway has as the form shows it."""
        return round(kept / self.scale, 2 if self.whole else 5)

    def kept(self, typed: float) -> float:
        """Return what was typed as the gateway wants it."""
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
LIMITS_SCHEMA: Final = probatio.Schema({probatio.Optional(name): limit.selector for name, limit in _LIMITS.items()})


class LimitsSteps(SettingsSteps):
    """Show and change how much the gateway keeps, and how fast it uploads."""

    async def async_step_limits(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the limits; what is left empty has none."""
        change = _change(user_input or {}) | {"price_currency": self.hass.config.currency}
        return await self._async_settings("limits", LIMITS_SCHEMA, _shown, user_input, change)


def _shown(settings: Settings) -> dict[str, float]:
    """Return the limits as the form shows them."""
    kept = {name: getattr(settings, limit.setting) for name, limit in _LIMITS.items()}
    return {name: _LIMITS[name].shown(value) for name, value in kept.items() if value is not None}


def _change(typed: Mapping[str, float]) -> dict[str, float | str | None]:
    """Return what was typed as the gateway wants it."""
    return {limit.setting: limit.kept(typed[name]) if name in typed else None for name, limit in _LIMITS.items()}

"""How the entities of the CamVault integration take what the gateway pushes."""

from abc import abstractmethod
from datetime import datetime
from typing import override

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .coordinator import CamVaultCoordinator


class PushedEntity(CoordinatorEntity[CamVaultCoordinator]):
    """An entity that is written when what it shows has changed, not at each word of the gateway.

    One that has a pace is written at most that often: the recorder need not know each step of a count.
    """

    _attr_has_entity_name = True
    _last: tuple[bool, object] = (False, None)
    _resting: CALLBACK_TYPE | None = None
    _due = False

    @property
    def _pace_s(self) -> float:
        """Return how long to rest after each time it was written."""
        return 0

    @property
    @abstractmethod
    def _source(self) -> object:
        """Return what of the site is shown; it is another object when it has changed."""

    @property
    def _written(self) -> object:
        """Return what is written of it."""
        return self._source

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Write the state, now or when it is time."""
        before, now = self._last, (self.available, self._written)
        self._last = now
        if before == now:
            return
        if before[0] is now[0] and self._resting:
            self._due = True
        else:
            self._async_write()

    @callback
    def _async_write(self) -> None:
        """Write the state, and rest."""
        self._due = False
        if self._pace_s and not self._resting:
            self._resting = async_call_later(self.hass, self._pace_s, self._async_rested)
        self.async_write_ha_state()

    @callback
    def _async_rested(self, _now: datetime) -> None:
        """Write what came meanwhile."""
        self._resting = None
        if self._due:
            self._async_write()

    @override
    async def async_added_to_hass(self) -> None:
        """Begin with what is going to be written first."""
        await super().async_added_to_hass()
        self._last = self.available, self._written

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Rest no longer."""
        if self._resting:
            self._resting()
        await super().async_will_remove_from_hass()

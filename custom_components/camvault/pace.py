"""Do something at most once in a while."""

from collections.abc import Callable
from datetime import datetime

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later


class Paced:
    """Acts at once when asked, and then pauses; what is asked for in the pause is done once, at its end."""

    def __init__(self, hass: HomeAssistant, pause_s: float, act: Callable[[], None]) -> None:
        """Keep the pause in seconds, which may be none, and what to do."""
        self._hass = hass
        self._pause_s = pause_s
        self._act = act
        self._resting: CALLBACK_TYPE | None = None
        self._due = False

    @callback
    def async_ask(self) -> None:
        """Act now, or when the pause is over."""
        if self._resting:
            self._due = True
        else:
            self.async_act()

    @callback
    def async_act(self) -> None:
        """Act now, also in a pause, at whose end nothing is due then."""
        self._due = False
        if self._pause_s and not self._resting:
            self._resting = async_call_later(self._hass, self._pause_s, self._async_rested)
        self._act()

    @callback
    def async_stop(self) -> None:
        """Forget what is due."""
        if self._resting:
            self._resting()
        self._resting, self._due = None, False

    @callback
    def _async_rested(self, _now: datetime) -> None:
        self._resting = None
        if self._due:
            self.async_act()

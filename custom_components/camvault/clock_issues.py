"""What stands in Home Assistant's repairs of cameras' clocks: one issue for each that is steadily wrong."""

from datetime import timedelta
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .coordinator import CamVaultConfigEntry
from .models import Camera

AHEAD: Final = "camera_clock_ahead"
BEHIND: Final = "camera_clock_behind"
CLOCK_ISSUES: Final = frozenset({AHEAD, BEHIND})
# Cameras that ask for the time once a day drift by minutes, which nobody has to mend.
_TOLERANCE: Final = timedelta(minutes=10)
_HOURS_A_DAY: Final = 24
_MINUTES_AN_HOUR: Final = 60


@callback
def async_keep_clock_issues(hass: HomeAssistant, entry: CamVaultConfigEntry) -> None:
    """Keep the issues of an entry's cameras until it is unloaded."""
    told: set[str] = set()

    @callback
    def update() -> None:
        wrong = {camera.id: camera for camera in entry.runtime_data.data.cameras.values() if is_wrong(camera)}
        for camera_id in told - wrong.keys():
            _async_delete(hass, entry, camera_id)
        for camera in wrong.values():
            _async_create(hass, entry, camera)
        told.clear()
        told.update(wrong)

    @callback
    def forget() -> None:
        for camera_id in told:
            _async_delete(hass, entry, camera_id)

    update()
    entry.async_on_unload(entry.runtime_data.async_add_listener(update))
    entry.async_on_unload(forget)


def is_wrong(camera: Camera) -> bool:
    """Return whether a camera's clock is off by more than clocks drift."""
    return camera.clock_offset_s is not None and abs(camera.clock_offset_s) >= _TOLERANCE.total_seconds()


def told_as(seconds: float) -> str:
    """Return a time span in whole minutes, or in days and hours when it is long, as `1 h 5 min`."""
    minutes = round(abs(seconds) / _MINUTES_AN_HOUR)
    hours, minutes = divmod(minutes, _MINUTES_AN_HOUR)
    days, hours = divmod(hours, _HOURS_A_DAY)
    parts = ((days, "d"), (hours, "h"), (0 if days else minutes, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def _issue_id(entry: CamVaultConfigEntry, problem: str, camera_id: str) -> str:
    """Return the id of a camera's issue."""
    return f"{problem}_{entry.entry_id}_{camera_id}"


@callback
def _async_create(hass: HomeAssistant, entry: CamVaultConfigEntry, camera: Camera) -> None:
    """Tell how far a camera's clock is off."""
    offset = camera.clock_offset_s or 0.0
    problem, other = (AHEAD, BEHIND) if offset > 0 else (BEHIND, AHEAD)
    ir.async_delete_issue(hass, DOMAIN, _issue_id(entry, other, camera.id))
    ir.async_create_issue(
        hass,
        DOMAIN,
        _issue_id(entry, problem, camera.id),
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key=problem,
        translation_placeholders={"camera": camera.name, "offset": told_as(offset)},
    )


@callback
def _async_delete(hass: HomeAssistant, entry: CamVaultConfigEntry, camera_id: str) -> None:
    """Take back what was told of a camera's clock."""
    for problem in CLOCK_ISSUES:
        ir.async_delete_issue(hass, DOMAIN, _issue_id(entry, problem, camera_id))

"""Diagnostics support for CamVault."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.const import CONF_DESCRIPTION, CONF_NAME, CONF_PASSWORD, CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant

from .const import UNASSIGNED
from .coordinator import CamVaultConfigEntry
from .ids import CAMERA, STREAM_URL

# People post the file where everybody reads it.
TO_REDACT: Final = {
    CONF_DESCRIPTION,
    CONF_NAME,
    CONF_PASSWORD,
    CONF_TOKEN,
    CONF_URL,
    "access_key_id",
    "advertised_address",
    "anonymous_networks",
    "bucket",
    "endpoint_url",
    "original_path",
    "prefix",
    "site",
    STREAM_URL,
}
_CAMERA_KEYS: Final = {"id", "camera"}


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: CamVaultConfigEntry) -> dict[str, Any]:
    """Return diagnostics for a config entry, in which cameras have numbers instead of names."""
    coordinator = entry.runtime_data
    streams = {subentry.unique_id or "": dict(subentry.data) for subentry in entry.get_subentries_of_type(CAMERA)}
    numbers = _numbers({*streams, *coordinator.data.cameras})
    site = asdict(coordinator.data)
    site["cameras"] = _renamed(site["cameras"], numbers)
    backlog = site["gateway"]["backlog"]
    if backlog["by_camera"] is not None:
        known = {camera: files for camera, files in backlog["by_camera"].items() if camera in numbers}
        backlog["by_camera"] = _renamed(known, numbers)
    return {
        "entry": async_redact_data(dict(entry.data), TO_REDACT),
        "cameras": async_redact_data(_renamed(streams, numbers), TO_REDACT),
        "connected": coordinator.last_update_success,
        "site": async_redact_data(_numbered(site, numbers), TO_REDACT),
    }


def _numbers(cameras: Iterable[str]) -> dict[str, str]:
    """Return the number that stands for each camera: its id would show the name that people gave it."""
    own = sorted(camera for camera in cameras if camera != UNASSIGNED)
    return {UNASSIGNED: UNASSIGNED} | {camera: f"camera_{number}" for number, camera in enumerate(own, start=1)}


def _renamed(cameras: Mapping[str, Any], numbers: Mapping[str, str]) -> dict[str, Any]:
    """Return values of cameras by number instead of by id."""
    return {numbers[camera]: value for camera, value in cameras.items()}


def _numbered(value: Any, numbers: Mapping[str, str]) -> Any:  # noqa: ANN401 whatever JSON has
    """Return a value in which numbers stand for the ids of cameras."""
    if isinstance(value, dict):
        return {
            key: numbers.get(each, each) if key in _CAMERA_KEYS and isinstance(each, str) else _numbered(each, numbers)
            for key, each in value.items()
        }
    return [_numbered(each, numbers) for each in value] if isinstance(value, list | tuple) else value

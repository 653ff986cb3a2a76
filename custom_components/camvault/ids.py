"""How a camera is identified in Home Assistant's registries."""

from typing import Final

from homeassistant.config_entries import ConfigEntry

CAMERA: Final = "camera"
# Where a camera's live picture is; user and password may stand in it.
STREAM_URL: Final = "stream_url"


def camera_key(gateway_id: str, camera_id: str) -> str:
    """Return the identifier of a camera's device, unique among all gateways."""
    return f"{gateway_id}_{camera_id}"


def camera_unique_id(gateway_id: str, camera_id: str, key: str) -> str:
    """Return the unique id of a camera's entity."""
    return f"{camera_key(gateway_id, camera_id)}_{key}"


def subentry_ids(entry: ConfigEntry) -> dict[str, str]:
    """Return the subentry ids of an entry's cameras, by camera id."""
    found = entry.get_subentries_of_type(CAMERA)
    return {subentry.unique_id: subentry.subentry_id for subentry in found if subentry.unique_id}


def stream_url_of(entry: ConfigEntry, camera_id: str) -> str | None:
    """Return the URL of a camera's live stream, if a person entered one."""
    cameras = entry.get_subentries_of_type(CAMERA)
    return next((each.data.get(STREAM_URL) for each in cameras if each.unique_id == camera_id), None)

"""The action that copies captures into Home Assistant's media folder."""

from collections.abc import AsyncIterator
from pathlib import Path
import shutil
from typing import Final

from homeassistant.components import persistent_notification
from homeassistant.components.media_source import generate_media_source_id
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_admin_service
from homeassistant.util import raise_if_invalid_path, ulid
import probatio

from ..api.client import CamVaultClient
from ..api.errors import CamVaultNotFoundError
from ..api.models import Capture
from ..api.query import MOST
from ..const import DOMAIN
from ..coordinator import CamVaultCoordinator
from ..failures import failed, gateway_errors, invalid
from ..texts import common_text
from .call import ATTR_EVENT_ID, EVENT_IDS, FILTER_FIELDS, async_filter_of, coordinator_of, found_events
from .export_file import Copied, async_copy

_DEFAULT_FOLDER: Final = "CamVault"
_MOST_EVENTS: Final = 1000
# What Home Assistant needs itself must stay free.
_RESERVE_BYTES: Final = 512 * 2**20

_PROGRESS: Final = {
    "export_running": "Exporting: {number} of {count} clips and snapshots are in the media folder {folder}.",
    "export_done": "Export finished: {number} of {count} clips and snapshots are in the media folder {folder}.",
}

EXPORT_SCHEMA: Final = probatio.All(
    cv.has_at_least_one_key(ATTR_EVENT_ID, "start"),
    probatio.Schema(
        {
            **FILTER_FIELDS,
            probatio.Optional(ATTR_EVENT_ID): EVENT_IDS,
            probatio.Optional("folder", default=_DEFAULT_FOLDER): probatio.All(cv.string, probatio.Length(1, 200)),
        }
    ),
)


@callback
def async_register_export_action(hass: HomeAssistant) -> None:
    """Register the action."""
    async_register_admin_service(
        hass, DOMAIN, "export", _async_export, EXPORT_SCHEMA, supports_response=SupportsResponse.OPTIONAL
    )


async def _async_export(call: ServiceCall) -> ServiceResponse:
    """Copy captures, and show the progress."""
    hass, coordinator = call.hass, coordinator_of(call)
    folder, media_content_id = await hass.async_add_executor_job(_folder, hass, call.data["folder"])
    with gateway_errors():
        captures = [capture async for capture in _async_wanted(coordinator, call)]
    if not captures:
        raise invalid("nothing_to_export")
    wanted = sum(capture.size for capture in captures)
    if await hass.async_add_executor_job(_free_bytes, folder) < wanted + _RESERVE_BYTES:
        raise failed("no_room", needed=_size(wanted + _RESERVE_BYTES))
    copied = await _async_copy_all(hass, coordinator, folder, captures)
    if not call.return_response:
        return None
    return {
        "folder": str(folder),
        "media_content_id": media_content_id,
        "files": [each.name for each in copied],
        "bytes": sum(each.size for each in copied),
        "missing": len(captures) - len(copied),
    }


def _folder(hass: HomeAssistant, wanted: str) -> tuple[Path, str]:
    """Return the folder to export to, which is below the media folder, whatever links lie in the way, and its id."""
    name, media_dir = next((name, Path(folder).resolve()) for name, folder in hass.config.media_dirs.items())
    try:
        raise_if_invalid_path(wanted)
    except ValueError as err:
        raise invalid("folder_outside", folder=wanted) from err
    folder = (media_dir / wanted).resolve()
    if not folder.is_relative_to(media_dir):
        raise invalid("folder_outside", folder=wanted)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise failed("not_written", error=err.strerror or "") from err
    return folder, generate_media_source_id("media_source", f"{name}/{folder.relative_to(media_dir)}")


def _free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _size(count: int) -> str:
    return f"{count / 2**30:.1f} GiB"


async def _async_wanted(coordinator: CamVaultCoordinator, call: ServiceCall) -> AsyncIterator[Capture]:
    """Yield the captures to copy: those of the named events, or of the events that the filter finds."""
    client = coordinator.client
    ids: list[str] = call.data.get(ATTR_EVENT_ID, [])
    if not ids:
        wanted = await async_filter_of(call, coordinator)
        ids = [event.id async for event in found_events(coordinator, wanted, _MOST_EVENTS + 1)]
    if len(ids) > _MOST_EVENTS:
        raise invalid("too_many_events", most=str(_MOST_EVENTS))
    for event_id in ids:
        await client.event(event_id)
        async for capture in _async_captures(client, event_id):
            yield capture


async def _async_captures(client: CamVaultClient, event_id: str) -> AsyncIterator[Capture]:
    """Yield an event's captures that have something in them."""
    cursor: str | None = None
    while True:
        page = await client.captures(event=event_id, limit=MOST, cursor=cursor)
        for capture in page.items:
            if capture.has_content:
                yield capture
        if (cursor := page.next) is None:
            return


async def _async_copy_all(
    hass: HomeAssistant, coordinator: CamVaultCoordinator, folder: Path, captures: list[Capture]
) -> list[Copied]:
    """Copy captures one after the other; those that the gateway no longer has are left out."""
    notification = f"{DOMAIN}_export_{ulid.ulid_now()}"
    copied: list[Copied] = []
    try:
        with gateway_errors():
            for number, capture in enumerate(captures):
                _notify(hass, notification, "export_running", number=number, count=len(captures), folder=folder.name)
                try:
                    copied.append(await async_copy(hass, coordinator, capture, folder))
                except CamVaultNotFoundError:
                    continue
    except BaseException:
        persistent_notification.async_dismiss(hass, notification)
        raise
    _notify(hass, notification, "export_done", number=len(copied), count=len(captures), folder=folder.name)
    return copied


def _notify(hass: HomeAssistant, notification: str, key: str, **values: object) -> None:
    """Show the progress as a notification."""
    text = common_text(hass, key, _PROGRESS[key]).format(**values)
    persistent_notification.async_create(hass, text, "CamVault", notification)

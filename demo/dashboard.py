"""A first page that shows the thing: a picture, motion and history for each camera there is."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from .hass_api import HassApi, HassSocket

NO_WORDS = {"show_name": False, "show_state": False}
URL_PATH = "camvault-demo"
WELCOME = (
    "Motion is **on** from the first byte a camera uploads. Every clip and snapshot stands in the "
    "[timeline](/camvault) at once, and a verified copy lies in the archive seconds later."
)
NOTHING_YET = "No camera has uploaded anything yet. Upload a picture or a clip by FTP, and it appears here."


async def keep_current(hass: HassApi) -> None:
    """Show the dashboard at the front, and follow the cameras that come and go."""
    async with hass.socket() as socket:
        await make(socket)
        await socket.command("subscribe_events", event_type="entity_registry_updated")
        await draw(socket)
        while True:
            await socket.event()
            try:  # a new camera brings several entities at once
                while True:
                    await socket.event(timeout_s=1)
            except TimeoutError:
                await draw(socket)


async def make(socket: HassSocket) -> None:
    """Make the dashboard at the first start and put it at the front."""
    dashboards = await socket.command("lovelace/dashboards/list")
    if any(one["url_path"] == URL_PATH for one in dashboards):
        return
    await socket.command(
        "lovelace/dashboards/create",
        url_path=URL_PATH,
        title="Cameras",
        icon="mdi:home",
        show_in_sidebar=True,
        require_admin=False,
    )
    await socket.command("frontend/set_system_data", key="core", value={"default_panel": URL_PATH})


async def draw(socket: HassSocket) -> None:
    """Lay the dashboard out anew."""
    entities = await socket.command("config/entity_registry/list")
    devices = {one["id"]: one for one in await socket.command("config/device_registry/list")}
    ours = [one for one in entities if one["platform"] == "camvault" and one["device_id"] in devices]
    ours = [one for one in ours if not one["disabled_by"] and not one["hidden_by"]]
    # What is set once, and what is only there sometimes, is on the page of the device.
    ours = [one for one in ours if one["entity_category"] != "config"]
    ours.sort(key=lambda one: (_title(devices[one["device_id"]]), one["device_id"], one["entity_id"]))
    parts = [
        (_title(devices[device]), {one["entity_id"]: str(one["name"] or one["original_name"]) for one in some})
        for device, some in groupby(ours, key=lambda one: one["device_id"])
    ]
    await socket.command("lovelace/config/save", url_path=URL_PATH, config=layout(parts))


def _title(device: dict[str, Any]) -> str:
    return str(device["name_by_user"] or device["name"] or "")


def layout(parts: list[tuple[str, dict[str, str]]]) -> dict[str, Any]:
    """Return the dashboard of these devices and their entities, by id and name."""
    cameras = [part for part in parts if _first(part[1], "camera.") or _first(part[1], "image.")]
    others = [part for part in parts if part not in cameras]
    sections = [_camera(title, entities) for title, entities in cameras]
    sections += [_tiles(title, entities) for title, entities in others]
    watched = [one for _, entities in cameras for one in entities if one.startswith(("binary_sensor.", "event."))]
    if watched:
        logbook = {"type": "logbook", "target": {"entity_id": watched}, "hours_to_show": 1}
        sections.append({"type": "grid", "cards": [{"type": "heading", "heading": "What happened"}, logbook]})
    welcome = {"type": "markdown", "content": WELCOME if cameras else f"{WELCOME}\n\n{NOTHING_YET}"}
    first: list[dict[str, Any]] = [{**welcome, "grid_options": {"columns": "full"}}]
    if cameras:
        first.append({"type": "custom:camvault-timeline-card", "layout": "strip", "grid_options": {"columns": "full"}})
    sections.insert(0, {"type": "grid", "column_span": 4, "cards": first})
    view = {"type": "sections", "title": "Cameras", "path": "cameras", "max_columns": 4, "sections": sections}
    return {"title": "CamVault", "views": [view]}


def _first(entities: Iterable[str], start: str) -> str | None:
    return next((one for one in entities if one.startswith(start)), None)


def _camera(title: str, entities: dict[str, str]) -> dict[str, Any]:
    cards: list[dict[str, Any]] = [{"type": "heading", "heading": title, "icon": "mdi:cctv"}]
    picture = _first(entities, "camera.") or _first(entities, "image.")
    motion = _first(entities, "binary_sensor.")
    cards.append({"type": "picture-entity", "entity": picture, "camera_view": "auto", **NO_WORDS})
    rest = [one for one in entities if not one.startswith(("camera.", "image.")) and one != motion]
    tiles = [_tile(one, entities[one]) for one in ([motion] if motion else []) + rest]
    history = (
        [{"type": "history-graph", "entities": [{"entity": motion, "name": entities[motion]}], "hours_to_show": 1}]
        if motion
        else []
    )
    return {"type": "grid", "cards": [*cards, *tiles, *history]}


def _tile(entity: str, name: str) -> dict[str, Any]:
    return {"type": "tile", "entity": entity, "name": name}


def _tiles(title: str, entities: dict[str, str]) -> dict[str, Any]:
    cards: list[dict[str, Any]] = [{"type": "heading", "heading": title, "icon": "mdi:safe"}]
    return {"type": "grid", "cards": cards + [_tile(one, name) for one, name in entities.items()]}

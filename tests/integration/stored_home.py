"""A home as an earlier version left it in Home Assistant's storage, and the gateway that it is of."""

import asyncio
from copy import deepcopy
import json
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    category_registry as cr,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    issue_registry as ir,
    label_registry as lr,
    restore_state as rs,
)

from .fake_gateway import FakeGateway
from .fake_values import make_camera

type Stored = dict[str, Any]

KEYS = ("core.config_entries", "core.device_registry", "core.entity_registry", "core.area_registry")
_FILE = Path(__file__).parent / "stored" / "home.json"


def stored_home() -> Stored:
    """Return what was stored, by the name of each store."""
    stored: Stored = json.loads(_FILE.read_text())
    return stored


def fill(gateway: FakeGateway) -> None:
    """Give a gateway the cameras and groups of the stored home."""
    gateway.cameras = {
        "front-door": make_camera("front-door", "Front door", labels=["person", "vehicle"]),
        "garden": make_camera("garden", "Garden", quiet_time_s=60),
        "drive-2": make_camera("drive-2", "Drive", muted=True),
        "unassigned": make_camera("unassigned", "Unassigned"),
    }
    outside = {"id": "g1", "name": "Outside", "rules": [{"of": "camera", "match": "in", "values": ["garden"]}]}
    people = {"id": "g2", "name": "People", "rules": [{"of": "label", "match": "in", "values": ["person"]}]}
    gateway.groups = {"g1": outside, "g2": people}


async def load(hass: HomeAssistant, storage: Stored, stored: Stored) -> None:
    """Begin as Home Assistant does with what was stored."""
    storage.update(deepcopy(stored))
    dr.async_setup(hass)
    registries = (ar, cr, dr, er, fr, ir, lr, rs)
    await asyncio.gather(
        *(registry.async_load(hass) for registry in registries), hass.config_entries.async_initialize()
    )

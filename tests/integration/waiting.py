"""Wait for what comes over the network."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from homeassistant.core import HomeAssistant


async def until(condition: Callable[[], object], timeout_s: float = 5) -> None:
    """Wait until a condition holds."""
    async with asyncio.timeout(timeout_s):
        while not condition():
            await asyncio.sleep(0.002)


def attributes(hass: HomeAssistant, entity_id: str) -> Mapping[str, Any]:
    """Return an entity's attributes."""
    state = hass.states.get(entity_id)
    return state.attributes if state else {}


async def until_state(hass: HomeAssistant, entity_id: str, state: str) -> None:
    """Wait until an entity is in a state."""
    await until(lambda: hass.states.is_state(entity_id, state))

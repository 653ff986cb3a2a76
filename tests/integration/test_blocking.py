"""Test that all other tests here would notice a call that blocks Home Assistant's event loop."""

from collections.abc import Callable
from pathlib import Path
import time
from unittest.mock import patch

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .calling import call
from .fake_gateway import FakeGateway


async def test_noticed(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, tmp_path: Path, blocking: list[str]
) -> None:
    """A file that the integration opens in the loop is told of, with the place in the code."""
    hass.config.media_dirs = {"local": str(tmp_path)}

    async def at_once[**P, R](job: Callable[P, R], *args: P.args, **options: P.kwargs) -> R:
        return job(*args, **options)

    await call(hass, "export", event_id="event1")
    assert blocking == []
    with patch.object(hass, "async_add_executor_job", at_once):
        await call(hass, "export", event_id="event1")
    assert any("blocking call to open" in told and "export_file.py" in told for told in blocking)
    blocking.clear()


async def test_sleep(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, blocking: list[str]) -> None:
    """So is one that waits; Home Assistant does not even let it."""
    with (
        patch("custom_components.camvault.actions.events.coordinator_of", side_effect=lambda _: time.sleep(0.001)),
        pytest.raises(RuntimeError, match="blocking call to sleep"),
    ):
        await call(hass, "get_events")
    assert len(blocking) == 1
    blocking.clear()

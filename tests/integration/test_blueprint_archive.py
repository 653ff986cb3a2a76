"""Test the blueprint that tells of what is not archived, as Home Assistant runs it."""

from datetime import timedelta
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from .automating import automate
from .fake_gateway import FakeGateway
from .fake_values import stamp
from .phones import Phone
from .problems import said
from .waiting import until, until_state

BACKLOG = "sensor.camvault_home_backlog_since"


@pytest.mark.parametrize(
    ("archive", "why"),
    [
        ("failing", "The archive is not working: see the repairs in the settings."),
        ("connected", "The archive is working, but slowly."),
    ],
)
async def test_late(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    phone: Phone,
    tmp_path: Path,
    archive: str,
    why: str,
) -> None:
    """What waits for too long is told once, with the reason, and when nothing does any more."""
    await _say_backlog(hass, gateway, None)
    await automate(hass, tmp_path, "not_archived", backlog=BACKLOG, phone=phone.device_id, minutes=30)
    await gateway.say_gateway(archive=gateway.gateway["archive"] | {"state": archive})
    await _say_backlog(hass, gateway, 29)
    await _say_backlog(hass, gateway, 31)
    await until(lambda: phone.told)
    assert phone.told[0]["title"] == "Clips aren't being archived"
    assert phone.told[0]["message"].endswith(why)
    await _say_backlog(hass, gateway, 32)
    await _say_backlog(hass, gateway, 5)
    await until(lambda: len(phone.told) == 2)
    assert phone.told[1]["title"] == "Clips are being archived again"
    assert len({told["data"]["tag"] for told in phone.told}) == 1


async def _say_backlog(hass: HomeAssistant, gateway: FakeGateway, minutes: int | None) -> None:
    """Let the oldest have waited for some minutes, and let the sensor say so."""
    since = None if minutes is None else dt_util.utcnow() - timedelta(minutes=minutes)
    files = 3 if since else 0
    backlog = {"files": files, "bytes": 9, "oldest_at": stamp(since) if since else None}
    await gateway.say_gateway(backlog={**backlog, "by_camera": {"garden": files} if files else {}})
    await said(hass, gateway)
    shown = since.replace(microsecond=0).isoformat() if since else "unknown"
    # One that was written a moment ago rests; the time that is skipped for it ends a notification under way, too.
    if not hass.states.is_state(BACKLOG, shown):
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=61))
    await until_state(hass, BACKLOG, shown)

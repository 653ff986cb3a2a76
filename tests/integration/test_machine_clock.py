"""Test what is told of the clock of the gateway's machine."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from .fake_gateway import FakeGateway
from .problems import problems, said
from .waiting import until


@pytest.mark.parametrize(
    ("clock", "problem", "offset"),
    [
        ({"problem": "before_release", "off_s": -1_796_000_000}, "gateway_clock_unset", "20787 d"),
        ({"problem": "archive_differs", "off_s": 31_536_000}, "gateway_clock_ahead", "365 d"),
        ({"problem": "ahead", "off_s": 3_456_000}, "gateway_clock_ahead", "40 d"),
        ({"problem": "behind", "off_s": -7_200}, "gateway_clock_behind", "2 h"),
        ({"problem": "stepped", "off_s": -7_260}, "gateway_clock_set", "2 h 1 min"),
        ({"problem": "of_the_moon", "off_s": 3_600}, "gateway_clock_ahead", "1 h"),
        ({"problem": "of_the_moon", "off_s": None}, "gateway_clock_behind", ""),
    ],
)
async def test_wrong_clock(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    clock: dict[str, object],
    problem: str,
    offset: str,
) -> None:
    """A clock that stays wrong for minutes is a repair, which says by how much, until it is right."""
    await gateway.say_gateway(clock=clock)
    await said(hass, gateway)
    assert not problems(hass)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(minutes=3))
    await until(lambda: set(problems(hass)) == {problem})
    assert problems(hass)[problem].translation_placeholders == {"name": "CamVault home", "offset": offset}
    assert not problems(hass)[problem].is_fixable
    await gateway.say_gateway(clock=None)
    await until(lambda: not problems(hass))

"""Test what is told of cameras' clocks."""

from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.issue_registry import IssueSeverity
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.camvault.issues.camera import duration_text

from .fake_gateway import FakeGateway
from .problems import problems, said
from .waiting import until, until_state

SENSOR = "sensor.garden_clock_offset"


@pytest.mark.parametrize(
    ("offset", "problem", "words"),
    [
        (3612.5, "camera_clock_ahead", "1 h"),
        (-28_870.0, "camera_clock_behind", "8 h 1 min"),
        (600, "camera_clock_ahead", "10 min"),
        (-1_763_892_930.0, "camera_clock_behind", "20415 d 10 h"),
    ],
)
async def test_comes_and_goes(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, offset: float, problem: str, words: str
) -> None:
    """A clock that is steadily wrong is told of, until it is right or nothing is known of it."""
    for over in (-5.0, None):
        await gateway.say_camera("garden", clock_offset_s=offset)
        await until(lambda: problems(hass))
        (issue,) = problems(hass).values()
        assert issue.translation_key == problem
        assert issue.translation_placeholders == {"name": "CamVault home", "camera": "Garden", "offset": words}
        assert (issue.is_fixable, issue.severity) == (False, IssueSeverity.WARNING)
        await gateway.say_camera("garden", clock_offset_s=over)
        await until(lambda: not problems(hass))


async def test_other_side(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A clock that was ahead and is behind now has one issue."""
    await gateway.say_camera("garden", clock_offset_s=3600)
    await until(lambda: set(problems(hass)) == {"camera_clock_ahead"})
    await gateway.say_camera("garden", clock_offset_s=-3600)
    await until(lambda: set(problems(hass)) == {"camera_clock_behind"})


async def test_each_camera(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Each camera has an issue of its own; they go with the camera, and with the entry."""
    await gateway.say_camera("garden", clock_offset_s=3600)
    await gateway.say_camera("front-door", clock_offset_s=-3600)
    await until(lambda: len(problems(hass)) == 2)
    await gateway.say("camera_removed", id="front-door")
    await until(lambda: set(problems(hass)) == {"camera_clock_ahead"})
    assert await hass.config_entries.async_remove(loaded.entry_id)
    assert not problems(hass)


async def test_drift(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Some minutes are nothing to tell of."""
    await gateway.say_camera("garden", clock_offset_s=-599.0)
    await said(hass, gateway)
    assert not problems(hass)


async def test_sensor(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    """Who wants to see the offset can."""
    known = entity_registry.async_get(SENSOR)
    assert known is not None
    assert (known.disabled_by, known.entity_category) == (
        er.RegistryEntryDisabler.INTEGRATION,
        EntityCategory.DIAGNOSTIC,
    )
    gateway.cameras["garden"]["clock_offset_s"] = 3630.0
    entity_registry.async_update_entity(SENSOR, disabled_by=None)
    assert await hass.config_entries.async_reload(loaded.entry_id)
    await until_state(hass, SENSOR, "60.5")


def test_words() -> None:
    """Spans are short and whole."""
    assert [duration_text(seconds) for seconds in (60, -90, 3600, 90_061)] == ["1 min", "2 min", "1 h", "1 d 1 h"]

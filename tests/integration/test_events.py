"""Test what the activity of a camera tells: each label of an event once, and whose it is."""

from homeassistant.const import EVENT_STATE_CHANGED, STATE_UNAVAILABLE
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event
from .problems import said

ACTIVITY = "event.garden_activity"
TIME = "2026-11-23T19:00:00.000Z"


@pytest.fixture
def told(hass: HomeAssistant, loaded: MockConfigEntry) -> list[tuple[str, str, str]]:
    """Return what the garden's activity tells: the label, the event and the capture, each time."""
    told: list[tuple[str, str, str]] = []

    @callback
    def note(change: Event[EventStateChangedData]) -> None:
        state = change.data["new_state"]
        if change.data["entity_id"] == ACTIVITY and state and state.state != STATE_UNAVAILABLE:
            shown = state.attributes
            told.append((shown["event_type"], shown["event_id"], shown["capture_id"]))

    hass.bus.async_listen(EVENT_STATE_CHANGED, note)
    return told


async def _capture(gateway: FakeGateway, name: str, event: str | None, *labels: str, **changes: object) -> None:
    capture = make_capture(name, "garden", TIME, event=event, labels=list(labels), **changes)
    await gateway.say("capture", new=True, capture=capture)


async def test_late_uploads_of_an_older_event(
    hass: HomeAssistant, gateway: FakeGateway, told: list[tuple[str, str, str]]
) -> None:
    """Uploads of two events may come in turns: each event is told once, and so is each of its labels."""
    for number, event in enumerate(["a", "b", "a", "b", "a"]):
        await _capture(gateway, f"c{number}", event)
    await said(hass, gateway)
    assert told == [("motion", "a", "c0"), ("motion", "b", "c1")]
    await _capture(gateway, "c5", "a", "person")
    await _capture(gateway, "c6", "b", "person", "vehicle")
    await _capture(gateway, "c7", "a", "vehicle", "person")
    await said(hass, gateway)
    assert told[2:] == [
        ("person", "a", "c5"),
        ("person", "b", "c6"),
        ("vehicle", "b", "c6"),
        ("vehicle", "a", "c7"),
    ]


async def test_a_backlog(hass: HomeAssistant, gateway: FakeGateway, told: list[tuple[str, str, str]]) -> None:
    """What comes hours late, and is filed at its own time, triggers nothing now."""
    for number in range(3):
        capture = make_capture(f"c{number}", "garden", TIME, event=f"e{number}", labels=["person"])
        await gateway.say("capture", new=True, late=True, capture=capture)
    await _capture(gateway, "c9", "now")
    await said(hass, gateway)
    assert told == [("motion", "now", "c9")]


async def test_what_is_known_later(hass: HomeAssistant, gateway: FakeGateway, told: list[tuple[str, str, str]]) -> None:
    """A label that the camera's event has is told with the event's own last capture, not with another's."""
    await _capture(gateway, "c0", "a")
    await _capture(gateway, "c1", "a")
    await _capture(gateway, "c2", "b")
    event = make_event("a", "garden", TIME, labels=["person", "motion", "unheard_of"])
    await gateway.say_camera("garden", motion=True, event=event)
    await gateway.say_camera("garden", event=event | {"id": "never_seen"})
    await said(hass, gateway)
    assert told == [("motion", "a", "c0"), ("motion", "b", "c2"), ("person", "a", "c1")]


async def test_only_the_last_events_are_remembered(
    hass: HomeAssistant, gateway: FakeGateway, told: list[tuple[str, str, str]]
) -> None:
    """Eight are more than ever come in turns; the memory does not grow."""
    for number in range(9):
        await _capture(gateway, f"c{number}", f"e{number}")
    for number in (1, 8, 0):
        await _capture(gateway, f"late{number}", f"e{number}")
    await said(hass, gateway)
    assert [event for _, event, _ in told] == [*(f"e{number}" for number in range(9)), "e0"]


async def test_no_activity(hass: HomeAssistant, gateway: FakeGateway, told: list[tuple[str, str, str]]) -> None:
    """A timer's picture is none, nor is what belongs to no event; a label that nobody knows is motion."""
    await _capture(gateway, "c0", "a", "person", scheduled=True)
    await _capture(gateway, "c1", None, "person")
    await said(hass, gateway)
    assert told == []
    await _capture(gateway, "c2", "a", "unheard_of")
    await said(hass, gateway)
    assert told == [("motion", "a", "c2")]

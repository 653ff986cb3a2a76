"""Test groups: made in the options, shown in the media browser."""

from http import HTTPStatus
from typing import Any

from homeassistant.components.media_player import BrowseError
from homeassistant.components.media_source import BrowseMediaSource, async_browse_media
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_gateway import FakeGateway
from .fake_values import Json, make_event

OTHER_RULE = {"of": "path", "match": "in", "values": ["/a.mp4"]}
OUTSIDE: Json = {
    "id": "outside",
    "name": "Outside",
    "rules": [{"of": "camera", "match": "in", "values": ["garden"]}, OTHER_RULE],
}


async def _open(hass: HomeAssistant, entry: MockConfigEntry, group: str) -> ConfigFlowResult:
    """Choose a group."""
    result = await hass.config_entries.options.async_init(entry.entry_id)
    result = await _answer(hass, result, {"next_step_id": "groups"})
    return await _answer(hass, result, {"group": group})


async def _answer(hass: HomeAssistant, result: ConfigFlowResult, answer: dict[str, Any]) -> ConfigFlowResult:
    return await hass.config_entries.options.async_configure(result["flow_id"], answer)


async def _browse(hass: HomeAssistant, entry: MockConfigEntry, place: str) -> BrowseMediaSource:
    found = await async_browse_media(hass, f"media-source://camvault/{entry.entry_id}{place}")
    assert isinstance(found, BrowseMediaSource)
    return found


def _titles(place: BrowseMediaSource) -> list[str]:
    return [child.title for child in place.children or []]


async def test_new_group(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Each field is a rule; those left empty are none."""
    result = await _open(hass, loaded, "new")
    form = {"name": " Garage & driveway ", "cameras": ["garden"], "labels": [], "path_without": ["night", "test"]}
    result = await _answer(hass, result, form)
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "group_set")
    (group,) = gateway.groups.values()
    assert group["name"] == "Garage & driveway"
    assert group["rules"] == [
        {"of": "camera", "match": "in", "values": ["garden"]},
        {"of": "path", "match": "not_contains", "values": ["night", "test"]},
    ]


async def test_change_group(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Its id stays, and so does a rule that the form does not know."""
    gateway.groups["outside"] = OUTSIDE
    result = await _open(hass, loaded, "outside")
    assert result["data_schema"]
    shown = {str(field): (field.description or {}).get("suggested_value") for field in result["data_schema"].schema}
    assert (shown["name"], shown["cameras"], shown["labels"]) == ("Outside", ["garden"], None)
    result = await _answer(hass, result, {"name": "Outside", "labels": ["person"]})
    assert result["reason"] == "group_set"
    assert gateway.groups["outside"]["rules"] == [{"of": "label", "match": "in", "values": ["person"]}, OTHER_RULE]


async def test_remove_group(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """It is gone."""
    gateway.groups["outside"] = OUTSIDE
    result = await _open(hass, loaded, "outside")
    result = await _answer(hass, result, {"name": "Outside", "remove": True})
    assert (result["reason"], gateway.groups) == ("group_removed", {})


async def test_group_refused(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The form stays and says why; without a gateway there is no form."""
    result = await _open(hass, loaded, "new")
    gateway.refuses_groups = True
    result = await _answer(hass, result, {"name": "One too many"})
    assert result["errors"] == {"base": "refused"}
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    result = await hass.config_entries.options.async_init(loaded.entry_id)
    assert (await _answer(hass, result, {"next_step_id": "groups"}))["reason"] == "cannot_connect"


@pytest.mark.usefixtures("loaded")
async def test_browse_groups(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """Groups, then their days, then the events of one, then what is in it."""
    assert _titles(await _browse(hass, entry, "")) == ["Newest", "Protected", "Front door", "Garden"]
    gateway.groups["outside"] = OUTSIDE
    gateway.in_groups["outside"] = ["front-door"]
    gateway.events["event7"] = make_event("event7", "garden", "2026-11-23T19:00:00.000Z")
    assert _titles(await _browse(hass, entry, "")) == ["Newest", "Groups", "Protected", "Front door", "Garden"]
    assert _titles(await _browse(hass, entry, "/groups")) == ["Outside"]
    group = await _browse(hass, entry, "/group/outside")
    assert (group.title, _titles(group)) == ("Outside", ["2026-11-23"])
    day = await _browse(hass, entry, "/group/outside/2026-11-23")
    assert _titles(day) == ["10:15 · Front door · Person"]
    assert day.children
    assert (day.children[0].thumbnail or "").endswith("/captures/clip1/thumbnail")
    assert len(_titles(await _browse(hass, entry, "/event/event1"))) == 1


@pytest.mark.usefixtures("loaded")
async def test_groups_are_not_told(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """That a gateway fails is said, rather than that there are no groups."""
    gateway.answers["/api/v1/groups"] = gateway.no_answer
    with pytest.raises(BrowseError, match="Couldn't reach"):
        await _browse(hass, entry, "")

"""Groups over the API."""

import pytest

from camvault_gateway.catalog import groups

from .home import Client, Home

RULE = {"of": "camera", "match": "in", "values": ["drive"]}


async def test_group_is_made_changed_and_removed(client: Client) -> None:
    """Groups are listed by name; what is removed is gone."""
    assert (await client.get("groups")).json == {"items": []}
    for identity, name in (("b", "Back"), ("a", "Drive & garage")):
        body = {"name": f" {name} ", "rules": [RULE]}
        made = (await client.ask("PUT", f"groups/{identity}", json=body)).json
        assert made == {"id": identity, "name": name, "rules": [RULE]}
        assert (await client.get(f"groups/{identity}")).json == made
    await client.ask("PUT", "groups/a", json={"name": "All", "rules": []})
    assert [item["name"] for item in (await client.get("groups")).json["items"]] == ["All", "Back"]
    assert (await client.ask("DELETE", "groups/a")).status == 204
    assert (await client.ask("DELETE", "groups/a")).error == (404, "not_found")
    assert (await client.get("groups/a")).error == (404, "not_found")


async def test_lists_of_a_group(home: Home, client: Client) -> None:
    """Captures, events and the calendar take its id; another one is not found."""
    for name in ("Drive", "Yard"):
        camera = home.camera(name).id
        home.capture(camera, event=home.event(camera).id)
    await client.ask("PUT", "groups/mine", json={"name": "Mine", "rules": [RULE]})
    for path in ("captures", "captures?paired=true", "events"):
        items = (await client.get(f"{path}{'&' if '?' in path else '?'}group=mine")).json["items"]
        assert [item["camera"] for item in items] == ["drive"]
    assert (await client.get("calendar?group=mine")).json["items"][0]["captures"] == 1
    for path in ("captures", "events", "calendar"):
        assert (await client.get(f"{path}?group=yours")).error == (404, "not_found")


@pytest.mark.parametrize(
    "rule",
    [
        {**RULE, "values": []},
        {**RULE, "values": [""]},
        {**RULE, "values": ["x" * 201]},
        {**RULE, "values": ["x"] * 51},
        {**RULE, "values": [1]},
        {**RULE, "values": "drive"},
        {**RULE, "values": ["\ud800"]},
        {**RULE, "of": "size"},
        {**RULE, "of": None},
        {**RULE, "match": ["in"]},
        {**RULE, "more": 1},
        {"of": "camera", "match": "in"},
        "camera",
        None,
    ],
)
async def test_rules_that_make_no_sense(client: Client, rule: object) -> None:
    """They are refused, and nothing is kept."""
    assert (await client.ask("PUT", "groups/mine", json={"name": "Mine", "rules": [rule]})).error == (400, "invalid")
    assert (await client.get("groups")).json == {"items": []}


@pytest.mark.parametrize(
    ("identity", "body"),
    [
        ("Mine", {"name": "Mine", "rules": []}),
        ("x" * 65, {"name": "Mine", "rules": []}),
        ("mine", {"name": " ", "rules": []}),
        ("mine", {"name": "x" * 101, "rules": []}),
        ("mine", {"name": "Mine", "rules": [RULE] * 11}),
        ("mine", {"name": "Mine", "rules": None}),
        ("mine", {"name": "Mine"}),
        ("mine", {"name": "Mine", "rules": [], "more": 1}),
    ],
)
async def test_groups_that_make_no_sense(client: Client, identity: str, body: dict[str, object]) -> None:
    """Ids, names and numbers have their bounds."""
    assert (await client.ask("PUT", f"groups/{identity}", json=body)).error == (400, "invalid")


async def test_there_is_room_for_so_many(home: Home, client: Client) -> None:
    """One more is refused, one of them can be changed."""
    body = {"name": "Mine", "rules": []}
    for number in range(groups.MAX_GROUPS):
        assert (await client.ask("PUT", f"groups/{number}", json=body)).status == 200
    assert (await client.ask("PUT", "groups/more", json=body)).error == (409, "conflict")
    assert (await client.ask("PUT", "groups/7", json={"name": "Seven", "rules": [RULE]})).json["name"] == "Seven"

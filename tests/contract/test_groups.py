"""Groups over the API."""

import pytest

from camvault_gateway.catalog import groups
from camvault_gateway.model import now_ms

from .home import Client, Home

RULE = {"of": "camera", "match": "in", "values": ["drive"]}


async def _order(client: Client) -> list[tuple[str, int]]:
    return [(item["id"], item["position"]) for item in (await client.get("groups")).json["items"]]


async def test_group_is_made_changed_and_removed(client: Client) -> None:
    """A new group comes last, a changed one stays where it is; what is removed is gone, and leaves no gap."""
    assert (await client.get("groups")).json == {"items": []}
    for position, (identity, name) in enumerate((("b", "Back"), ("a", "Drive & garage"))):
        body = {"name": f" {name} ", "rules": [RULE]}
        made = (await client.ask("PUT", f"groups/{identity}", json=body)).json
        assert made == {"id": identity, "name": name, "rules": [RULE], "position": position}
        assert (await client.get(f"groups/{identity}")).json == made
    await client.ask("PUT", "groups/b", json={"name": "All", "rules": []})
    assert [item["name"] for item in (await client.get("groups")).json["items"]] == ["All", "Drive & garage"]
    assert (await client.ask("DELETE", "groups/b")).status == 204
    assert await _order(client) == [("a", 0)]
    assert (await client.ask("DELETE", "groups/b")).error == (404, "not_found")
    assert (await client.get("groups/b")).error == (404, "not_found")


async def test_group_is_moved(client: Client) -> None:
    """It goes where it is told to, and at most to the end; nothing else of it changes unless that is told, too."""
    for identity in "abcd":
        await client.ask("PUT", f"groups/{identity}", json={"name": identity, "rules": [RULE]})
    for identity, position, order in (("d", 1, "adbc"), ("a", 2, "dbac"), ("d", 99, "bacd"), ("a", 1, "bacd")):
        moved = (await client.ask("PATCH", f"groups/{identity}", json={"position": position})).json
        assert moved == {"id": identity, "name": identity, "rules": [RULE], "position": order.index(identity)}
        assert await _order(client) == [(each, number) for number, each in enumerate(order)]
    changed = (await client.ask("PATCH", "groups/b", json={"name": " Back ", "rules": []})).json
    assert changed == {"id": "b", "name": "Back", "rules": [], "position": 0}
    assert (await client.ask("PATCH", "groups/b", json={})).json == changed
    assert (await client.ask("PATCH", "groups/z", json={"position": 0})).error == (404, "not_found")
    assert (await client.ask("PUT", "groups/preview", json={"name": "All", "rules": []})).status == 405
    for body in (
        {"position": -1},
        {"position": 100},
        {"position": None},
        {"position": True},
        {"name": ""},
        {"id": "c"},
    ):
        assert (await client.ask("PATCH", "groups/b", json=body)).error == (400, "invalid")


async def test_preview(home: Home, client: Client) -> None:
    """It tells the cameras that rules about cameras leave, and of how many events of a week all rules are true."""
    for name in ("Drive", "Yard"):
        camera = home.camera(name).id
        home.capture(camera, event=home.event(camera).id)
        week = 7 * 24 * 3_600_000
        for ago, labels in ((week + 60_000, ("person",)), (week - 60_000, ("person",)), (60_000, ("vehicle",))):
            home.event(camera, started_at=now_ms() - ago, labels=labels)
    person = {"of": "label", "match": "in", "values": ["person"]}
    path = {"of": "path", "match": "contains", "values": ["CLIP"]}
    for rules, cameras, events in (
        ([], ["drive", "yard"], 6),
        ([RULE], ["drive"], 3),
        ([person], ["drive", "yard"], 2),
        ([RULE, person], ["drive"], 1),
        ([RULE, path], ["drive"], 1),
        ([{**RULE, "values": ["nobody"]}], [], 0),
    ):
        found = (await client.ask("POST", "groups/preview", json={"rules": rules})).json
        assert found == {"cameras": cameras, "events": events}
    assert (await client.ask("POST", "groups/preview", json={"rules": [{}]})).error == (400, "invalid")
    assert (await client.get("groups")).json == {"items": []}


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

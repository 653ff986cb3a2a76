"""Jobs of somebody who wants to keep, hand on or delete something."""

import re

import httpx
from playwright.sync_api import expect

from tests.e2e.browser import Screen
from tests.e2e.running import Running, sha256, wait_for

from .conftest import Sit
from .places import button, player, plays, rows, tile


def test_protect(past: Running, sit: Sit, screen: Screen) -> None:
    """Two taps, and the gateway keeps it; two more let it go again."""
    person = sit(screen)
    actions = player(person.page).get_by_role("toolbar", name="Actions")
    with person.does(6, "Protect an event", taps=2):
        person.tap(tile(person.page, "Driveway"))
        plays(person.page)
        person.tap(button(actions, "Protect"))
        expect(button(actions, re.compile("^Protect(ed|ing)$"))).to_be_visible()
    event = wait_for("protection", lambda: _newest(past, "driveway", protected="true"))
    assert past.gateway.get("/events", params={"limit": 50}).json()["items"][0]["started_at"] >= event["started_at"]
    button(actions, re.compile("^Protect(ed|ing)$")).click()
    wait_for("its end", lambda: (_newest(past, "driveway", protected="true") or {}).get("id") != event["id"])


def _newest(demo: Running, camera: str, **params: str) -> dict[str, str] | None:
    """Return the newest event of a camera among the latest of a list."""
    asked = {"camera": camera, "limit": "50", **params}
    items = demo.gateway.get("/events", params=asked).raise_for_status().json()["items"]
    return items[0] if items else None


def test_download(sit: Sit, screen: Screen) -> None:
    """The file is called by camera and time."""
    person = sit(screen)
    with person.does(7, "Download a clip", taps=2):
        person.tap(tile(person.page, "Front door"))
        plays(person.page)
        with person.page.expect_download() as download:
            person.tap(button(player(person.page).get_by_role("toolbar", name="Actions"), "Download"))
    assert re.fullmatch(r"Front door \d{4}-\d\d-\d\d \d\d-\d\d-\d\d.*\.mp4", download.value.suggested_filename)


def test_share(past: Running, sit: Sit, screen: Screen) -> None:
    """The link works for whoever has it, and the digest beside it is that of the file behind it."""
    person = sit(screen)
    facts = player(person.page).locator("dd:visible")
    with person.does(7, "Share a clip with the police", taps=2):
        person.tap(tile(person.page, "Front door"))
        plays(person.page)
        person.tap(button(player(person.page).get_by_role("toolbar", name="Actions"), "Share"))
        expect(facts).to_have_count(2)
    link, digest = facts.all_inner_texts()
    # By whatever address Home Assistant is reached.
    shared = httpx.get(str(past.home.base_url.join(httpx.URL(link).raw_path.decode())))
    assert shared.is_success
    assert sha256(shared.content) == digest


def test_delete_and_take_it_back(past: Running, sit: Sit, screen: Screen) -> None:
    """Deleting waits for whoever takes it back."""
    person = sit(screen, "/camvault")
    page = person.page
    expect(rows(page).first).to_be_visible()
    before = past.gateway.get("/events", params={"limit": 1}).json()["items"][0]
    with person.does(15, "Delete an event", taps=3):
        person.tap(rows(page).first)
        person.tap(button(player(page).get_by_role("toolbar", name="Actions"), "More"))
        person.tap(player(page).get_by_role("button", name="Delete event"))
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_timeout(11_000)
    assert past.gateway.get(f"/events/{before['id']}").is_success


def test_describe(past: Running, sit: Sit, screen: Screen) -> None:
    """What somebody says of it is there for everybody."""
    person = sit(screen)
    words = f"The postman, seen on the {screen.name}"
    actions = player(person.page).get_by_role("toolbar", name="Actions")
    with person.does(6, "Describe an event", taps=3):
        person.tap(tile(person.page, "Front door"))
        plays(person.page)
        person.tap(button(actions, "Describe"))
        # What is there already is replaced.
        person.press("ControlOrMeta+a")
        person.page.keyboard.type(words)
        person.tap(button(player(person.page), "Save"))
    wait_for("the words", lambda: (_newest(past, "front-door") or {}).get("description") == words)

"""The small pictures."""

from dataclasses import replace
import re

from camvault_gateway.catalog import captures
from camvault_gateway.model import Condition, Kind, Message, TaskKind, TasksAdded, now_ms
from tests.gateway.todo import due

from .home import Client, Home


async def test_thumbnail(home: Home, client: Client) -> None:
    """A thumbnail is a JPEG with an ETag of its own; without one it is 404."""
    capture = home.capture(home.camera().id)
    path = f"captures/{capture.id}/thumbnail"
    assert (await client.get(path)).error == (404, "not_found")
    capture = home.picture(capture, b"\xff\xd8picture")
    answer = await client.get(path)
    assert (answer.body, answer.headers["Content-Type"]) == (b"\xff\xd8picture", "image/jpeg")
    assert re.fullmatch(r'"[0-9a-f]{64}"', answer.headers["ETag"])
    again = await client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    home.picture(capture, b"\xff\xd8another")
    assert (await client.get(path, headers={"If-None-Match": answer.headers["ETag"]})).body == b"\xff\xd8another"
    home.vault.thumbnail(capture.id).unlink()
    assert (await client.get(path)).error == (404, "not_found")


async def test_thumbnail_of_what_the_archive_has_is_made_when_asked_for(home: Home, client: Client) -> None:
    """404 now, with a task and a wake-up; not for what has nothing to see, nor for what is here."""
    said: list[Message] = []
    home.bus.subscribe(said.append)
    camera = home.camera().id
    far = home.archived(camera, b"clip")
    far = home.catalog.write(captures.change, replace(far, local=False)).result()
    empty = home.archived(camera, b"", condition=Condition.EMPTY)
    home.catalog.write(captures.change, replace(empty, local=False)).result()
    here = home.capture(camera)
    for capture in (empty, here, far, far):
        assert (await client.get(f"captures/{capture.id}/thumbnail")).error == (404, "not_found")
    assert said == [TasksAdded(frozenset({TaskKind.DERIVE}))] * 2
    task = due(home.catalog, TaskKind.DERIVE, now_ms(), [], "")
    assert task is not None
    assert task.capture == far.id
    assert due(home.catalog, TaskKind.DERIVE, now_ms(), [far.id], "") is None


async def test_clip_shows_its_picture(home: Home, client: Client) -> None:
    """A clip of which nothing can be shown has the snapshot of the same moment; its own comes first."""
    camera = home.camera().id
    event = home.event(camera).id
    snapshot = home.picture(home.capture(camera, event=event, kind=Kind.SNAPSHOT), b"of the snapshot")
    clip = home.capture(camera, event=event, condition=Condition.UNREADABLE)
    shown = (await client.get(f"captures/{clip.id}")).json
    assert (shown["picture"], shown["thumbnail"]) == (snapshot.id, True)
    assert (await client.get(f"captures/{clip.id}/thumbnail")).body == b"of the snapshot"
    home.picture(clip, b"of the clip")
    assert (await client.get(f"captures/{clip.id}/thumbnail")).body == b"of the clip"


async def test_items_for_people(home: Home, client: Client) -> None:
    """One for a moment, when that is asked for; each clip names its picture in both lists."""
    camera = home.camera().id
    event = home.event(camera).id
    snapshot = home.capture(camera, event=event, kind=Kind.SNAPSHOT)
    clip = home.capture(camera, event=event)
    for paired, ids in (("true", [clip.id]), ("false", [clip.id, snapshot.id])):
        items = (await client.get(f"captures?event={event}&paired={paired}")).json["items"]
        assert [item["id"] for item in items] == ids
        assert items[0]["picture"] == snapshot.id
    assert (await client.get("captures?paired=perhaps")).error == (400, "invalid")

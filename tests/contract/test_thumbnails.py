"""The small pictures."""

import re

from camvault_gateway.model import Condition, Kind, Message, TaskKind, TasksAdded
from tests.gateway.todo import to_do

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


def _to_derive(home: Home) -> set[str]:
    """Return the captures of which a thumbnail is to be made."""
    return {row["capture"] for row in home.catalog.read(to_do) if row["kind"] == TaskKind.DERIVE}


async def test_missing_thumbnail_is_made_when_asked_for(home: Home, client: Client) -> None:
    """404 now, with a task and a wake-up, wherever the file is; not for what has nothing to see or still arrives."""
    said: list[Message] = []
    home.bus.subscribe(said.append)
    camera = home.camera().id
    far = home.change(home.archived(camera, b"clip"), local=False)
    here, lost = home.capture(camera), home.picture(home.capture(camera))
    home.vault.thumbnail(lost.id).unlink()
    empty = home.change(home.archived(camera, b"", condition=Condition.EMPTY), local=False)
    broken = home.capture(camera, condition=Condition.UNREADABLE)
    for capture in (empty, broken, home.receiving(camera)):
        assert (await client.get(f"captures/{capture.id}/thumbnail")).error == (404, "not_found")
    assert (said, _to_derive(home)) == ([], set())
    for capture in (here, lost, far, far):
        assert (await client.get(f"captures/{capture.id}/thumbnail")).error == (404, "not_found")
    # What is to be made already is not asked for again: a page of pictures that are on their way writes nothing.
    assert said == [TasksAdded(frozenset({TaskKind.DERIVE}))] * 3
    assert _to_derive(home) == {here.id, lost.id, far.id}


async def test_missing_thumbnail_of_the_picture_of_a_clip(home: Home, client: Client) -> None:
    """Of a clip that shows nothing, the snapshot of the same moment is looked at again."""
    camera = home.camera().id
    event = home.event(camera).id
    snapshot = home.picture(home.capture(camera, event=event, kind=Kind.SNAPSHOT))
    home.vault.thumbnail(snapshot.id).unlink()
    clip = home.capture(camera, event=event, condition=Condition.UNREADABLE)
    assert (await client.get(f"captures/{clip.id}/thumbnail")).error == (404, "not_found")
    assert _to_derive(home) == {snapshot.id}


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

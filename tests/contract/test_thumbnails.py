"""The small pictures."""

from dataclasses import replace
import re

from camvault_gateway.catalog import captures, tasks
from camvault_gateway.model import Condition, Message, TaskKind, TasksAdded, now_ms

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
    task = home.catalog.read(tasks.next_due, TaskKind.DERIVE, now_ms(), [], "")
    assert task is not None
    assert task.capture == far.id
    assert home.catalog.read(tasks.next_due, TaskKind.DERIVE, now_ms(), [far.id], "") is None

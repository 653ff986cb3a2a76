"""The small pictures."""

import re

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

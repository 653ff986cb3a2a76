"""Whose camera's bytes an answer has: whoever passes it on decides by it who may see them."""

import pytest

from camvault_gateway.model import Capture, Kind, Playback

from .home import Client, Home

_NAMED = "X-CamVault-Camera"
_VIEWS = ("content", "playback", "thumbnail")


def _put(home: Home) -> Capture:
    """Return a snapshot of one of two cameras, with a thumbnail."""
    home.capture(home.camera("Yard").id)
    snapshot = home.capture(home.camera("Front door").id, b"\xff\xd8picture", kind=Kind.SNAPSHOT)
    return home.picture(home.change(snapshot, content_type="image/jpeg", playback=Playback.ORIGINAL))


@pytest.mark.parametrize("view", _VIEWS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_camera_is_named(home: Home, client: Client, view: str, method: str) -> None:
    """With all of it, with a part of it, with nothing because it is known or there is no such part."""
    path = f"captures/{_put(home).id}/{view}"
    whole = await client.ask(method, path)
    assert (whole.status, whole.headers[_NAMED]) == (200, "front-door")
    for header, value, status in (
        ("If-None-Match", whole.headers["ETag"], 304),
        ("Range", "bytes=0-1", 200 if view == "thumbnail" else 206),
        ("Range", "bytes=900-", 200 if view == "thumbnail" else 416),
    ):
        answer = await client.ask(method, path, headers={header: value})
        assert (answer.status, answer.headers[_NAMED]) == (status, "front-door")


@pytest.mark.parametrize("view", _VIEWS)
async def test_camera_is_named_with_an_error(home: Home, client: Client, view: str) -> None:
    """What is there and cannot be had is some camera's, too."""
    arriving = home.receiving(home.camera("Front door").id)
    lost = home.archived(home.camera("Front door").id, b"clip")
    home.archive.configured = False
    for capture in (arriving, lost):
        answer = await client.get(f"captures/{capture.id}/{view}")
        assert answer.status in {404, 503}
        assert answer.headers[_NAMED] == "front-door"


async def test_other_answers_name_no_camera(home: Home, client: Client) -> None:
    """What is not there is no camera's, and other answers tell it in their bodies."""
    capture = _put(home)
    for path in ("captures/none/content", "captures/none/thumbnail", f"captures/{capture.id}", "cameras", "nothing"):
        async with client.session.get(f"/api/v1/{path}") as answer:
            assert _NAMED not in answer.headers


async def test_camera_is_the_present_one(home: Home, client: Client) -> None:
    """A capture that went over to another camera is that one's."""
    capture, yard = _put(home), home.camera("Yard").id
    moved = "UPDATE captures SET camera = ? WHERE id = ?"
    home.catalog.write(lambda db: db.execute(moved, (yard, capture.id))).result()
    assert (await client.get(f"captures/{capture.id}/content")).headers[_NAMED] == yard

"""What the gateway tells of the field's clips and pictures, and what browsers get of them."""

from collections.abc import Mapping
import io
from typing import Any
import urllib.request

import av
from PIL import Image
import pytest

from tests.gateway.running import RunningGateway

from .conftest import MEDIA, Captures
from .rows import CLOSE_S, Row, Thumbnail

ROWS = pytest.mark.parametrize("row", MEDIA, ids=[row.id for row in MEDIA])
PLAYED = [row for row in MEDIA if row.told["playback"] in {"original", "converted"}]


def fetched(gateway: RunningGateway, capture: Mapping[str, Any], view: str) -> tuple[str, bytes]:
    """Return the type and the bytes of what the API shows of a capture."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{gateway.api_port}/api/v1/captures/{capture['id']}/{view}",
        headers={"Authorization": f"Bearer {gateway.token()}"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.headers["Content-Type"], answer.read()


@ROWS
def test_told(uploaded: Captures, row: Row) -> None:
    """The API tells what it is."""
    capture = uploaded[row.path]
    told = {name: capture[name] for name in row.told}
    expected = {
        name: pytest.approx(value, abs=CLOSE_S) if isinstance(value, float) else value
        for name, value in row.told.items()
    }
    assert told == expected


@ROWS
def test_thumbnail(gateway: RunningGateway, uploaded: Captures, row: Row) -> None:
    """It shows the right moment, upright."""
    capture = uploaded[row.path]
    assert capture["thumbnail"] is (row.thumbnail is not Thumbnail.NONE)
    if not capture["thumbnail"]:
        return
    picture = Image.open(io.BytesIO(fetched(gateway, capture, "thumbnail")[1])).convert("RGB")
    assert (picture.width > picture.height) is (capture["width"] > capture["height"])
    assert brightness(picture) > 40
    if row.thumbnail is Thumbnail.UPRIGHT:
        assert is_red(picture, 0.1, 0.12)
        assert not any(is_red(picture, x, y) for x, y in ((0.9, 0.12), (0.1, 0.88), (0.9, 0.88)))


@pytest.mark.parametrize("row", PLAYED, ids=[row.id for row in PLAYED])
def test_what_browsers_get(gateway: RunningGateway, uploaded: Captures, row: Row) -> None:
    """It is of a kind that they know, begins at once, and has all pictures."""
    capture = uploaded[row.path]
    kind, content = fetched(gateway, capture, "playback")
    if row.told["kind"] == "snapshot":
        assert kind == (capture["content_type"] if row.told["playback"] == "original" else "image/jpeg")
        return
    assert kind.split(";")[0] in {"video/mp4", "video/webm"}
    with av.open(io.BytesIO(content), "r") as played:
        stream = played.streams.video[0]
        if row.pictures is not None:
            assert len([packet for packet in played.demux(stream) if packet.size]) == row.pictures
        assert stream.time_base is not None
        assert abs((stream.start_time or 0) * stream.time_base) < 1


def brightness(picture: Image.Image) -> float:
    """Return the mean brightness, from 0 for black to 255."""
    grey = picture.convert("L")
    return sum(grey.tobytes()) / (grey.width * grey.height)


def is_red(picture: Image.Image, across: float, down: float) -> bool:
    """Tell whether a place of a picture is red."""
    pixel = picture.getpixel((int(across * picture.width), int(down * picture.height)))
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return red > 150 and green < 90 and blue < 90

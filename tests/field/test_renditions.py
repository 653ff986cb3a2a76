"""Larger pictures, sprites and small clips of the field's clips and pictures."""

from collections.abc import Mapping
import io
from typing import Any, Final
import urllib.error

import av
from PIL import Image
import pytest

from tests.gateway.running import RunningGateway

from .conftest import MEDIA, Captures
from .rows import CLOSE_S, Row, Thumbnail
from .test_media import brightness, fetched, is_red

SEEN: Final = [row for row in MEDIA if row.thumbnail is not Thumbnail.NONE]
CLIPS: Final = [row for row in SEEN if row.told["kind"] == "clip"]
HIDDEN: Final = [row for row in MEDIA if row.thumbnail is Thumbnail.NONE]


def _shape(capture: Mapping[str, Any], most: tuple[int, int]) -> tuple[int, int]:
    """Return the size of a capture that is made to fit into another one."""
    scale = min(1.0, most[0] / capture["width"], most[1] / capture["height"])
    return round(capture["width"] * scale / 2) * 2, round(capture["height"] * scale / 2) * 2


@pytest.mark.parametrize("row", SEEN, ids=[row.id for row in SEEN])
def test_larger_picture(gateway: RunningGateway, uploaded: Captures, row: Row) -> None:
    """It shows what the thumbnail shows, upright, and no larger than the capture is."""
    capture = uploaded[row.path]
    kind, content = fetched(gateway, capture, "thumbnail?width=640")
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    assert kind == "image/jpeg"
    assert picture.size == _shape(capture, (640, 1280))
    assert brightness(picture) > 40
    if row.thumbnail is Thumbnail.UPRIGHT:
        assert is_red(picture, 0.1, 0.12)


@pytest.mark.parametrize("row", CLIPS, ids=[row.id for row in CLIPS])
def test_sprite(gateway: RunningGateway, uploaded: Captures, row: Row) -> None:
    """Its frames are as many as fit its width, and the last of them is as the clip is."""
    capture = uploaded[row.path]
    _, content = fetched(gateway, capture, "sprite")
    sprite = Image.open(io.BytesIO(content)).convert("RGB")
    count, rest = divmod(sprite.width, 160)
    assert (1 <= count <= 16, rest) == (True, 0)
    assert len(content) <= 60 * 1024
    width, height = _shape(capture, (160, 320))
    assert sprite.height == height
    left = (count - 1) * 160 + (160 - width) // 2
    last = sprite.crop((left, 0, left + width, height))
    assert brightness(last) > 40
    if row.thumbnail is Thumbnail.UPRIGHT:
        assert is_red(last, 0.1, 0.12)


@pytest.mark.parametrize("row", CLIPS, ids=[row.id for row in CLIPS])
def test_small(gateway: RunningGateway, uploaded: Captures, row: Row) -> None:
    """It is H.264 that goes on, as long as the clip, in its shape and upright: also of what no browser plays."""
    capture = uploaded[row.path]
    assert capture["small"] is True
    kind, content = fetched(gateway, capture, "playback?rendition=small")
    if not kind.startswith("video/mp4"):
        assert row.told["playback"] == "original"
        return
    with av.open(io.BytesIO(content), "r") as played:
        stream = played.streams.video[0]
        assert stream.codec_context.name == "h264"
        frames = list(played.decode(stream))
    times = [frame.time or 0.0 for frame in frames]
    assert times == sorted(set(times))
    assert times[0] < CLOSE_S
    if row.pictures is not None:
        assert len(times) == row.pictures
    if capture["condition"] == "complete":
        assert times[-1] == pytest.approx(capture["duration_s"] - 0.1, abs=2 * CLOSE_S)
    if "codecs=" not in kind:
        assert (stream.width, stream.height) == _shape(capture, (854, 480))
        last: Image.Image = frames[-1].to_image()  # type: ignore[no-untyped-call]
        assert row.thumbnail is not Thumbnail.UPRIGHT or is_red(last, 0.1, 0.12)


@pytest.mark.parametrize("row", HIDDEN, ids=[row.id for row in HIDDEN])
def test_nothing_to_see(gateway: RunningGateway, uploaded: Captures, row: Row) -> None:
    """What shows nothing has no rendition, and that is what is told."""
    for view in ("thumbnail?width=640", "sprite", "playback?rendition=small"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            fetched(gateway, uploaded[row.path], view)
        assert refused.value.code == 404, view

"""Larger pictures, sprites and small clips, made by the real worker behind the API when they are asked for."""

import asyncio
import io
from pathlib import Path

import av
from av.video.frame import VideoFrame
import pytest

from camvault_gateway.derive.process import MediaProcess
from camvault_gateway.model import ArchiveProblem, Capture, Condition, Kind, Playback, Rendition
from tests.gateway.media import brightness, clip, look_at, picture

from .home import Client, Home


def _put(home: Home, path: Path, *, place: str = "vault", **changes: object) -> Capture:
    """Keep a file that nobody looked at."""
    kind = Kind.SNAPSHOT if path.suffix == ".jpg" else Kind.CLIP
    facts = {"extension": path.suffix, "original_path": f"Drive/{path.name}", "kind": kind}
    put = home.capture if place == "vault" else home.archived
    made = put(home.camera().id, path.read_bytes(), **facts | changes)
    return home.change(made, local=place == "vault")


def _files(home: Home, capture: Capture) -> set[str]:
    """Return what is kept of what was made of a capture, by the ends of the names."""
    folder = home.vault.renditions.path(capture.id, Rendition.SPRITE).parent
    return {path.name.removeprefix(capture.id) for path in folder.glob(f"{capture.id}*")}


async def _seen(client: Client, capture: Capture, view: str) -> VideoFrame:
    answer = await client.get(f"captures/{capture.id}/{view}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["X-CamVault-Camera"] == capture.camera
    again = await client.get(f"captures/{capture.id}/{view}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    return look_at(answer.body)


@pytest.mark.parametrize("place", ["vault", "archive"])
@pytest.mark.parametrize("name", ["a.jpg", "a.mp4", "a.mkv"])
async def test_larger_picture(home: Home, client: Client, tmp_path: Path, name: str, place: str) -> None:
    """It is 640 pixels wide, whatever it is of and wherever that lies; the capture stays what it was."""
    make = picture if name == "a.jpg" else clip
    capture = _put(home, make(tmp_path / name, size=(1280, 704)), place=place)
    seen = await _seen(client, capture, "thumbnail?width=640")
    assert (seen.width, seen.height) == (640, 352)
    assert 100 < brightness(seen) < 180
    assert _files(home, capture) == {".640.jpg"}
    assert (await client.get(f"captures/{capture.id}")).json["thumbnail"] is False
    assert (await client.get(f"captures/{capture.id}/thumbnail?width=320")).error == (404, "not_found")


async def test_very_large_picture(home: Home, client: Client, tmp_path: Path) -> None:
    """A JPEG of four times the width is decoded by a quarter, and shows the same."""
    capture = _put(home, picture(tmp_path / "a.jpg", size=(3840, 2160)))
    seen = await _seen(client, capture, "thumbnail?width=640")
    assert (seen.width, seen.height) == (640, 360)
    assert 100 < brightness(seen) < 180


async def test_narrow_picture(home: Home, client: Client, tmp_path: Path) -> None:
    """What is narrower keeps its size; where the thumbnail is as large, it is shown."""
    capture = _put(home, picture(tmp_path / "a.jpg", size=(480, 270)))
    assert (await _seen(client, capture, "thumbnail?width=640")).width == 480
    small = home.change(home.picture(_put(home, picture(tmp_path / "b.jpg"))), width=320, height=192)
    shown = await client.get(f"captures/{small.id}/thumbnail?width=640")
    assert shown.body == (await client.get(f"captures/{small.id}/thumbnail")).body
    for width in ("641", "0", "", "x"):
        assert (await client.get(f"captures/{small.id}/thumbnail?width={width}")).error == (400, "invalid")


async def test_larger_picture_of_the_picture(home: Home, client: Client, tmp_path: Path) -> None:
    """Of a clip that shows nothing, it is that of the snapshot of the same moment."""
    event = home.event(home.camera().id).id
    snapshot = _put(home, picture(tmp_path / "a.jpg", size=(1280, 704)), event=event)
    broken = _put(home, clip(tmp_path / "a.mp4"), event=event, condition=Condition.UNREADABLE)
    assert (await _seen(client, broken, "thumbnail?width=640")).width == 640
    assert _files(home, snapshot) == {".640.jpg"}
    alone = _put(home, clip(tmp_path / "b.mp4"), condition=Condition.UNREADABLE)
    assert (await client.get(f"captures/{alone.id}/thumbnail?width=640")).error == (404, "not_found")


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.avi"])
async def test_sprite(home: Home, client: Client, tmp_path: Path, name: str) -> None:
    """Its frames lie side by side, in their order, evenly over the clip; a short clip has fewer."""
    source = clip(tmp_path / name, seconds=40, dark_s=20, codec="mpeg4" if name == "a.avi" else "libx264")
    seen = await _seen(client, _put(home, source), "sprite")
    assert (seen.width, seen.height) == (16 * 160, 96)
    row = [_column(seen, number) for number in range(16)]
    assert max(row[:7]) < 30
    assert min(row[9:]) > 80
    short = await _seen(client, _put(home, clip(tmp_path / f"b{name}", seconds=3)), "sprite")
    assert (short.width, short.height) == (3 * 160, 96)


def _column(sprite: VideoFrame, number: int) -> float:
    """Return how bright the middle of a frame is."""
    plane = sprite.planes[0]
    data, at = bytes(plane), number * 160 + 80
    return sum(data[at + line * plane.line_size] for line in range(plane.height)) / plane.height


async def test_no_sprite(home: Home, client: Client, tmp_path: Path) -> None:
    """A snapshot has none, nor has what shows nothing, is empty or still arrives; it is found out once."""
    text = tmp_path / "text.mp4"
    text.write_text("This is no clip.")
    broken = _put(home, text)
    others = [_put(home, picture(tmp_path / "a.jpg")), _put(home, text, condition=Condition.EMPTY)]
    for capture in (broken, *others, home.receiving(home.camera().id)):
        assert (await client.get(f"captures/{capture.id}/sprite")).error == (404, "not_found")
    home.vault.path(broken).write_bytes(clip(tmp_path / "a.mp4").read_bytes())
    assert (await client.get(f"captures/{broken.id}/sprite")).error == (404, "not_found")


@pytest.mark.parametrize("place", ["vault", "archive"])
async def test_small(home: Home, client: Client, tmp_path: Path, place: str) -> None:
    """Whatever a clip is, its small rendition is H.264 and AAC, with a key frame each second; its parts are parts."""
    source = clip(tmp_path / "a.mkv", codec="libx265", size=(1280, 704), seconds=3, sound="pcm_s16le")
    capture = _put(home, source, place=place)
    path = f"captures/{capture.id}/playback?rendition=small"
    answer = await client.get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "video/mp4")
    assert answer.headers["Content-Disposition"].startswith("inline")
    with av.open(io.BytesIO(answer.body), "r") as played:
        video, sound = played.streams.video[0], played.streams.audio[0]
        assert (video.codec_context.name, sound.codec_context.name) == ("h264", "aac")
        assert (video.width, video.height) == (854, 470)
        assert (video.codec_context.pix_fmt, video.codec_context.profile) == ("yuv420p", "Main")
        packets = [packet for packet in played.demux(video) if packet.size]
        base = float(video.time_base or 0)
    times = [round((each.pts or 0) * base, 3) for each in packets]
    assert times == [each / 10 for each in range(30)]
    assert [at for at, each in zip(times, packets, strict=True) if each.is_keyframe] == [0, 1, 2]
    assert answer.body.index(b"moov") < answer.body.index(b"mdat")
    part = await client.get(path, headers={"Range": "bytes=100-199"})
    assert (part.status, part.body) == (206, answer.body[100:200])
    assert (await client.get(path, headers={"If-None-Match": answer.headers["ETag"]})).status == 304
    head = await client.ask("HEAD", path)
    assert (head.status, head.headers["Content-Length"]) == (200, str(len(answer.body)))
    assert (await client.get(f"captures/{capture.id}/playback?rendition=tiny")).error == (400, "invalid")


async def test_small_of_what_nobody_plays(home: Home, client: Client, tmp_path: Path) -> None:
    """Motion JPEG plays in no browser; small, it does, and that is told."""
    capture = _put(home, clip(tmp_path / "a.avi", codec="mjpeg"))
    assert (await client.get(f"captures/{capture.id}/playback")).error == (404, "unplayable")
    told = (await client.get(f"captures/{capture.id}")).json
    assert (told["playback"], told["small"]) == ("none", True)
    assert (await client.get(f"captures/{capture.id}/playback?rendition=small")).body[4:8] == b"ftyp"


async def test_small_as_it_is(home: Home, client: Client, tmp_path: Path) -> None:
    """A clip that is small enough is itself, and a snapshot its larger picture."""
    source = clip(tmp_path / "a.mp4")
    capture = home.change(
        _put(home, source, content_type="video/mp4"),
        playback=Playback.ORIGINAL,
        codecs="avc1.64000b",
        height=192,
        duration_ms=2000,
    )
    assert (await client.get(f"captures/{capture.id}/playback?rendition=small")).body == source.read_bytes()
    snapshot = _put(home, picture(tmp_path / "a.jpg", size=(1280, 704)))
    assert (await _seen(client, snapshot, "playback?rendition=small")).width == 640
    assert (await client.get(f"captures/{snapshot.id}")).json["small"] is False


async def test_too_long(home: Home, client: Client, tmp_path: Path) -> None:
    """Of a clip of more than a quarter of an hour none is made, whether that is known before or not."""
    capture = _put(home, clip(tmp_path / "a.mkv", codec="mjpeg", size=(32, 32), seconds=901))
    assert (await client.get(f"captures/{capture.id}/playback?rendition=small")).error == (404, "too_long")
    assert _files(home, capture) == set()
    known = home.change(capture, duration_ms=901_000)
    assert (await client.get(f"captures/{known.id}")).json["small"] is False


async def test_not_now(home: Home, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes too long, or cannot be had, is asked for again later; many who ask have it made once."""
    capture = _put(home, clip(tmp_path / "a.mkv", size=(1280, 704)), place="archive")
    home.archive.problem = ArchiveProblem.UNREACHABLE
    views = ("thumbnail?width=640", "sprite", "playback?rendition=small")
    for view in views:
        assert (await client.get(f"captures/{capture.id}/{view}")).error == (503, "unavailable")
    home.archive.problem = None

    async def dawdle(*_: object, **_known: object) -> None:
        raise TimeoutError

    with monkeypatch.context() as patched:
        patched.setattr(MediaProcess, "convert", dawdle)
        patched.setattr(MediaProcess, "draw", dawdle)
        for view in views:
            late = await client.get(f"captures/{capture.id}/{view}")
            assert (late.error, late.headers["Retry-After"]) == ((503, "preparing"), "5")
    asked: list[str] = []
    fetch = home.archive.fetch

    async def counted(wanted: Capture, into: Path) -> None:
        asked.append(wanted.id)
        await fetch(wanted, into)

    monkeypatch.setattr(home.renditions._files, "_fetch", counted)
    for view in views:
        asked.clear()
        answers = await asyncio.gather(*(client.get(f"captures/{capture.id}/{view}") for _ in range(5)))
        assert {answer.status for answer in answers} == {200}
        assert asked == [capture.id]


async def test_nothing_is_left(home: Home, client: Client, tmp_path: Path) -> None:
    """What was made goes with its capture, also when that goes while it is made; on a full disk nothing is made."""
    capture = _put(home, clip(tmp_path / "a.mp4", size=(1280, 704)))
    for view in ("thumbnail?width=640", "sprite", "playback?rendition=small"):
        assert (await client.get(f"captures/{capture.id}/{view}")).status == 200
    assert _files(home, capture) == {".640.jpg", ".sprite.jpg", ".small.mp4"}
    home.vault.evict(capture)
    assert _files(home, capture) == set()
    other = _put(home, clip(tmp_path / "b.mp4", size=(1280, 704)))
    task = asyncio.create_task(client.get(f"captures/{other.id}/sprite"))
    while not home.renditions._pictures._running:
        await asyncio.sleep(0)
    home.catalog.write(lambda db: db.execute("DELETE FROM captures WHERE id = ?", (other.id,))).result()
    assert (await task).error == (503, "preparing")
    assert _files(home, other) == set()
    home.vault.disk_space.retained(short=True, crowded=True)
    third = _put(home, clip(tmp_path / "c.mp4", size=(1280, 704)))
    assert (await client.get(f"captures/{third.id}/sprite")).error == (503, "unavailable")


async def test_unknown(home: Home, client: Client) -> None:
    """There is nothing to see of what is not there, or not yet."""
    for identity in (home.receiving(home.camera().id).id, "none"):
        for view in ("thumbnail?width=640", "sprite", "playback?rendition=small"):
            assert (await client.get(f"captures/{identity}/{view}")).error == (404, "not_found")

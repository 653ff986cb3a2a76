"""Clips as browsers play them, with the real worker behind the API."""

from pathlib import Path
import shutil

import pytest

from camvault_gateway.catalog import cameras
from camvault_gateway.derive.process import MediaProcess
from camvault_gateway.model import ArchiveProblem, Capture, Kind, Playback, Rendition
from tests.gateway.media import clip

from .home import Client, Home

_AVC = 'video/mp4; codecs="avc1.64000b"'


def _put(home: Home, path: Path, *, place: str = "vault", **changes: object) -> Capture:
    """Keep a clip that nobody looked at."""
    facts = {"extension": path.suffix, "original_path": f"Drive/{path.name}", "content_type": "video/x-matroska"}
    put = home.capture if place == "vault" else home.archived
    made = put(home.camera().id, path.read_bytes(), **facts | changes)
    return home.change(made, local=place == "vault")


@pytest.mark.parametrize("place", ["vault", "archive"])
async def test_made_playable(home: Home, client: Client, tmp_path: Path, place: str) -> None:
    """An MKV is an MP4 from the first request on; its parts are parts of it, and the original stays."""
    source = clip(tmp_path / "ü.mkv")
    home.catalog.write(cameras.rename, home.camera().id, "Tür").result()
    capture = _put(home, source, place=place, captured_at=0)
    path = f"captures/{capture.id}/playback"
    whole = await client.get(path)
    assert (whole.status, whole.headers["Content-Type"]) == (200, _AVC)
    assert whole.headers["Content-Disposition"] == (
        "inline; filename=\"T_r 1970-01-01 00-00-00.mp4\"; filename*=UTF-8''T%C3%BCr%201970-01-01%2000-00-00.mp4"
    )
    assert whole.body[4:8] == b"ftyp"
    part = await client.get(path, headers={"Range": "bytes=100-199"})
    assert (part.status, part.body) == (206, whole.body[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(whole.body)}"
    etag = whole.headers["ETag"]
    assert (await client.get(path, headers={"If-None-Match": etag})).status == 304
    assert (await client.get(path, headers={"Range": f"bytes={len(whole.body)}-"})).status == 416
    head = await client.ask("HEAD", path)
    assert (head.status, head.headers["Content-Length"], head.body) == (200, str(len(whole.body)), b"")
    home.vault.renditions.trim(0)
    again = await client.get(path)
    assert (again.body, again.headers["ETag"]) == (whole.body, etag)
    assert (await client.get(f"captures/{capture.id}/content")).body == source.read_bytes()
    told = (await client.get(f"captures/{capture.id}")).json
    assert (told["playback"], told["codecs"], told["size"]) == ("converted", "avc1.64000b", capture.size)


@pytest.mark.parametrize("place", ["vault", "archive"])
async def test_played_as_it_is(home: Home, client: Client, tmp_path: Path, place: str) -> None:
    """An MP4 is itself, with its codecs."""
    source = clip(tmp_path / "a.mp4")
    capture = _put(home, source, place=place, content_type="video/mp4")
    answer = await client.get(f"captures/{capture.id}/playback")
    assert (answer.body, answer.headers["Content-Type"]) == (source.read_bytes(), _AVC)
    assert answer.headers["ETag"] == f'"{capture.sha256}"'


async def test_snapshot(home: Home, client: Client) -> None:
    """A snapshot is shown as it is."""
    capture = home.capture(home.camera().id, b"picture", kind=Kind.SNAPSHOT, content_type="image/jpeg")
    answer = await client.get(f"captures/{capture.id}/playback")
    assert (answer.body, answer.headers["Content-Type"]) == (b"picture", "image/jpeg")


async def test_unplayable(home: Home, client: Client, tmp_path: Path) -> None:
    """It is said so, and the original can be saved, as what it is."""
    source = clip(tmp_path / "old.avi", codec="mjpeg")
    capture = _put(home, source, content_type="video/x-msvideo", captured_at=0)
    assert (await client.get(f"captures/{capture.id}/playback")).error == (404, "unplayable")
    assert home.catalog.read(lambda db: db.execute("SELECT playback FROM captures").fetchone()[0]) == Playback.NONE
    saved = await client.get(f"captures/{capture.id}/content?download=true")
    assert saved.body == source.read_bytes()
    assert saved.headers["Content-Disposition"] == (
        "attachment; filename=\"Drive 1970-01-01 00-00-00.avi\"; filename*=UTF-8''Drive%201970-01-01%2000-00-00.avi"
    )
    shown = await client.get(f"captures/{capture.id}/content?download=false")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert (await client.get(f"captures/{capture.id}/content?download=yes")).error == (400, "invalid")


async def test_not_now(home: Home, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes too long, or cannot be had, is asked for again later."""
    capture = _put(home, clip(tmp_path / "a.mkv"), place="archive")
    path = f"captures/{capture.id}/playback"
    home.archive.problem = ArchiveProblem.UNREACHABLE
    assert (await client.get(path)).error == (503, "unavailable")
    home.archive.problem = None

    async def dawdle(*_: object, **_known: object) -> None:
        raise TimeoutError

    with monkeypatch.context() as patched:
        patched.setattr(MediaProcess, "convert", dawdle)
        late = await client.get(path)
    assert (late.error, late.headers["Retry-After"]) == ((503, "preparing"), "5")
    assert (await client.get(path)).status == 200


async def test_still_arriving_or_unknown(home: Home, client: Client) -> None:
    """There is nothing to play."""
    capture = home.receiving(home.camera().id)
    for identity in (capture.id, "none"):
        assert (await client.get(f"captures/{identity}/playback")).error == (404, "not_found")


async def test_disk_that_keeps_nothing(home: Home, client: Client, tmp_path: Path) -> None:
    """What cannot be made now is asked for again, whichever rendition is wanted."""
    capture = _put(home, clip(tmp_path / "a.mkv"))
    folder = home.vault.renditions.path(capture.id, Rendition.PLAYABLE).parent
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_bytes(b"")
    for rendition in ("full", "small"):
        answer = await client.get(f"captures/{capture.id}/playback?rendition={rendition}")
        assert answer.error == (503, "unavailable")

"""From an upload to motion in Home Assistant and a verified object in S3."""

from functools import partial
from pathlib import Path
import sqlite3

from . import main_job, media
from .running import Running, sha256, wait_for


def test_motion_is_on_before_the_upload_ends(demo: Running, folder: Path) -> None:
    """Motion begins with the first byte and ends after the quiet time."""
    main_job.motion_is_on_before_the_upload_ends(demo, "Back door", folder)


def test_event_carries_the_capture(demo: Running, folder: Path) -> None:
    """Automations find the capture."""
    main_job.event_carries_the_capture(demo, "Back door", folder)


def test_archived_copy_is_the_same(demo: Running, folder: Path) -> None:
    """The object's SHA-256 is the catalog's and the file's."""
    main_job.archived_copy_is_the_same(demo, "Back door", folder)


def test_new_folder_is_a_device_with_all_its_entities(demo: Running, folder: Path) -> None:
    """A camera that starts uploading appears by itself."""
    assert demo.upload(media.snapshot(folder), "Shed/one.jpg").returncode == 0
    for start in ("binary_sensor.", "event.", "camera.", "image.", "sensor."):
        wait_for(f"an entity {start}", partial(demo.entity, "Shed", start))


def test_pictures_of_the_camera_are_the_upload(demo: Running, folder: Path) -> None:
    """The camera and the image entity show what was uploaded last."""
    source = media.snapshot(folder)
    assert demo.upload(source, "Porch/picture.jpg").returncode == 0
    for start in ("camera.", "image."):
        entity = wait_for(f"an entity {start}", partial(demo.entity, "Porch", start))

        def shown(entity: str = entity) -> bytes | None:
            picture = demo.states(entity)["attributes"].get("entity_picture")
            answer = demo.home.get(picture) if picture else None
            return answer.content if answer and answer.is_success else None

        content = wait_for(f"the picture of {entity}", shown)
        if start == "camera.":
            assert sha256(content) == sha256(source.read_bytes())
        else:
            assert content.startswith(b"\xff\xd8")


def test_range_through_home_assistant_is_those_bytes(demo: Running, folder: Path) -> None:
    """Seeking in a clip reads exactly the part asked for."""
    source = media.clip(folder)
    content = source.read_bytes()
    assert demo.upload(source, "Porch/range.mp4").returncode == 0
    capture = demo.capture_of("Porch/range.mp4")
    entry = demo.home.get("/api/config/config_entries/entry", params={"domain": "camvault"}).json()[0]["entry_id"]
    media_id = f"media-source://camvault/{entry}/capture/{capture['id']}"
    resolved = demo.command("media_source/resolve_media", media_content_id=media_id)
    # Players that are no browsers take a type without parameters; browsers read the codecs in the answer's own header.
    assert resolved["mime_type"] == "video/mp4"
    signed = resolved["url"]
    with_no_login = {"Authorization": ""}
    whole = demo.home.get(signed, headers=with_no_login)
    assert whole.status_code == 200
    assert whole.content == content
    assert whole.headers["content-type"].startswith('video/mp4; codecs="avc1')
    assert whole.headers["accept-ranges"] == "bytes"
    size = len(content)
    for wanted, first, last in (
        ("bytes=0-0", 0, 0),
        ("bytes=1000-4095", 1000, 4095),
        (f"bytes={size - 10}-", size - 10, size - 1),
        ("bytes=-500", size - 500, size - 1),
        (f"bytes=100-{size + 1000}", 100, size - 1),
    ):
        part = demo.home.get(signed, headers={**with_no_login, "Range": wanted})
        assert part.status_code == 206, wanted
        assert part.headers["content-range"] == f"bytes {first}-{last}/{size}"
        assert part.content == content[first : last + 1]
    assert demo.home.get(signed, headers={**with_no_login, "Range": f"bytes={size}-"}).status_code == 416


def test_catalog_is_sound(demo: Running, folder: Path) -> None:
    """After all that, SQLite finds no fault in its file."""
    assert demo.upload(media.snapshot(folder), "Porch/last.jpg").returncode == 0
    files = list(Path(demo.record["gateway"]["data"]).glob("*.sqlite*")) + list(
        Path(demo.record["gateway"]["data"]).glob("*.db")
    )
    found = [one for one in files if not one.name.endswith(("-wal", "-shm"))]
    assert found
    for one in found:
        with sqlite3.connect(f"file:{one}?mode=ro", uri=True) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)

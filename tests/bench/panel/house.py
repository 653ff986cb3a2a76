"""A Home Assistant whose gateway has a long past with pictures, up to now, and a clip that came last."""

from collections.abc import Iterator
import contextlib
import os
from pathlib import Path
from sqlite3 import Connection
import time
from typing import Any

from PIL import Image

from camvault_gateway.catalog import Catalog
from camvault_gateway.catalog.bulk import locations
from camvault_gateway.model import now_ms
from camvault_gateway.vault import Vault
from demo.scenes import PAINTERS, paint
from tests.bench import home
from tests.bench.cameras import CAMERAS
from tests.bench.processes import used
from tests.e2e import media
from tests.e2e.running import Running, wait_for

_PER_EVENT = 4
_TOGETHER = _PER_EVENT * CAMERAS
_NEWEST = "SELECT id FROM captures ORDER BY captured_at DESC, id DESC LIMIT ?"
_THUMBNAIL = (320, 180)
_CLIP = f"{home.camera_id(0)}/visit.mp4"
# Of a core, at most, when nothing goes on.
_IDLE = 0.05
_PATIENCE_S = 300


@contextlib.contextmanager
def house(state: Path, events: int, pictured: int) -> Iterator[Running]:
    """Have a demo for a while with so many events, the newest of them with pictures."""
    _fill(state, events, pictured)
    demo = Running.start(state)
    try:
        _upload(demo)
        _until_idle(demo)
        yield demo
    finally:
        demo.stop()


def _fill(state: Path, events: int, pictured: int) -> None:
    # All cameras' events together begin at the same moment, and all of them are over.
    last = ((now_ms() - home.BEGIN) // home.STEP_MS // _TOGETHER - 2) * _TOGETHER
    first = last - max(1, events * _PER_EVENT // _TOGETHER) * _TOGETHER
    (state / "gateway").mkdir(parents=True)
    with Catalog(state / "gateway/catalog.db") as catalog:
        home.fill(catalog, first, last)
        catalog.write(_picture, state, pictured * _PER_EVENT).result()


def _picture(db: Connection, state: Path, count: int) -> None:
    """Give the newest captures thumbnails: names of a few files."""
    vault, captures = Vault(state / "vault"), [capture for (capture,) in db.execute(_NEWEST, (count,))]
    files = list(_thumbnails(state))
    for number, capture in enumerate(captures):
        place = vault.thumbnail(capture)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.link(files[number % len(files)], place)
    locations.note_pictured(db, captures)


def _thumbnails(state: Path) -> Iterator[Path]:
    for name in PAINTERS:
        scene, path = paint(name, state), state / f"{name}.jpg"
        with Image.open(scene.place) as place:
            place.convert("RGB").resize(_THUMBNAIL).save(path)
        yield path


def _upload(demo: Running) -> None:
    folder = demo.state / "uploads"
    folder.mkdir()
    done = demo.upload(media.visit(folder, "Driveway"), _CLIP)
    assert done.returncode == 0, done.stderr
    capture = wait_for("the clip's capture", lambda: _newest(demo))
    demo.until(capture["id"], "the picture", lambda known: known["thumbnail"])
    demo.until(capture["id"], "verification", lambda known: known["state"] == "verified")
    for rendition in ({}, {"rendition": "small"}):
        _until_playable(demo, capture["id"], rendition)
    event = f"/events/{capture['event']}"
    wait_for("the event's end", lambda: demo.gateway.get(event).raise_for_status().json()["ended_at"])


def _until_playable(demo: Running, capture: str, rendition: dict[str, str]) -> None:
    """Have a rendition made, so that playing it takes only what the line takes."""

    def made() -> bool:
        return demo.gateway.get(f"/captures/{capture}/playback", params=rendition).is_success

    wait_for("the clip's rendition", made, 60)


def _newest(demo: Running) -> dict[str, Any] | None:
    """Return the newest capture if it is the clip."""
    found: list[dict[str, Any]] = demo.gateway.get("/captures", params={"limit": 1}).raise_for_status().json()["items"]
    return next((one for one in found if one["original_path"] == f"/{_CLIP}"), None)


def _until_idle(demo: Running) -> None:
    """Wait until the gateway has told the archive of its past."""

    def idle() -> bool:
        before, pid = time.monotonic(), demo.record["gateway"]["pid"]
        used_before = used(pid)
        time.sleep(1)
        taken = used(pid) - used_before
        return taken.own_s + taken.children_s < _IDLE * (time.monotonic() - before)

    wait_for("the gateway's rest", idle, _PATIENCE_S)

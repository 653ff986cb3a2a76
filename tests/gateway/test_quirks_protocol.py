"""How cameras' FTP clients differ, as simulated cameras speak: what each needs, and what becomes of its files.

A simulated camera gives up at the first answer that a real one would not take.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
import re
from typing import Final

import pytest

from camvault_gateway.catalog import Catalog, cameras, settings
from camvault_gateway.model import UNASSIGNED, Condition, Kind, State
from demo.simulator.brands import BRANDS
from demo.simulator.player import GaveUpError

from . import simulated
from .conftest import Receiving
from .ftp_client import RawFtp
from .simulated import CLIP, MEDIA, arrived, events, passing, paths, play, without_test

ROWS: Final = {
    "ALLO is answered 200, or Dahua tries for ever": ("test_quirks_protocol.test_dahua",),
    "REST 0 before STOR, also in ASCII (Amcrest)": (
        "test_quirks_protocol.test_dahua",
        "test_quirks_protocol.test_rest_in_ascii",
    ),
    "150 alone is taken (ESP32-CAM)": ("test_quirks_protocol.test_esp32",),
    "a temporary name, a rename, a side file (Amcrest)": ("test_quirks_protocol.test_dahua",),
    "a marker in every folder (Amcrest)": ("test_quirks_protocol.test_dahua",),
    "active mode and a temporary file (Axis)": ("test_quirks_protocol.test_axis",),
    "EPSV, the whole path, a session per file (BusyBox)": ("test_quirks_protocol.test_busybox",),
    "all lines at once, lower case, stray LF (yi-hack)": (
        "test_quirks_protocol.test_yi_hack",
        "test_quirks_protocol.test_bare_line_ends",
    ),
    "double slashes, folders without parents (yi-hack)": ("test_quirks_protocol.test_yi_hack",),
    "CWD to nothing and to what is not there (ESP32-CAM)": ("test_quirks_protocol.test_esp32",),
    "NLST of an empty folder (motionEye)": ("test_quirks_protocol.test_motioneye",),
    "hanging up without QUIT, again and again (motionEye)": ("test_quirks_protocol.test_motioneye",),
    "one session for ever (Mobotix, Foscam)": ("test_quirks_protocol.test_one_session_for_ever",),
    "logging in over and over (Dahua)": ("test_quirks_logins.test_logging_in_over_and_over",),
    "APPE for STOR": ("test_quirks_protocol.test_appending",),
    "the Test button, and DELE of what it sent": ("test_quirks_protocol.test_the_test_button",),
    "ASCII by default": (
        "test_quirks_protocol.test_never_binary",
        "test_receive_protocol.test_ascii_type_changes_no_byte",
    ),
    "active mode only": ("test_quirks_protocol.test_active_mode", "test_receive_protocol.test_active_upload"),
    "mode Auto and files of 0 bytes (Reolink)": (
        "test_quirks_files.test_nothing_but_empty_files",
        "test_quirks_protocol.test_active_mode",
    ),
    "an address in the answer to PASV that can be reached": ("test_quirks_logins.test_passive_address",),
    "the whole port in the answer to EPSV": ("test_receive_protocol.test_passive_ports_are_never_outside_the_range",),
    "anonymous and empty logins": ("test_receive_logins.test_anonymous",),
    "what a user and a password may consist of": (
        "test_quirks_logins.test_passwords_fit_every_camera",
        "test_quirks_logins.test_odd_logins",
    ),
    "port 21, or 2121": ("test_quirks_logins.test_ports",),
    "folders made by curl (Thingino)": ("test_quirks_protocol.test_thingino",),
    "every other brand": ("test_quirks_protocol.test_every_brand",),
}


@pytest.fixture
def catalog(catalog: Catalog) -> Catalog:
    """Return a catalog whose events do not end while a test goes on."""
    catalog.write(settings.change, quiet_time_s=60).result()
    return catalog


def test_every_row_has_a_test() -> None:
    """The table above is true."""
    assert without_test(ROWS) == []


@pytest.mark.parametrize("brand", sorted(set(BRANDS) - {"reolink-implicit-ftps"}))
def test_every_brand(receiving: Receiving, brand: str) -> None:
    """No camera gives up; whatever it sends is whole, under one camera, in one event at most."""
    play(receiving, brand)
    kept = receiving.captures()
    assert (kept == []) == (brand == "test-button")
    assert {capture.state for capture in kept} <= {State.STORED}
    assert {capture.condition for capture in kept} <= {Condition.COMPLETE, Condition.PENDING}
    assert len({capture.camera for capture in kept}) <= 1
    assert len(events(receiving)) <= 1
    sent = {MEDIA.clip(ending) for ending in ("mp4", "mkv", "avi", "dav", "264", "265", "h264")}
    sent |= {MEDIA.snapshot(at) for at in (0, 0.1, 0.6, 1, 1.0, 1.5, 1.6, 2, 3.0, 4.0, 4.5, 6, 7, 5219, 5220, 5221)}
    assert {receiving.content(capture) for capture in kept} <= sent


def test_a_camera_gives_up(receiving: Receiving) -> None:
    """The simulated cameras are as strict as real ones: a wrong password ends it."""
    receiving.server.gatekeeper.failed.add = lambda *_: 0.0  # type: ignore[method-assign]
    with pytest.raises(GaveUpError, match="530"):
        simulated.player(receiving).play(BRANDS["dahua"](replace(passing(), password="wrong")))


def test_dahua(receiving: Receiving) -> None:
    """ALLO, REST 0, a clip that gets its name at the end, an index and markers: two pictures and a clip, one event."""
    visit = passing()
    said = play(receiving, "amcrest", visit)
    assert {code for line, code in said if line.startswith("ALLO")} == {"200"}
    assert {code for line, code in said if line == "REST 0"} == {"350"}
    photo, other, clip = arrived(receiving)
    assert clip.original_path.endswith(f"/dav/{visit.start:%H/%H.%M.%S}-{visit.end:%H.%M.%S}[M][0@0][0].mp4")
    assert (clip.kind, clip.extension, clip.duration_ms, clip.labels) == (Kind.CLIP, ".mp4", 8000, ("motion",))
    assert receiving.content(clip) == CLIP
    assert (photo.kind, other.kind) == (Kind.SNAPSHOT, Kind.SNAPSHOT)
    assert {photo.event, other.event, clip.event} == events(receiving)
    assert simulated.news(receiving) == [photo.id, other.id, clip.id]


def test_rest_in_ascii(receiving: Receiving) -> None:
    """Some say REST 0 before TYPE I; who wants to go on where nothing is kept is told so."""
    with receiving.client() as ftp:
        assert ftp.ask("REST 0").startswith("350")
        assert ftp.ask("REST 100").startswith("350")
        assert ftp.store("garden/a.jpg", b"the rest").startswith("554")


def test_esp32(receiving: Receiving) -> None:
    """CWD to nowhere in particular, and 150 for STOR although the data connection is open."""
    said = play(receiving, "esp32")
    assert [code for line, code in said if line.startswith("STOR")] == ["150", "226"]
    assert receiving.only().camera == "garden"


def test_axis(receiving: Receiving) -> None:
    """The server connects; the temporary name, always the same one, gives way to the final one."""
    play(receiving, "axis")
    assert all(re.fullmatch(r"image\d\d-\d\d-\d\d_.*\.jpg", path) for path in paths(receiving))
    assert [receiving.content(capture) for capture in arrived(receiving)] == [MEDIA.snapshot(at) for at in (0, 1)]
    assert len(simulated.news(receiving)) == 2
    assert len(events(receiving)) == 1


def test_busybox(receiving: Receiving) -> None:
    """EPSV and a path of folders that nobody made: a picture and an AVI, one event."""
    said = play(receiving, "dafang")
    assert not [line for line, _ in said if line.startswith(("CWD", "MKD"))]
    assert [capture.kind for capture in arrived(receiving)] == [Kind.SNAPSHOT, Kind.CLIP]
    assert len(events(receiving)) == 1


def test_yi_hack(receiving: Receiving) -> None:
    """The folder is made by netcat; the date is in it, minute, second and length are in the file's name."""
    visit = passing()
    play(receiving, "yi-hack", visit)
    clip = receiving.only()
    assert clip.original_path == f"/garden/{visit.start:%YY%mM%dD%HH/%MM%S}S08.mp4"
    assert (clip.camera, clip.duration_ms) == ("garden", 8000)
    assert clip.camera_time is not None


def test_bare_line_ends(receiving: Receiving) -> None:
    """All lines at once and LF alone."""
    with RawFtp(receiving.port) as ftp:
        ftp.send(b"user camera\npass right-password\nmkd 2023Y//05M\nquit\n\n")
        assert [ftp.reply()[:3] for _ in range(4)] == ["331", "230", "257", "221"]


def test_motioneye(receiving: Receiving) -> None:
    """Folders are listed before they are made, and the session is left without a word, more often than any limit."""
    start = datetime.now(UTC)
    for number in range(130):
        play(receiving, "motioneye", passing(start=start - timedelta(seconds=number)))
    assert len(receiving.captures()) == 260
    assert len(events(receiving)) == 1


@pytest.mark.parametrize(("brand", "files"), [("mobotix", 1), ("foscam", 4)])
def test_one_session_for_ever(receiving: Receiving, brand: str, files: int) -> None:
    """Every visit goes over the same session; after a restart of the server, over a new one."""
    said: list[str] = []
    camera = simulated.player(receiving, note=lambda line, _: said.append(line))
    for number in range(3):
        camera.play(BRANDS[brand](passing(start=datetime.now(UTC) - timedelta(minutes=number))))
    assert len([line for line in said if line.startswith("USER")]) == 1
    assert len(receiving.captures()) == 3 * files
    camera.hang_up()
    camera.play(BRANDS[brand](passing()))
    camera.hang_up()
    assert len([line for line in said if line.startswith("USER")]) == 2
    assert len(events(receiving)) == 1


def test_appending(receiving: Receiving) -> None:
    """APPE stores a file."""
    play(receiving, "append")
    assert receiving.content(receiving.only()) == MEDIA.snapshot(0)


def test_the_test_button(receiving: Receiving) -> None:
    """It may look at what it sent, and delete it; it is told as a test, and is neither capture nor event."""
    play(receiving, "test-button")
    assert receiving.catalog.write(cameras.get, UNASSIGNED).result().last_test_at is not None
    assert receiving.captures() == []
    assert events(receiving) == set()


def test_never_binary(receiving: Receiving) -> None:
    """A picture in the type that a session begins with keeps every byte."""
    said = play(receiving, "ascii")
    assert not [line for line, _ in said if line.startswith("TYPE")]
    assert receiving.content(receiving.only()) == MEDIA.snapshot(0)


@pytest.mark.parametrize("brand", ["reolink-port", "foscam-mjpeg"])
def test_active_mode(receiving: Receiving, brand: str) -> None:
    """Cameras that know or like nothing else."""
    said = play(receiving, brand)
    assert not [line for line, _ in said if line.startswith(("PASV", "EPSV"))]
    assert len(receiving.captures()) == len([code for line, code in said if "STOR" in line and code == "226"])


def test_thingino(receiving: Receiving) -> None:
    """Curl enters folder by folder, and sends two files over one session."""
    visit = passing()
    play(receiving, "thingino", visit)
    stem = f"{visit.start:%Y/%m/%d}/eufy-t8410x-{visit.start:%Y%m%d-%H%M%S}"
    assert paths(receiving) == [f"{stem}.jpg", f"{stem}.mp4"]

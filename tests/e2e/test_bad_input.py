"""What cameras and strangers get wrong: a clear answer, and nothing is lost."""

from pathlib import Path
import subprocess
from typing import Any

from . import media
from .running import Running, sha256, wait_for

LOGIN_FAILED = 67  # curl's own exit codes
REFUSED = {9, 25}


def lftp(demo: Running, commands: str) -> subprocess.CompletedProcess[str]:
    """Run lftp's commands, logged in."""
    ftp = demo.record["ftp"]
    login = f"open -u {ftp['username']},{ftp['password']} ftp://{ftp['host']}:{ftp['port']}"
    settings = "set cmd:fail-exit yes; set net:max-retries 1; set net:timeout 20; set ftp:ssl-allow no"
    script = f"{settings}; {login}; {commands}; quit"
    return subprocess.run(["lftp", "-c", script], check=False, capture_output=True, text=True, timeout=90)


def test_wrong_password_is_530(demo: Running, folder: Path) -> None:
    """A stranger uploads nothing."""
    url = demo.ftp_url("Stranger/a.jpg", password="wrong-password")
    argv = ["curl", "-v", "--max-time", "30", "-T", str(media.snapshot(folder)), url]
    done = subprocess.run(argv, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == LOGIN_FAILED
    assert "< 530 " in done.stderr
    assert not demo.captures(q="Stranger")


def test_upload_outside_the_root_is_550(demo: Running, folder: Path) -> None:
    """Nothing is written above the account's root."""
    source = media.snapshot(folder)
    before = {path for path in demo.state.parent.rglob("escaped*") if path.is_file()}
    for path in ("../escaped.jpg", "Porch/../../escaped.jpg", "../../../../../../tmp/escaped.jpg"):
        argv = ["curl", "-v", "--max-time", "30", "--path-as-is", "--ftp-method", "nocwd"]
        argv += ["-T", str(source), demo.ftp_url(path)]
        done = subprocess.run(argv, check=False, capture_output=True, text=True, timeout=60)
        assert done.returncode in REFUSED, done.stderr
        assert "< 550 " in done.stderr
    assert {path for path in demo.state.parent.rglob("escaped*") if path.is_file()} == before
    assert not Path("/tmp/escaped.jpg").exists()  # noqa: S108
    assert not demo.captures(q="escaped")


def test_zero_bytes_are_counted_and_are_no_event(demo: Running, folder: Path) -> None:
    """An empty file is accepted, and says that the camera's transfer mode is wrong."""
    empty = folder / "empty.mp4"
    empty.touch()
    assert demo.upload(empty, "Empty/empty.mp4").returncode == 0
    camera = wait_for("the count", lambda: next((c for c in _cameras(demo) if c["empty_uploads"] == 1), None))
    # The upload opened an event, which is taken back right after it was counted.
    wait_for(
        "quiet",
        lambda: any(c["id"] == camera["id"] and not c["motion"] and not c["last_event"] for c in _cameras(demo)),
    )
    for capture in demo.captures(camera=camera["id"]):
        assert capture["condition"] == "empty"
        assert capture["event"] is None


def test_text_named_mp4_is_kept_and_unreadable(demo: Running, folder: Path) -> None:
    """What is no video is kept and archived all the same, without a picture."""
    text = folder / "text.mp4"
    text.write_text("This is no video.\n" * 100)
    assert demo.upload(text, "Liar/text.mp4").returncode == 0
    capture = demo.verified("Liar/text.mp4")
    capture = demo.until(capture["id"], "the verdict", lambda c: c["condition"] != "pending")
    assert capture["condition"] == "unreadable"
    assert capture["thumbnail"] is False
    assert demo.gateway.get(f"/captures/{capture['id']}/thumbnail").status_code == 404
    assert demo.gateway.get(f"/captures/{capture['id']}/content").content == text.read_bytes()


def test_odd_names_are_kept_to_the_letter(demo: Running, folder: Path) -> None:
    """Spaces, brackets, quotes and letters of other alphabets come back as they went in."""
    source = media.snapshot(folder)
    for name in ("Odd/a b [M][0@0][0].jpg", "Odd/Küche Ñandú 前門.jpg", "Odd/50% #1 & 'quoted' + (x).jpg"):
        assert demo.upload(source, name).returncode == 0, name
        capture = demo.verified(name)
        assert sha256(demo.archived(capture["archive_key"])) == sha256(source.read_bytes())


def test_same_name_twice_is_two_captures(demo: Running, folder: Path) -> None:
    """A camera that overwrites its only picture loses none."""
    sources = [media.snapshot(folder), media.snapshot(folder)]
    for source in sources:
        assert demo.upload(source, "Twice/current.jpg").returncode == 0
    found = demo.captures_of("Twice/current.jpg")
    assert {c["sha256"] for c in found} == {sha256(source.read_bytes()) for source in sources}
    for capture in found:
        demo.until(capture["id"], "verification", lambda c: c["state"] == "verified")


def test_lftp_mirrors_a_folder(demo: Running, folder: Path) -> None:
    """Another client: folders made, files sent, some of them renamed at the end."""
    tree = folder / "tree"
    (tree / "deep" / "er").mkdir(parents=True)
    sources = [media.snapshot(tree), media.snapshot(tree / "deep"), media.clip(tree / "deep" / "er")]
    done = lftp(demo, f"mirror -R --no-perms '{tree}' Lftp")
    assert done.returncode == 0, done.stderr
    for source in sources:
        capture = demo.verified(f"Lftp/{source.relative_to(tree)}")
        assert capture["sha256"] == sha256(source.read_bytes())


def test_temporary_name_is_renamed_at_the_end(demo: Running, folder: Path) -> None:
    """Cameras that rename when the end is known have one capture, under the last name."""
    source = media.clip(folder)
    done = lftp(demo, f"mkdir -p Renamed; cd Renamed; put '{source}' -o clip.mp4_; mv clip.mp4_ clip.mp4")
    assert done.returncode == 0, done.stderr
    capture = demo.verified("Renamed/clip.mp4")
    assert capture["sha256"] == sha256(source.read_bytes())
    assert [c["original_path"] for c in demo.captures(camera=capture["camera"])] == ["/Renamed/clip.mp4"]


def test_a_camera_cannot_read_back(demo: Running, folder: Path) -> None:
    """Who steals a camera's password reads nothing, and from an address of his own does not even see a name."""
    assert demo.upload(media.snapshot(folder), "Secret/a.jpg").returncode == 0

    def asked(path: str, *more: str) -> subprocess.CompletedProcess[bytes]:
        argv = ["curl", "-sS", "--max-time", "30", *more, demo.ftp_url(path)]
        return subprocess.run(argv, check=False, capture_output=True, timeout=60)

    assert asked("Secret/a.jpg").returncode != 0
    listing = asked("Secret/", "--interface", "127.0.0.9")
    assert (listing.returncode, listing.stdout) == (0, b"")


def _cameras(demo: Running) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = demo.gateway.get("/cameras").raise_for_status().json()["items"]
    return items

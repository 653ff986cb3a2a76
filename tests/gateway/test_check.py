"""The conservation check: silent when all adds up, and one plain line for each thing that does not."""

from collections.abc import Callable
from pathlib import Path
import sqlite3
import subprocess

import pytest

from camvault_gateway.app.check import bucket_rules
from camvault_gateway.app.errors import ExitCode
from camvault_gateway.app.main import main
from camvault_gateway.archive.s3.listing import Listed, captures_in
from camvault_gateway.archive.s3.store import Store
from camvault_gateway.catalog.lists.audit import CaptureRow
from camvault_gateway.model import Capture, Rendition
from camvault_gateway.vault.renditions import Renditions

from .archiving import SITE
from .running import COMMAND, running_gateway
from .s3_servers import S3Server
from .theft import until

pytest_plugins = ("tests.gateway.s3_fixtures",)

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"


def _check(data: Path, *flags: str) -> tuple[int, str]:
    done = subprocess.run([COMMAND, "check", "--data", data, *flags], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_adds_up_running_and_stopped(tmp_path: Path) -> None:
    """A gateway with an open event and an upload under way adds up, and so does a stopped one; nothing is touched."""
    data = tmp_path / "data"
    with running_gateway(tmp_path) as gateway:
        with gateway.client() as ftp:
            assert ftp.store("garden/a.jpg", JPEG).startswith("226")
            with ftp.passive() as connection:
                assert ftp.ask("STOR garden/b.jpg").startswith("150")
                connection.sendall(JPEG)
                code, said = _check(data, "--hash")
                assert (code, "the gateway runs" in said) == (ExitCode.OK, True), said
        gateway.end()
        before = {path: path.stat().st_mtime_ns for path in data.rglob("*.*") if path.suffix != ".db-shm"}
        code, said = _check(data, "--hash")
        assert code == ExitCode.OK, said
        assert "2 captures: 2 stored" in said
        assert "Everything adds up." in said
        assert all(path.stat().st_mtime_ns == at for path, at in before.items())


def test_killed_in_the_middle(tmp_path: Path) -> None:
    """What a kill leaves is told, and is gone after the next start."""
    with running_gateway(tmp_path) as gateway:
        with gateway.client() as ftp, ftp.passive() as connection:
            assert ftp.ask("STOR garden/b.jpg").startswith("150")
            connection.sendall(JPEG + bytes(300_000))
            # Its row comes a little after its file.
            until(lambda: bool(gateway.ask("/captures?state=receiving")["items"]))
            gateway.kill()
        code, said = _check(tmp_path / "data")
        assert code == ExitCode.FAILED
        assert "was arriving when the gateway stopped" in said
        gateway.start()
        assert _check(tmp_path / "data")[0] == ExitCode.OK


_PROTECTED = "UPDATE events SET protected = 1"
_DEFERRED = "INSERT INTO deferred (capture, kind, due_at) SELECT id, '{}', 1 FROM captures"


def _sql(*queries: str) -> Callable[[Path], object]:
    def spoil(data: Path) -> None:
        db = sqlite3.connect(data / "catalog.db", isolation_level=None)
        for query in queries:
            db.execute(query)
        db.close()

    return spoil


def _file(data: Path) -> Path:
    (found,) = (data / "vault/captures").rglob("*.jpg")
    return found


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda data: _file(data).unlink(), "has no file in the vault"),
        (lambda data: _file(data).write_bytes(b"short"), "has 5 bytes and should have"),
        (lambda data: _file(data).write_bytes(bytes(len(JPEG))), "is not what was received"),
        (lambda data: _file(data).with_name("stray.jpg").touch(), "belongs to no capture"),
        (lambda data: (data / "vault/incoming/stray").touch(), "incoming/stray belongs to no capture"),
        (
            lambda data: (data / "vault/incoming" / _file(data).stem).write_bytes(JPEG),
            "has two files, one of them in incoming/",
        ),
        (_sql(_DEFERRED.format("verify")), "is stored and does not need the task verify"),
        (_sql("UPDATE captures SET not_due = 1"), "it is not known until when"),
        (_sql("UPDATE captures SET to_expire = 1"), "its file is going to be deleted"),
        (_sql("UPDATE captures SET to_derive = 1, state = 'receiving', sha256 = NULL"), "and has the task derive"),
        (_sql("UPDATE captures SET state = 'archived'"), "has no key in the archive"),
        (_sql("UPDATE captures SET state = 'verified'"), "has no key in the archive"),
        (_sql("UPDATE captures SET state = 'verified', local = 0"), "its file is still there"),
        (_sql("UPDATE quarters SET bytes = bytes + 1"), "The counter of camera garden"),
        (_sql("UPDATE holdings SET files = 7"), "The counter of the vault says 7 files"),
        (_sql("UPDATE holdings SET waiting = 7"), "The counter of the backlog says 7 files"),
        (_sql("UPDATE cameras SET captures = 9"), "The counter of camera garden says 9 files"),
        (_sql("UPDATE events SET camera = 'other'"), "which is another camera's"),
        (_sql("UPDATE captures SET protected = 1"), "is marked as protected, and its event is not so"),
        (_sql(_PROTECTED, "UPDATE captures SET protected = 0"), "is not marked as protected, and its event is so"),
        (
            _sql(_PROTECTED, "UPDATE captures SET state = 'verified', archive_key = '_protected/'"),
            "nothing will copy",
        ),
        (_sql(_DEFERRED.format("protect")), "does not need the task protect"),
    ],
)
def test_tells_what_does_not_add_up(
    spoiled: Path, spoil: Callable[[Path], object], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each rule is noticed when it is broken."""
    spoil(spoiled)
    assert main(["check", "--data", str(spoiled), "--hash"]) == ExitCode.FAILED
    assert says in capsys.readouterr().out


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """Return a stopped gateway's folder with one capture, to be spoiled."""
    with running_gateway(tmp_path) as gateway:
        with gateway.client() as ftp:
            assert ftp.store("garden/a.jpg", JPEG).startswith("226")
        gateway.end()
    return tmp_path / "data"


def test_without_a_catalog(tmp_path: Path) -> None:
    """A folder without a catalog is named, and not made one of."""
    code, said = _check(tmp_path / "none")
    assert code == ExitCode.CATALOG_UNUSABLE
    assert "none" in said
    assert not (tmp_path / "none").exists()


def test_archive_asked_for_and_not_set_up(spoiled: Path) -> None:
    """--archive needs one."""
    code, said = _check(spoiled, "--archive")
    assert code == ExitCode.FAILED
    assert "No archive is set up" in said


@pytest.mark.parametrize("which", Rendition)
def test_rendition_of_nothing(spoiled: Path, which: Rendition, capsys: pytest.CaptureFixture[str]) -> None:
    """What was made of a capture that is gone is a leftover; of one that is there, and while it is made, it is none."""
    renditions, capture = Renditions(spoiled / "vault/playables"), _file(spoiled).stem
    for identity in (capture, "f" * 32):
        renditions.draft(identity, which).touch()
    renditions.keep(capture, which)
    assert main(["check", "--data", str(spoiled)]) == ExitCode.OK
    renditions.keep("f" * 32, which)
    assert main(["check", "--data", str(spoiled)]) == ExitCode.FAILED
    assert f"playables/{'f' * 32}." in capsys.readouterr().out


_KEPT = "kind, extension, captured_at, size, sha256"


def test_files_of_what_left(spoiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that waits to be deleted belongs to a trace; one that should be gone belongs to nobody."""
    for query in (
        f"INSERT INTO expired SELECT id, camera, '', {_KEPT}, '', 0, 0, 'expired', 0 FROM captures",  # noqa: S608 only constants
        "DELETE FROM captures",
        "DELETE FROM events",
    ):
        _sql(query)(spoiled)
    assert main(["check", "--data", str(spoiled)]) == ExitCode.OK
    _sql("UPDATE expired SET cleared = 1")(spoiled)
    assert main(["check", "--data", str(spoiled)]) == ExitCode.FAILED
    assert "belongs to no capture" in capsys.readouterr().out


def _row(identity: str, state: str = "verified", key: str | None = None, size: int = 5) -> CaptureRow:
    return CaptureRow(identity, "cam", None, "/a.mp4", ".mp4", size, "ab" * 32, state, "complete", key, local=True)


_KEY = f"p/home/cam/2026/11/23/101010.000Z_clip_motion_{'ab' * 8}.mp4"
_SECOND = _KEY.replace("motion", "person")
_COPY = _KEY.replace("p/home/", "p/_protected/home/")
_COPY_AGAIN = _COPY.replace(".mp4", "-2.mp4")


@pytest.mark.parametrize(
    ("rows", "objects", "says"),
    [
        ([_row("1", key=_KEY)], [(_KEY, 5)], []),
        ([_row("1", "stored", _KEY)], [], []),
        ([_row("1", "stored", _KEY)], [(_KEY, 5)], []),
        ([_row("1", key="other/home/x")], [], []),
        ([_row("1", key=_KEY)], [], ["is verified, and the bucket has no"]),
        ([_row("1", key=_KEY)], [(_KEY, 4)], ["has 4 bytes and should have 5"]),
        ([_row("1", key=_KEY), _row("2", key=_KEY)], [(_KEY, 5)], ["share the object"]),
        ([_row("1", key=_KEY)], [(_KEY, 5), (_SECOND, 5)], ["is a second one of capture 1"]),
        ([], [("p/home/x", 5)], ["belongs to no capture"]),
        ([_row("1", key=_COPY)], [(_COPY, 5), (_KEY, 5)], []),
        ([_row("1", key=_COPY)], [(_COPY, 5)], []),
        ([_row("1", key=_KEY)], [(_COPY, 5), (_KEY, 5)], []),
        ([_row("1", key=_COPY_AGAIN)], [(_COPY_AGAIN, 5), (_KEY, 5)], []),
        ([_row("1", key=_COPY)], [(_KEY, 5)], ["is verified, and the bucket has no"]),
        ([_row("1", key=_COPY)], [(_COPY, 5), (_KEY, 4)], ["is a second one of capture 1"]),
        ([_row("1", key=_COPY_AGAIN)], [(_COPY_AGAIN, 5), (_COPY, 5)], ["is a second one of capture 1"]),
        ([], [(_COPY, 5)], ["belongs to no capture"]),
    ],
)
def test_bucket(rows: list[CaptureRow], objects: list[tuple[str, int]], says: list[str]) -> None:
    """Catalog and bucket are compared both ways."""
    listed = [Listed(key, size) for key, size in objects]
    found = bucket_rules.compare(rows, listed, lambda key: key.startswith(("p/home/", "p/_protected/home/")))
    assert len(found.problems) == len(says)
    assert all(text in problem for text, problem in zip(says, found.problems, strict=True))


@pytest.mark.parametrize(("state", "expired"), [("verified", 1), ("archived", 0)])
def test_what_a_rule_explains_is_no_loss(state: str, expired: int) -> None:
    """A verified capture that has expired in the bucket adds up until it leaves the catalog."""
    asked: list[tuple[str, int]] = []

    def explains(key: str, put_at: int) -> bool:
        asked.append((key, put_at))
        return True

    old = _row("1", state, _KEY)._replace(received_at=5)
    found = bucket_rules.compare([old], [], lambda _: True, explains)
    assert (found.expired, len(found.problems)) == (expired, 1 - expired)
    bucket_rules.compare([old._replace(archived_at=7)], [], lambda _: True, explains)
    assert asked == ([(_KEY, 5), (_KEY, 7)] if expired else [])
    assert bucket_rules.compare([old], [Listed(_KEY, 5)], lambda _: True, explains).expired == 0


def test_listing_pages_and_leaves_out_what_is_the_archives_own(rclone: S3Server) -> None:
    """More objects than fit on one page; the other sites' and the reserved ones are not among them."""
    name = rclone.new_bucket()
    client = rclone.client()
    for number in range(1005):
        client.put_object(Bucket=name, Key=f"camvault/{SITE}/cam/{number:04d}", Body=b"x")
    for other in ("_catalog/1.gz", ".check-1"):
        client.put_object(Bucket=name, Key=f"camvault/{SITE}/{other}", Body=b"x")
    client.put_object(Bucket=name, Key="camvault/other-home/cam/1", Body=b"x")
    found = list(captures_in(Store(rclone.settings(name), SITE)))
    assert len({each.key for each in found}) == len(found) == 1005
    assert {each.size for each in found} == {1}


def test_row_names_match_the_catalog() -> None:
    """What is asked of the catalog are fields of a capture."""
    assert {*CaptureRow._fields} - {"event_camera", "protected", "not_due"} <= set(Capture.__dataclass_fields__)

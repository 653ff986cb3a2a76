"""Which files and folders are synced, and in which order, so that a power cut takes back nothing that was promised."""

from collections.abc import Callable
from dataclasses import replace
import errno
import hashlib
import os
from pathlib import Path

import pytest

from camvault_gateway.catalog import Catalog
from camvault_gateway.model import Capture, Refusing, Rendition, new_id
from camvault_gateway.vault import Vault, disk_space

from .archiving import Gateway, sha256
from .conftest import Receiving, Recorder, running_server


class _Syncs:
    """What was synced, in order, as the operating system was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: list[Path] = []
        self.broken = 0
        self._real: Callable[[int], None] = os.fsync
        monkeypatch.setattr(os, "fsync", self._sync)

    def _sync(self, descriptor: int) -> None:
        self.paths.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        if self.broken:
            self.broken -= 1
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self._real(descriptor)


@pytest.fixture
def syncs(monkeypatch: pytest.MonkeyPatch) -> _Syncs:
    """Return what is synced from now on."""
    return _Syncs(monkeypatch)


def _arrived(catalog: Catalog, vault: Vault) -> Capture:
    capture = Gateway(catalog, vault).add(b"x")
    # On a day of its own, whose folders are not there yet.
    another = replace(capture, id="0" * 11 + capture.id[11:])
    vault.path(capture).rename(vault.incoming(another.id))
    return another


def test_a_file_and_all_new_folders(catalog: Catalog, vault: Vault, syncs: _Syncs) -> None:
    """Each new folder's own parent is synced before the file is there, and the file's folder after that."""
    capture = _arrived(catalog, vault)
    syncs.paths.clear()
    folder = vault.move(capture)
    assert folder == vault.path(capture).parent
    before = list(syncs.paths)
    assert {*before} == {vault._root, *(parent for parent in folder.parents if vault._root in parent.parents)}
    vault.sync(folder)
    assert syncs.paths == [*before, folder]


def test_folders_are_synced_once(catalog: Catalog, vault: Vault, syncs: _Syncs) -> None:
    """The next file of the day needs its own folder's sync alone."""
    vault.keep(_arrived(catalog, vault))
    syncs.paths.clear()
    capture = _arrived(catalog, vault)
    syncs.paths.clear()
    vault.keep(capture)
    assert syncs.paths == [vault.path(capture).parent, vault._incoming]


def test_folders_whose_sync_failed_are_synced_again(catalog: Catalog, vault: Vault, syncs: _Syncs) -> None:
    """A new folder that the disk did not take is not taken to be safe."""
    capture = _arrived(catalog, vault)
    syncs.broken = 1
    with pytest.raises(OSError, match="error"):
        vault.keep(capture)
    syncs.paths.clear()
    vault.keep(capture)
    folder = vault.path(capture).parent
    assert {folder, folder.parent, vault._root} <= {*syncs.paths}
    assert syncs.paths[-2:] == [folder, vault._incoming]


def test_leftover_is_put_on_the_disk(vault: Vault, syncs: _Syncs) -> None:
    """What a killed gateway wrote may be in memory only: it is promised nothing before it is synced."""
    identity = new_id()
    vault.incoming(identity).write_bytes(b"left over")
    leftover = vault.leftover(identity)
    assert leftover is not None
    assert syncs.paths == [vault.borrowed(identity), vault._incoming]
    assert (leftover.size, leftover.head, leftover.tail) == (9, b"left over", b"left over")
    assert (vault.incoming(identity).read_bytes(), leftover.camera) == (b"left over", None)
    assert vault.leftover(new_id()) is None


@pytest.mark.parametrize("size", [64 * 1024, 64 * 1024 + 1, 200_000])
def test_edges_of_what_arrived(vault: Vault, size: int) -> None:
    """Beginning and end are told alike of what arrives, and of what a stop left of it."""
    data = os.urandom(size)
    upload = vault.receive(new_id(), "garden")
    for at in range(0, size, 30_000):
        upload.write(data[at : at + 30_000])
    identity = next(iter(vault.incoming_files()))
    leftover = vault.leftover(identity)
    assert leftover is not None
    for each in (upload, leftover):
        assert (each.size, each.head, each.tail) == (size, data[: 64 * 1024], data[-64 * 1024 :])
    assert upload.read(size - 5, 10) == data[-5:]
    assert upload.sha256 == leftover.sha256 == hashlib.sha256(data).hexdigest()
    assert vault.incoming(identity).read_bytes() == data
    assert leftover.camera == "garden"
    upload.close()


def test_upload_is_on_the_disk_when_it_is_finished(vault: Vault, syncs: _Syncs) -> None:
    """The file itself, by its own descriptor."""
    identity = new_id()
    upload = vault.receive(identity, "garden")
    upload.write(b"bytes")
    assert syncs.paths == []
    upload.finish()
    assert syncs.paths == [vault.incoming(identity)]
    upload.close()
    with pytest.raises(FileExistsError):
        vault.receive(identity, "garden")


class _Filling:
    """A file on a disk that takes three bytes more."""

    left = 3

    def write(self, data: memoryview) -> int:
        """Take what there is room for."""
        if not self.left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken, self.left = min(self.left, len(data)), 0
        return taken


def test_only_what_is_in_the_file_counts(vault: Vault) -> None:
    """A disk that fills in the middle of a write took a part of it: size, hash and beginning are that part's."""
    upload = vault.receive(new_id(), "garden")
    upload.close()
    upload._file = _Filling()  # type: ignore[assignment]
    with pytest.raises(OSError, match="space"):
        upload.write(b"bytes")
    assert (upload.size, upload.head, upload.sha256) == (3, b"byt", sha256(b"byt"))


def test_name_of_an_adopted_file(vault: Vault, syncs: _Syncs) -> None:
    """A new name of an incoming file is durable before its row is; and so is one that is taken back."""
    vault.incoming("unknown").write_bytes(b"x")
    vault.adopt("unknown", identity := new_id())
    assert syncs.paths == [vault._incoming]
    assert list(vault.incoming_files()) == [identity]
    stray = vault._root / "captures" / f"{new_id()}.mp4"
    stray.write_bytes(b"y")
    syncs.paths.clear()
    assert vault.folders() == [stray.parent]
    assert vault.take_back(stray) == stray.stem
    assert syncs.paths == [vault._incoming]
    assert vault.incoming(stray.stem).read_bytes() == b"y"
    assert vault.folders() == []


def test_recovery_syncs_what_it_moves(
    catalog: Catalog, vault: Vault, recorder: Recorder, certificate: Path, syncs: _Syncs
) -> None:
    """Stopped between the transaction and the rename: the camera was promised it, so the new name is made durable."""
    capture = Gateway(catalog, vault).add(b"x")
    vault.path(capture).rename(vault.incoming(capture.id))
    syncs.paths.clear()
    with running_server(catalog, vault, recorder, certificate):
        assert vault.path(capture).parent in syncs.paths


def test_upload_is_synced_before_it_is_answered(receiving: Receiving, syncs: _Syncs) -> None:
    """The file, then its folder; and the vault is in order for a camera that asks at once."""
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9").startswith("226")
    capture = receiving.only()
    places = [path for path in syncs.paths if receiving.vault._root in path.parents]
    assert places[0] == receiving.vault.incoming(capture.id)
    assert places[-1] == receiving.vault.path(capture).parent


def test_what_a_start_clears(tmp_path: Path) -> None:
    """Files that were only borrowed or half made go; whatever arrived stays, and the folders are there for good."""
    before = Vault(tmp_path / "vault")
    identity = new_id()
    before.incoming(identity).write_bytes(b"arrived")
    before.borrowed("x").write_bytes(b"borrowed")
    before.renditions.draft(identity, Rendition.PLAYABLE).write_bytes(b"half")
    before.renditions.path("whole", Rendition.PLAYABLE).write_bytes(b"whole")
    before.keep_thumbnail(identity, b"picture")
    after = Vault(tmp_path / "vault")
    assert not before._borrowed.joinpath("x").exists()
    assert not after.renditions.draft(identity, Rendition.PLAYABLE).exists()
    assert after.renditions.path("whole", Rendition.PLAYABLE).exists()
    assert after.thumbnail(identity).read_bytes() == b"picture"
    assert list(after.incoming_files()) == [identity]


def test_why_the_disk_takes_nothing_is_looked_at_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """It failed, and then it fails because it is full: that is what is told, and since when."""
    told: list[object] = []
    vault.disk_space.on_change = lambda: told.append(vault.disk_space.refusal and vault.disk_space.refusal.why)
    vault.disk_space.note(failed=False)
    assert told == []
    vault.disk_space.note(failed=True)
    vault.disk_space.note(failed=True)
    monkeypatch.setattr(disk_space, "RESERVE_BYTES", 2**60)
    vault.disk_space.note(failed=True)
    assert vault.disk_space.refusal is not None
    assert told == [Refusing.DISK_ERROR, Refusing.DISK_FULL]
    monkeypatch.undo()
    vault.disk_space.note(failed=True)
    vault.disk_space.note(failed=False)
    assert told[2:] == [Refusing.DISK_ERROR, None]
    assert vault.disk_space.refusal is None


def test_file_in_its_place_stays(catalog: Catalog, vault: Vault) -> None:
    """Also when its move is asked for again."""
    capture = Gateway(catalog, vault).add(b"x")
    vault.keep(capture)
    assert vault.path(capture).read_bytes() == b"x"


def test_no_empty_rendition_is_shown(vault: Vault, syncs: _Syncs) -> None:
    """What is made for browsers is on the disk before it has its name; one that a power cut emptied is made anew."""
    kept = vault.renditions
    with kept.begin("x", Rendition.SMALL) as draft:
        draft.write(b"film")
    kept.keep("x", Rendition.SMALL)
    assert syncs.paths == [kept.draft("x", Rendition.SMALL)]
    assert kept.touch("x", Rendition.SMALL)
    kept.path("x", Rendition.SMALL).write_bytes(b"")
    assert not kept.touch("x", Rendition.SMALL)

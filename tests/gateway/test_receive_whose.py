"""Whose an upload is when cameras became one, or the owner assigned it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import override

import pytest

from camvault_gateway.catalog import Catalog, accounts, cameras
from camvault_gateway.catalog.bulk import moves
from camvault_gateway.model import (
    UNASSIGNED,
    AccountsChanged,
    CapturesMoving,
    EventChanged,
    FoldersChanged,
    new_id,
    now_ms,
)
from camvault_gateway.receive.camera_lookup import CameraLookup
from camvault_gateway.vault import Vault

from .conftest import Receiving, Recorder, running_server
from .disk_home import until

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"


@pytest.fixture
def merged(catalog: Catalog) -> Catalog:
    """Return a catalog in which the camera garden has become part of the camera yard."""
    for folder in ("garden", "yard"):
        catalog.write(cameras.for_folder, folder, now_ms()).result()
    catalog.write(moves.merge, "garden", "yard").result()
    while catalog.write(moves.step, 100).result():
        pass
    assert catalog.read(cameras.find, "garden") is None
    return catalog


def test_file_of_a_merged_camera(merged: Catalog, vault: Vault, recorder: Recorder, certificate: Path) -> None:
    """What a stop left without a row says whose it was: it is kept by the camera which that one became part of."""
    upload = vault.receive(new_id(), "garden")
    upload.write(JPEG)
    upload.close()
    with running_server(merged, vault, recorder, certificate) as receiving:
        assert receiving.only().camera == "yard"


def test_folder_of_a_merged_camera(merged: Catalog, recorder: Recorder) -> None:
    """It leads to the other one; and so does an account that a session still has from before."""
    lookup = CameraLookup(merged, recorder.bus)
    (shared,) = merged.read(accounts.list_all)
    assert lookup.find(shared, "/garden/a.jpg") == "yard"
    assert lookup.find(replace(shared, camera="garden"), "/whatever/a.jpg") == "yard"
    assert lookup.find(replace(shared, camera="yard"), "/garden/a.jpg") == "yard"
    assert lookup.find(shared, "/unknown/a.jpg") is None
    assert lookup.find(shared, "/unknown/testftp.txt") == UNASSIGNED


def test_merge_during_a_session(receiving: Receiving) -> None:
    """Who logged in before announces the events of the camera that is there."""
    catalog = receiving.catalog
    for folder in ("garden", "yard"):
        catalog.write(cameras.for_folder, folder, now_ms()).result()
    (shared,) = catalog.read(accounts.list_all)
    catalog.write(accounts.put, replace(shared, camera="garden")).result()
    receiving.recorder.bus.publish(AccountsChanged())
    lookup = receiving.server.receiver._ingest.lookup
    with receiving.client() as ftp:
        assert ftp.store("a.jpg", JPEG).startswith("226")
        assert receiving.recorder.wait(EventChanged).event.camera == "garden"
        catalog.write(moves.merge, "garden", "yard").result()
        receiving.recorder.bus.publish(CapturesMoving("garden", "yard", whole=True))
        until(lambda: lookup._merged)
        assert ftp.store("b.jpg", JPEG).startswith("226")
        receiving.recorder.wait(EventChanged, lambda said: said.event.camera == "yard" and not said.event.ended_at)
    assert receiving.captures()[0].camera == "yard"
    ended = receiving.recorder.wait(EventChanged, lambda said: said.event.ended_at is not None)
    assert ended.event.camera == "yard"


def test_the_owners_word_counts_more_than_the_path(receiving: Receiving) -> None:
    """A folder has a camera, and the owner said that what looks like this is another one's."""
    catalog = receiving.catalog
    for folder in ("garden", "yard"):
        catalog.write(cameras.for_folder, folder, now_ms()).result()
    with receiving.client() as ftp:
        assert ftp.store("garden/snap_1.jpg", JPEG).startswith("226")
        (seen,) = catalog.read(moves.sources, "garden")
        catalog.write(moves.assign, "garden", seen.pattern, "yard").result()
        receiving.recorder.bus.publish(FoldersChanged())
        (shared,) = catalog.read(accounts.list_all)
        lookup = receiving.server.receiver._ingest.lookup
        until(lambda: lookup.find(shared, "/garden/snap_2.jpg") == "yard")
        assert ftp.store("garden/snap_2.jpg", JPEG).startswith("226")
    assert [(kept.original_path, kept.camera) for kept in receiving.captures()] == [
        ("/garden/snap_2.jpg", "yard"),
        ("/garden/snap_1.jpg", "garden"),
    ]


class _Looking(dict[str, str]):
    """What leads where, while somebody looks through it; something is done meanwhile, once."""

    meanwhile: list[Callable[[], object]]

    @override
    def __iter__(self) -> Iterator[str]:
        for key in super().__iter__():
            yield key
            if self.meanwhile:
                self.meanwhile.pop()()


def test_camera_is_added_while_another_is_looked_up(catalog: Catalog, recorder: Recorder) -> None:
    """Uploads begin on many threads: who looks through what is known finds it as it was."""
    (shared,) = catalog.read(accounts.list_all)
    lookup = CameraLookup(catalog, recorder.bus)
    lookup.learn("/house/front/a.jpg")
    lookup.learn("/house/back/a.jpg")
    lookup._known = looking = _Looking(lookup._known)
    looking.meanwhile = [lambda: lookup.learn("/house/side/a.jpg")]
    assert lookup.find(shared, "/house/unknown/a.jpg") is None
    assert looking.meanwhile == []
    assert lookup.find(shared, "/house/side/b.jpg") is not None

"""What keeps uploads, used as a door does that speaks no FTP: begin, bytes, and a yes only when all is durable."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
import errno
import os
import threading

import pytest

from camvault_gateway.catalog import Catalog, accounts, cameras, captures, events
from camvault_gateway.catalog.file.jobs import Job
from camvault_gateway.catalog.lists import event_pages
from camvault_gateway.model import (
    UNASSIGNED,
    Account,
    CaptureChanged,
    Condition,
    EventChanged,
    EventRemoved,
    Refusal,
    Refusing,
    State,
    now_ms,
)
from camvault_gateway.receive import Reason, Receiver, RefusedError, Upload
from camvault_gateway.vault import Upload as IncomingFile, Vault

from .conftest import Recorder
from .disk_home import until

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20 + b"\xff\xd9"
TIMED = "/garden/2026-11-20_08-11-12.jpg"


@pytest.fixture
def receiver(catalog: Catalog, vault: Vault, recorder: Recorder) -> Iterator[Receiver]:
    """Return the receiver, without any door."""
    made = Receiver(catalog, vault, recorder.bus)
    made.recover()
    yield made
    made.close()


@pytest.fixture
def account(catalog: Catalog) -> Account:
    """Return the shared account."""
    (shared,) = catalog.read(accounts.list_all)
    return shared


def _in_pieces(upload: Upload, data: bytes, size: int = 1000) -> None:
    for start in range(0, len(data), size):
        upload.write(data[start : start + size])


def test_put(receiver: Receiver, account: Account, catalog: Catalog, vault: Vault, recorder: Recorder) -> None:
    """The event opens at once; yes comes when row and file are durable, and everybody was told."""
    upload = receiver.begin(account, "/garden/a.jpg")
    event = recorder.wait(EventChanged).event
    assert event.camera == "garden"
    _in_pieces(upload, JPEG)
    assert [each.original_path for each in catalog.write(captures.receiving).result()] == ["/garden/a.jpg"]
    outcome = upload.finish()
    assert (outcome.accepted, outcome.reason, outcome.size) == (True, None, len(JPEG))
    assert outcome.capture is not None
    assert catalog.read(captures.get, outcome.capture.id) == outcome.capture
    assert (outcome.capture.state, outcome.capture.condition) == (State.STORED, Condition.COMPLETE)
    assert outcome.capture.event == event.id
    assert vault.path(outcome.capture).read_bytes() == JPEG
    assert recorder.wait(CaptureChanged).capture == outcome.capture
    # No other upload comes: it is over.
    assert recorder.wait(EventChanged, lambda said: said.event.ended_at is not None).event.id == event.id


def test_put_in_one_go(receiver: Receiver, account: Account, vault: Vault) -> None:
    """What is small may come with the end."""
    outcome = receiver.begin(account, "/garden/a.jpg").finish(JPEG)
    assert outcome.accepted
    assert outcome.capture is not None
    assert vault.path(outcome.capture).read_bytes() == JPEG


def test_camera_by_account(receiver: Receiver, account: Account, catalog: Catalog) -> None:
    """A camera's own account names it, whatever the path; a new camera has to be asked for in the catalog."""
    assert receiver.begin_at_once(account, "/garden/a.jpg") is None
    assert receiver.begin(account, "/garden/a.jpg").finish(JPEG).accepted
    known = receiver.begin_at_once(account, "/garden/b.jpg")
    assert known is not None
    assert known.finish(JPEG + b"b").accepted
    own = Account(username="own", password_hash="", camera="garden", created_at=now_ms())
    upload = receiver.begin_at_once(own, "/elsewhere/a.jpg")
    assert upload is not None
    outcome = upload.finish(JPEG + b"c")
    assert outcome.capture is not None
    assert outcome.capture.camera == "garden"
    assert {camera.id for camera in catalog.read(cameras.list_all)} - {UNASSIGNED} == {"garden"}


def test_broken_off(receiver: Receiver, account: Account, catalog: Catalog, recorder: Recorder) -> None:
    """What came is kept as incomplete, and the door may not say yes."""
    upload = receiver.begin(account, "/garden/a.jpg")
    _in_pieces(upload, JPEG[:3000])
    outcome = upload.abort()
    assert (outcome.accepted, outcome.aborted, outcome.reason) == (False, True, None)
    assert outcome.capture is not None
    assert catalog.read(captures.get, outcome.capture.id).condition is Condition.INCOMPLETE
    assert recorder.all(EventRemoved) == []


def test_nothing_came(receiver: Receiver, account: Account, recorder: Recorder) -> None:
    """An upload that ends before its first byte leaves no event."""
    upload = receiver.begin(account, "/garden/a.jpg")
    event = recorder.wait(EventChanged).event
    upload.abort()
    assert recorder.wait(EventRemoved).event == event


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        (Refusing.DISK_FULL, Reason.DISK_FULL),
        (Refusing.VAULT_FULL, Reason.VAULT_FULL),
        (Refusing.CATALOG_SUSPECT, Reason.CATALOG_SUSPECT),
    ],
)
def test_refused_before_a_byte(
    receiver: Receiver,
    account: Account,
    vault: Vault,
    recorder: Recorder,
    monkeypatch: pytest.MonkeyPatch,
    why: Refusing,
    reason: Reason,
) -> None:
    """In a word that each protocol has an answer to; no event opens, and no camera is added."""
    monkeypatch.setattr(vault.disk_space, "_why", lambda: why)
    with pytest.raises(RefusedError) as refused:
        receiver.begin(account, "/garden/a.jpg")
    assert refused.value.reason is reason
    assert isinstance(vault.disk_space.refusal, Refusal)
    assert recorder.all(EventChanged) == []
    with pytest.raises(RefusedError):
        receiver.begin_at_once(account, "/garden/a.jpg")


def test_camera_that_cannot_be_added(
    receiver: Receiver, account: Account, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The catalog takes nothing: refused, and the next one is not."""

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as broken:
        broken.setattr(cameras, "for_folder", fail)
        with pytest.raises(RefusedError) as refused:
            receiver.begin(account, "/garden/a.jpg")
    assert refused.value.reason is Reason.CATALOG_FAILED
    until(lambda: not catalog.suspect)
    assert receiver.begin(account, "/garden/a.jpg").finish(JPEG).accepted


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, Reason.DISK_FULL), (errno.EDQUOT, Reason.DISK_FULL), (errno.EIO, Reason.DISK_FAILED)],
)
def test_disk_that_takes_no_more(
    receiver: Receiver, account: Account, monkeypatch: pytest.MonkeyPatch, number: int, reason: Reason
) -> None:
    """The door may stop reading at once; what the disk took is kept, and yes is never said, also if it goes on."""
    upload = receiver.begin(account, "/garden/a.jpg")
    upload.write(JPEG[:3000])

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as full:
        full.setattr(IncomingFile, "write", fail)
        with pytest.raises(OSError, match=os.strerror(number)):
            upload.write(JPEG[3000:4000])
    with pytest.raises(OSError, match=os.strerror(number)):
        upload.write(JPEG[4000:])
    outcome = upload.finish()
    assert (outcome.accepted, outcome.reason, outcome.size) == (False, reason, 3000)
    assert outcome.capture is not None
    assert outcome.capture.condition is Condition.INCOMPLETE


def test_disk_that_does_not_sync(
    receiver: Receiver, account: Account, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is promised; what is there is settled when an upload works."""

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as broken:
        broken.setattr(IncomingFile, "finish", fail)
        outcome = receiver.begin(account, "/garden/a.jpg").finish(JPEG)
    assert (outcome.accepted, outcome.reason, outcome.capture) == (False, Reason.DISK_FAILED, None)
    assert receiver.begin(account, "/garden/b.jpg").finish(JPEG).accepted
    until(lambda: not list(vault.incoming_files()))


def test_the_same_file_again(receiver: Receiver, account: Account, catalog: Catalog) -> None:
    """It is answered with yes, and kept once."""
    first = receiver.begin(account, TIMED).finish(JPEG)
    again = receiver.begin(account, TIMED).finish(JPEG)
    assert (first.repeated, again.repeated) == (False, True)
    assert (again.accepted, again.capture, again.size) == (True, None, len(JPEG))
    assert len(catalog.read(captures.list_page).items) == 1
    assert catalog.read(cameras.get, "garden").repeated_uploads == 1


def test_two_at_the_same_time(receiver: Receiver, account: Account, vault: Vault, recorder: Recorder) -> None:
    """Of one camera, under one name, from two threads: both are kept, in one event."""
    both = threading.Barrier(2)

    def put(data: bytes) -> tuple[bytes, str | None]:
        both.wait(10)
        upload = receiver.begin(account, "/garden/a.jpg")
        _in_pieces(upload, data)
        both.wait(10)
        outcome = upload.finish()
        assert outcome.accepted
        assert outcome.capture is not None
        return vault.path(outcome.capture).read_bytes(), outcome.capture.event

    sent = [JPEG, JPEG + bytes(500)]
    assert receiver.begin(account, "/garden/first.jpg").finish(JPEG).accepted
    with ThreadPoolExecutor(2) as doors:
        (first, event), (second, other) = doors.map(put, sent)
    assert [first, second] == sent
    assert event == other is not None
    assert recorder.wait(EventChanged, lambda said: said.event.id == event and said.event.ended_at is not None)


def test_many_from_many_threads(receiver: Receiver, account: Account, catalog: Catalog, vault: Vault) -> None:
    """Of some cameras, some broken off: each event has what belongs to it, and all of them end."""

    def put(number: int) -> None:
        upload = receiver.begin(account, f"/camera{number % 3}/{number}.jpg")
        upload.write(JPEG + number.to_bytes(2))
        outcome = upload.abort() if number % 5 == 0 else upload.finish()
        assert outcome.accepted is (number % 5 != 0)

    with ThreadPoolExecutor(8) as doors:
        list(doors.map(put, range(60)))
    kept = catalog.read(captures.list_page, limit=100).items
    assert len(kept) == 60
    assert all(vault.path(each).stat().st_size == len(JPEG) + 2 for each in kept)
    assert {len(JPEG) + 2} == {each.size for each in kept}
    assert {each.event for each in kept} == {event.id for event in catalog.read(event_pages.list_page).items}
    until(lambda: catalog.read(events.open_events) == [])


def test_new_cameras_from_many_threads(receiver: Receiver, account: Account, catalog: Catalog) -> None:
    """Folders that nobody has seen before, all at once, while others are looked up: each is one camera."""
    looking = threading.Event()

    def look() -> None:
        while not looking.is_set():
            for number in range(100, 130):
                receiver.begin_at_once(account, f"/house/unknown{number}/a.jpg")

    def put(number: int) -> None:
        assert receiver.begin(account, f"/house/door{number % 30}/{number}.jpg").finish(JPEG).accepted

    with ThreadPoolExecutor(10) as doors:
        others = [doors.submit(look) for _ in range(2)]
        list(doors.map(put, range(60)))
        looking.set()
        for other in others:
            other.result()
    assert len({camera.id for camera in catalog.read(cameras.list_all)} - {UNASSIGNED}) == 30


def test_uploads_that_wait_for_the_disk_share_a_transaction(
    receiver: Receiver, account: Account, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixteen whole files wait while the disk is busy with another: one commit makes all of them durable."""
    assert receiver.begin(account, "/garden/first.jpg").finish(JPEG).accepted
    groups: list[int] = []
    real = catalog._commit

    def count(group: list[Job]) -> None:
        groups.append(sum(job.durable for job in group))
        real(group)

    busy, free = threading.Event(), threading.Event()

    def occupy(_: object) -> None:
        busy.set()
        assert free.wait(60)

    monkeypatch.setattr(catalog, "_commit", count)
    catalog.write(occupy)
    assert busy.wait(60)
    uploads = [receiver.begin(account, f"/garden/{number}.jpg") for number in range(16)]
    outcomes = [receiver.workers.submit(upload.finish, JPEG + bytes(number)) for number, upload in enumerate(uploads)]
    until(lambda: catalog._jobs.qsize() >= 16)
    free.set()
    assert all(outcome.result(60).accepted for outcome in outcomes)
    assert groups[:2] == [1, 16]


def test_resumed(receiver: Receiver, account: Account, catalog: Catalog, vault: Vault) -> None:
    """A client that knows how much is kept sends the rest; while one does, another may not."""
    part = receiver.begin(account, "/garden/a.jpg").abort(JPEG[:3000])
    assert part.capture is not None
    assert receiver.resume(part.capture.id, 2999, 0, asked=True) is None
    rest = receiver.resume(part.capture.id, part.size, 0, asked=True)
    assert rest is not None
    with pytest.raises(RefusedError) as refused:
        receiver.resume(part.capture.id, part.size, 0, asked=True)
    assert refused.value.reason is Reason.BUSY
    outcome = rest.finish(JPEG[3000:])
    assert (outcome.accepted, outcome.size) == (True, len(JPEG))
    assert outcome.capture is not None
    assert outcome.capture.id == part.capture.id
    assert vault.path(outcome.capture).read_bytes() == JPEG
    assert catalog.read(captures.get, part.capture.id).condition is Condition.COMPLETE


def test_renamed(receiver: Receiver, account: Account, catalog: Catalog) -> None:
    """A file under a temporary name gets its own."""
    outcome = receiver.begin(account, "/garden/a.jpg.tmp").finish(JPEG)
    assert outcome.capture is not None
    receiver.rename(outcome.capture.id, TIMED)
    assert catalog.read(captures.get, outcome.capture.id).original_path == TIMED


def test_ended_twice(receiver: Receiver, account: Account, catalog: Catalog) -> None:
    """A door that lets go of what it has ended is told the same once more, and nothing else happens."""
    upload = receiver.begin(account, "/garden/a.jpg")
    outcome = upload.finish(JPEG)
    assert upload.abort() == upload.finish(b"more") == outcome
    assert len(catalog.read(captures.list_page).items) == 1


def test_side_file(receiver: Receiver, account: Account, catalog: Catalog, vault: Vault) -> None:
    """A camera's test file is taken and let go, and noted as a test."""
    assert receiver.begin(account, "/garden/a.jpg").finish(JPEG).accepted
    upload = receiver.begin(account, "/garden/testftp.txt")
    upload.write(b"te")
    outcome = upload.finish(b"st")
    assert (outcome.accepted, outcome.capture, outcome.size) == (True, None, 4)
    assert list(vault.incoming_files()) == []
    assert len(catalog.write(captures.list_page).result().items) == 1


def test_closing_keeps_what_was_handed_over(
    catalog: Catalog, vault: Vault, recorder: Recorder, account: Account
) -> None:
    """Whoever closes it waits until all is durable; the next start finds nothing to do."""
    receiver = Receiver(catalog, vault, recorder.bus)
    uploads = [receiver.begin(account, f"/garden/{number}.jpg") for number in range(20)]
    for number, upload in enumerate(uploads):
        receiver.workers.submit(upload.finish, JPEG + bytes(number))
    receiver.close()
    assert len(catalog.read(captures.list_page, limit=100).items) == 20
    assert list(vault.incoming_files()) == []

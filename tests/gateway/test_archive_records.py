"""What the catalog keeps of archiving: nothing counts as proven that was not proven in the owner's present bucket."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from camvault_gateway.archive import ArchiveStore, records
from camvault_gateway.archive.put import Receipt
from camvault_gateway.catalog import Catalog, archives, captures, events
from camvault_gateway.model import ArchiveSettings, Capture, OutageError, State, Task, TaskKind, now_ms
from camvault_gateway.vault import Vault

from .archiving import SITE, Gateway, task_of
from .catalogs import Filler
from .todo import earliest

_FIRST = ArchiveSettings(bucket="first", access_key_id="key", secret_access_key="secret")
_SECOND = replace(_FIRST, bucket="second")
_VERIFY = TaskKind.VERIFY


class _Home:
    """A gateway's catalog whose archive is the first bucket, and one capture that waits."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.catalog = gateway.catalog
        self.use(_FIRST)
        self.capture = gateway.add(b"x")

    def use(self, settings: ArchiveSettings | None) -> None:
        """Change the archive."""
        self.catalog.write(archives.change, settings).result()

    def do(self, record: Callable[..., Any], kind: TaskKind = TaskKind.ARCHIVE, *more: object) -> Any:  # noqa: ANN401 whatever it returns
        """Keep something of the capture."""
        return self.catalog.write(record, task_of(self.capture, kind), *more).result()

    def begun(self, settings: ArchiveSettings = _FIRST) -> Any:  # noqa: ANN401 as above
        """Begin to put it."""
        return self.do(records.begun, TaskKind.ARCHIVE, ArchiveStore(settings, SITE))

    @property
    def number(self) -> int:
        """Return which archive this is."""
        return self.catalog.read(archives.memory).number

    def put(self, *, verified: bool = False) -> None:
        """Have it put, as the archive's answer says."""
        capture, number = self.begun()
        self.do(records.archived, TaskKind.ARCHIVE, Receipt(capture.archive_key, verified=verified, number=number))

    def now(self) -> Capture:
        """Return the capture as it is."""
        return self.gateway.get(self.capture)

    def tasks(self) -> list[TaskKind]:
        """Return what waits for it."""
        return [TaskKind(kind) for kind, _, _ in self.gateway.task_errors()]


@pytest.fixture
def home(catalog: Catalog, vault: Vault) -> _Home:
    """Return a home."""
    return _Home(Gateway(catalog, vault))


def test_put_that_ends_after_the_bucket_was_changed(home: _Home) -> None:
    """What the former bucket proved is not taken for the new one's: it has nothing, and is put there."""
    capture, number = home.begun()
    receipt = Receipt(capture.archive_key, verified=True, number=number)
    home.use(_SECOND)
    for kind, record in ((TaskKind.ARCHIVE, records.archived), (TaskKind.PROTECT, records.copied)):
        with pytest.raises(OutageError, match="changed meanwhile"):
            home.do(record, kind, receipt)
    assert home.now().state is State.STORED
    assert home.tasks() == [TaskKind.ARCHIVE]
    with pytest.raises(OutageError, match="changed meanwhile"):
        home.begun(_FIRST)
    assert home.begun(_SECOND)[1] == number + 1


def test_store_of_a_removed_archive(home: _Home) -> None:
    """The owner removed it: nothing begins there, neither a put nor a copy."""
    home.use(None)
    store = ArchiveStore(_FIRST, SITE)
    for record in (records.begun, records.to_copy):
        with pytest.raises(OutageError, match="changed meanwhile"):
            home.do(record, TaskKind.ARCHIVE, store)


def test_proof_that_comes_late_proves_nothing(home: _Home) -> None:
    """It was asked for before the bucket was changed, or the object was found to be gone: it is put again."""
    home.put()
    assert home.now().state is State.ARCHIVED
    home.use(_SECOND)
    assert home.do(records.verified, _VERIFY) is None
    assert home.now().state is State.STORED
    assert home.now().local
    assert home.tasks() == [TaskKind.ARCHIVE]


@pytest.mark.parametrize("verified", [True, False])
def test_what_was_put(home: _Home, *, verified: bool) -> None:
    """It is verified when the answer proves it, or else is to be; when that was is remembered."""
    before = now_ms()
    home.put(verified=verified)
    kept = home.now()
    assert kept.state is (State.VERIFIED if verified else State.ARCHIVED)
    assert kept.archive_key == ArchiveStore(_FIRST, SITE).key(kept)
    assert before <= (kept.archived_at or 0) <= now_ms()
    assert home.tasks() == ([] if verified else [_VERIFY])
    assert (home.catalog.read(archives.memory).last_verified_at is not None) is verified
    if not verified:
        kept, added = home.do(records.verified, _VERIFY)
        assert (kept.state, added, home.tasks()) == (State.VERIFIED, None, [])
        assert before <= (home.catalog.read(archives.memory).last_verified_at or 0) <= now_ms()
        assert home.do(records.verified, _VERIFY) is None


def test_what_is_put_needs_no_more(home: _Home) -> None:
    """It is not begun again, and a second answer changes nothing."""
    home.put(verified=True)
    kept = home.now()
    assert home.begun() is None
    other = Receipt("another", verified=False, number=home.number)
    assert home.do(records.archived, TaskKind.ARCHIVE, other) is None
    assert home.do(records.damaged, TaskKind.ARCHIVE, "another", 5) is None
    assert home.do(records.vanished, _VERIFY, 5) is None
    assert home.now() == kept
    assert home.catalog.read(archives.memory).damaged == 0
    assert home.tasks() == []


def test_key_is_kept_before_the_put(home: _Home) -> None:
    """A capture that is renamed meanwhile gets no second object; in another place it gets another key."""
    key = home.begun()[0].archive_key
    assert home.now().archive_key == key
    home.catalog.write(captures.change, replace(home.now(), labels=("person",))).result()
    assert home.begun()[0].archive_key == key
    home.use(elsewhere := replace(_FIRST, prefix="elsewhere"))
    assert home.begun(elsewhere)[0].archive_key.startswith("elsewhere/home/")


def test_object_that_vanished(home: _Home) -> None:
    """It is put again under its own key, not before its time."""
    home.put()
    key = home.now().archive_key
    kept, added = home.do(records.vanished, _VERIFY, 12_345)
    assert (kept.state, kept.archive_key, added) == (State.STORED, key, TaskKind.ARCHIVE)
    assert _due(home, TaskKind.ARCHIVE) == 12_345
    assert home.tasks() == [TaskKind.ARCHIVE]
    assert home.do(records.vanished, _VERIFY, 5) is None


@pytest.mark.parametrize("put", [True, False])
def test_object_that_is_damaged(home: _Home, *, put: bool) -> None:
    """It is counted, and the capture is put again under the key beside it."""
    if put:
        home.put()
    kept, added = home.do(records.damaged, _VERIFY if put else TaskKind.ARCHIVE, "key-2", 12_345)
    assert (kept.state, kept.archive_key, added) == (State.STORED, "key-2", TaskKind.ARCHIVE)
    assert home.catalog.read(archives.memory).damaged == 1
    assert home.tasks() == [TaskKind.ARCHIVE]
    assert _due(home, TaskKind.ARCHIVE) == 12_345


def _due(home: _Home, kind: TaskKind) -> int:
    due = home.catalog.read(earliest, kind)
    assert due is not None
    return due


def _protect(home: _Home) -> None:
    event = Filler(home.catalog).event("front", 1_700_000_000_000)
    home.catalog.write(captures.change, replace(home.now(), event=event.id)).result()
    home.catalog.write(events.protect, event.id, protected=True).result()


def test_copy_of_a_protected_capture(home: _Home) -> None:
    """It is asked for when the capture is verified, made once, and lies in the present archive then."""
    _protect(home)
    store = ArchiveStore(_FIRST, SITE)
    assert home.do(records.to_copy, TaskKind.PROTECT, store) is None
    home.put(verified=True)
    assert home.tasks() == [TaskKind.PROTECT]
    home.use(_SECOND)
    assert home.catalog.read(archives.former_of, home.capture.id) == _FIRST
    store = ArchiveStore(_SECOND, SITE)
    capture, number = home.do(records.to_copy, TaskKind.PROTECT, store)
    before = now_ms()
    receipt = Receipt(store.copy_key(capture), verified=True, number=number)
    kept = home.do(records.copied, TaskKind.PROTECT, receipt)
    assert (kept.archive_key, kept.kept, kept.state) == (receipt.key, True, State.VERIFIED)
    assert before <= kept.archived_at <= now_ms()
    assert home.catalog.read(archives.former_of, home.capture.id) is None
    assert home.tasks() == []
    assert home.do(records.to_copy, TaskKind.PROTECT, store) is None


def test_copy_of_what_is_gone_or_put_again(home: _Home) -> None:
    """Nothing is kept of it, and its task is done."""
    receipt = Receipt("camvault/_protected/home/x", verified=True, number=home.number)
    before = home.now()
    assert home.do(records.copied, TaskKind.PROTECT, receipt) is None
    assert home.now() == before
    gone = Task(kind=TaskKind.PROTECT, capture="gone", camera="front")
    assert home.catalog.write(records.copied, gone, receipt).result() is None
    for record, more in (
        (records.archived, (receipt,)),
        (records.verified, ()),
        (records.vanished, (5,)),
        (records.damaged, ("key", 5)),
        (records.begun, (ArchiveStore(_FIRST, SITE),)),
    ):
        assert home.catalog.write(record, gone, *more).result() is None

"""The life of captures in any order of what can happen to them, compared with a model of a few dictionaries.

Whoever runs tests with CI in their environment gets the same examples each time.
"""

import asyncio
import contextlib
from dataclasses import dataclass, field, replace
import hashlib
import os
from pathlib import Path
import shutil
import tempfile
from typing import Final
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings as chosen, strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from camvault_gateway.app.main import main
from camvault_gateway.archive import ArchiveStore, records
from camvault_gateway.archive.put import Receipt
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, EventKeptError, archives, captures, deletion, events, expiry, settings
from camvault_gateway.model import (
    ArchiveSettings,
    Capture,
    Event,
    OutageError,
    State,
    Task,
    TaskKind,
    new_id,
    now_ms,
    started_at,
)
from camvault_gateway.receive.ingest import Ingest
from camvault_gateway.recognize import promise
from camvault_gateway.retain import Retainer
from camvault_gateway.vault import Upload, Vault

_SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108 where there is one, an fsync costs nothing
_BUCKETS: Final = ("first", "second")


@dataclass(slots=True)
class _Life:
    """What must be known of a capture."""

    path: str
    data: bytes
    event: str | None
    state: State
    local: bool = True
    # The number of the archive in which it was proven to be.
    proven: int | None = None


@dataclass(slots=True)
class _Episode:
    """What must be known of an event."""

    ended: bool = False
    protected: bool = False


@dataclass(slots=True)
class _Arriving:
    """An upload under way."""

    capture: Capture
    upload: Upload
    data: bytearray = field(default_factory=bytearray)
    has_row: bool = False


@dataclass(frozen=True, slots=True)
class _Put:
    """A put under way."""

    task: Task
    number: int
    key: str


class Life(RuleBasedStateMachine):
    """Catalog, vault and what is received, archived and let go, without their loops and threads."""

    arriving = Bundle("arriving")
    lives = Bundle("lives")
    episodes = Bundle("episodes")
    puts = Bundle("puts")

    def __init__(self) -> None:
        super().__init__()
        where = _SHARED_MEMORY if _SHARED_MEMORY.is_dir() else None
        self.data = Path(tempfile.mkdtemp(prefix="camvault-life-", dir=where))
        self.known: dict[str, _Life] = {}
        self.events: dict[str, _Episode] = {}
        self.open: dict[str, _Arriving] = {}
        self.bucket: str | None = None
        self.number = 0
        self.uploads = 0
        self._start()
        self.catalog.write(settings.ensure).result()
        self._forget_number()

    def _start(self) -> None:
        self.catalog = Catalog(self.data / "catalog.db")
        self.vault = Vault(self.data / "vault")
        self.ingest = Ingest(self.catalog, self.vault, Bus(), ZoneInfo("UTC"))
        self.ingest.recover()

    def _forget_number(self) -> None:
        self.number = self.catalog.read(archives.memory).number

    def teardown(self) -> None:
        """Stop, and run the gateway's own check."""
        self.restart()
        self.catalog.close()
        said = tempfile.SpooledTemporaryFile(mode="w+")
        with said, contextlib.redirect_stdout(said):  # type: ignore[type-var] # a file all the same
            code = main(["check", "--data", str(self.data), "--hash"])
            said.seek(0)
            found = said.read()
        shutil.rmtree(self.data)
        assert code == 0, found

    # --- receiving

    @rule(target=episodes)
    def begin_event(self) -> str:
        """A camera notices something."""
        now = now_ms()
        event = Event(id=new_id(), camera=self.ingest.directory.learn("/door/x.jpg"), started_at=now, last_at=now)
        self.catalog.note(events.begin, event).result()
        self.events[event.id] = _Episode()
        return event.id

    @rule(target=arriving, event=st.none() | episodes, is_large=st.booleans())
    def begin(self, event: str | None, is_large: bool) -> str:
        """An upload begins; of a large one the catalog hears at once."""
        self.uploads += 1
        path = f"/door/{self.uploads}.jpg"
        camera = self.ingest.directory.learn(path)
        known = Event(id=event, camera=camera, started_at=started_at(event), last_at=now_ms()) if event in self.events else None
        capture = self.ingest.capture(camera, known, path, promise(path))
        self.open[capture.id] = made = _Arriving(capture, self.vault.receive(capture.id, camera))
        if is_large:
            self.ingest.begin(capture)
            made.has_row = True
        return capture.id

    @rule(upload=arriving, data=st.binary(min_size=1, max_size=50))
    def send(self, upload: str, data: bytes) -> None:
        """Some bytes arrive."""
        if (made := self.open.get(upload)) is not None:
            made.upload.write(data)
            made.data += data

    @rule(target=lives, upload=arriving, broken=st.booleans())
    def finish(self, upload: str, broken: bool) -> str:
        """An upload ends, or breaks off."""
        if (made := self.open.pop(upload, None)) is None:
            return upload
        made.upload.finish()
        kept = self.ingest.commit(made.capture, made.upload, broken=broken).result()
        made.upload.close()
        event = made.capture.event if made.data else None
        if event is not None and event not in self.events:
            self.events[event] = _Episode()
        self.known[upload] = _Life(kept.original_path, bytes(made.data), event, State.STORED)
        return upload

    @rule(capture=lives)
    def rename(self, capture: str) -> None:
        """A camera gives a file its final name."""
        if (life := self.known.get(capture)) is not None:
            self.uploads += 1
            life.path = f"/door/renamed-{self.uploads}.jpg"
            self.ingest.rename(capture, life.path)

    @rule()
    def restart(self) -> None:
        """The gateway is killed, and starts again."""
        for made in self.open.values():
            made.upload.close()
        self.catalog.close()
        self._start()
        for identity, made in self.open.items():
            if made.data:
                event = made.capture.event if made.has_row else None
                path = made.capture.original_path if made.has_row else f"/{identity}"
                self.known[identity] = _Life(path, bytes(made.data), event, State.STORED)
        self.open = {}

    # --- archiving

    @rule(bucket=st.none() | st.sampled_from(_BUCKETS))
    def change_bucket(self, bucket: str | None) -> None:
        """The owner chooses another bucket, or none."""
        chosen_one = _settings(bucket) if bucket else None
        self.catalog.write(archives.change, chosen_one).result()
        if bucket != self.bucket:
            self.bucket = bucket
            for life in self.known.values():
                if life.state is State.ARCHIVED:
                    life.state = State.STORED
        self._forget_number()

    @rule(target=puts, capture=lives)
    def begin_put(self, capture: str) -> _Put | None:
        """A capture is on its way to the bucket."""
        if self.bucket is None or capture not in self.known:
            return None
        task = self._task(TaskKind.ARCHIVE, capture)
        begun = self.catalog.write(records.begun, task, ArchiveStore(_settings(self.bucket), "home")).result()
        assert (begun is not None) is (self.known[capture].state is State.STORED)
        return _Put(task, begun[1], begun[0].archive_key or "") if begun else None

    @rule(put=puts, verified=st.booleans())
    def end_put(self, put: _Put | None, verified: bool) -> None:
        """The bucket has taken it; an answer that comes after the owner chose another bucket counts for nothing."""
        if put is None:
            return
        receipt = Receipt(put.key, verified=verified, number=put.number)
        done = self.catalog.write(records.archived, put.task, receipt)
        if put.number != self.number:
            assert isinstance(done.exception(), OutageError)
            return
        done.result()
        life = self.known.get(put.task.capture)
        if life is not None and life.state in {State.STORED, State.ARCHIVED}:
            life.state = State.VERIFIED if verified else State.ARCHIVED
            life.proven = put.number if verified else None

    @rule(capture=lives, found=st.sampled_from(("there", "gone", "damaged")))
    def verify(self, capture: str, found: str) -> None:
        """A capture is looked for in the bucket."""
        life, task = self.known.get(capture), self._task(TaskKind.VERIFY, capture)
        was_archived = life is not None and life.state is State.ARCHIVED
        if found == "there":
            self.catalog.write(records.verified, task).result()
        elif found == "gone":
            self.catalog.write(records.vanished, task, 0).result()
        elif was_archived:
            self.catalog.write(records.damaged, task, "camvault/home/another", 0).result()
        if life is not None and was_archived:
            life.state = State.VERIFIED if found == "there" else State.STORED
            life.proven = self.number if found == "there" else None

    # --- letting go

    @rule(event=episodes)
    def end_event(self, event: str) -> None:
        """It is quiet again."""
        if event in self.events:
            self.catalog.write(events.end, event).result()
            self.events[event].ended = True

    @rule(event=episodes, protected=st.booleans())
    def protect(self, event: str, protected: bool) -> None:
        """The owner wants an event kept for good, or not any more."""
        if event in self.events:
            self.catalog.write(events.protect, event, protected=protected).result()
            self.events[event].protected = protected

    @rule(event=episodes)
    def delete(self, event: str) -> None:
        """The owner wants an event gone."""
        if (episode := self.events.get(event)) is None:
            return
        done = self.catalog.write(deletion.delete, event, now_ms())
        arrives = any(made.has_row and made.capture.event == event for made in self.open.values())
        if episode.protected or not episode.ended or arrives:
            assert isinstance(done.exception(), EventKeptError)
            return
        done.result()
        del self.events[event]
        self.known = {identity: life for identity, life in self.known.items() if life.event != event}

    @rule(wanted=st.integers(1, 100))
    def evict(self, wanted: int) -> None:
        """Room is wanted: what is safe goes, and nothing else."""
        may_go = {identity for identity, life in self.known.items() if life.local and self._is_safe(life)}
        gone = self.catalog.write(captures.evict, wanted, 0, 200).result()
        assert set(gone) <= may_go
        sizes = [len(self.known[identity].data) for identity in gone]
        assert sum(sizes) >= wanted or len(gone) == len(may_go)
        assert sum(sizes[:-1]) < wanted
        for identity in gone:
            self.known[identity].local = False

    @rule(capture=lives)
    def delete_file(self, capture: str) -> None:
        """The file of what was let go is deleted, and of nothing else."""
        task = self._task(TaskKind.EXPIRE, capture)
        query = "SELECT 1 FROM tasks WHERE kind = 'expire' AND capture = ?"
        waits = self.catalog.read(lambda db: db.execute(query, (capture,)).fetchone()) is not None
        if waits or self.known.get(capture, _GONE).local:
            retainer = Retainer(self.catalog, self.vault, Bus(), self.catalog.read(settings.load))
            asyncio.run(retainer.expire(task))

    @rule()
    def expire(self) -> None:
        """The bucket's rules have removed what lay in it."""
        old = self.catalog.read(expiry.put_before, now_ms() + 1000, None, 500)
        self.catalog.write(expiry.expire, old, now_ms()).result()
        left = {identity for identity, life in self.known.items() if self._is_safe(life) and life.proven == self.number}
        assert {put.id for put in old} == left
        emptied = {self.known[identity].event for identity in left}
        self.known = {identity: life for identity, life in self.known.items() if identity not in left}
        used = {life.event for life in self.known.values()} | self._arriving_in()
        self.events = {
            identity: episode
            for identity, episode in self.events.items()
            if identity not in emptied or identity in used or not episode.ended or episode.protected
        }

    @rule()
    def clear(self) -> None:
        """The vault forgets what left the catalog."""
        remains = self.catalog.read(expiry.uncleared)
        for each in remains:
            self.vault.forget(each.id, each.extension)
        self.catalog.write(expiry.cleared, remains).result()

    # --- what holds

    @invariant()
    def catalog_agrees(self) -> None:
        """The catalog says of every capture and event what is so."""
        rows = self.catalog.read(lambda db: db.execute("SELECT * FROM captures WHERE state <> 'receiving'").fetchall())
        said = {row["id"]: (row["original_path"], row["event"], row["state"], bool(row["local"])) for row in rows}
        assert said == {key: (life.path, life.event, life.state, life.local) for key, life in self.known.items()}
        sums = {row["id"]: row["sha256"] for row in rows}
        assert sums == {key: hashlib.sha256(life.data).hexdigest() for key, life in self.known.items()}
        listed = self.catalog.read(lambda db: db.execute("SELECT id, ended_at, protected FROM events").fetchall())
        assert {row["id"]: (row["ended_at"] is not None, bool(row["protected"])) for row in listed} == {
            key: (episode.ended, episode.protected) for key, episode in self.events.items()
        }

    @invariant()
    def files_are_there(self) -> None:
        """The vault has the bytes of each capture that it should have, at one place."""
        for capture in self.catalog.read(captures.list_page, limit=500).items:
            if capture.local:
                assert self.vault.path(capture).read_bytes() == self.known[capture.id].data
                assert not self.vault.incoming(capture.id).exists()
        assert {path.name for path in (self.data / "vault/incoming").iterdir()} == self.open.keys()

    def _is_safe(self, life: _Life) -> bool:
        episode = self.events.get(life.event or "")
        return life.state is State.VERIFIED and not (episode and episode.protected)

    def _arriving_in(self) -> set[str | None]:
        return {made.capture.event for made in self.open.values() if made.has_row}

    def _task(self, kind: TaskKind, capture: str) -> Task:
        return Task(kind=kind, capture=capture, camera="door")


_GONE: Final = _Life("", b"", None, State.VERIFIED, local=False)


def _settings(bucket: str) -> ArchiveSettings:
    return ArchiveSettings(bucket=bucket, access_key_id="key", secret_access_key="secret")


TestLife = Life.TestCase
TestLife.settings = chosen(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

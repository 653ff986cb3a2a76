"""The life of captures in any order of what can happen to them, compared with a model of a few dictionaries.

Whoever runs tests with CI in their environment gets the same examples each time.
"""

import asyncio
import hashlib
from typing import Final

from hypothesis import HealthCheck, settings as chosen, strategies as st
from hypothesis.stateful import Bundle, MultipleResults, consumes, invariant, multiple, rule

from camvault_gateway.archive import ArchiveStore, records
from camvault_gateway.archive.put import Receipt
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import EventKeptError, archives, captures, events, settings
from camvault_gateway.catalog.bulk import deletion, expiry
from camvault_gateway.model import OutageError, State, Task, TaskKind, now_ms
from camvault_gateway.retain import Retainer

from .lives import BUCKETS, Expected, Put, Receiving, archive_of

_GONE: Final = Expected("", b"", None, State.VERIFIED, local=False)


class Life(Receiving):
    """What is received, archived and let go, without loops and threads."""

    lives, episodes = Receiving.lives, Receiving.episodes
    puts = Bundle("puts")

    @rule(bucket=st.sampled_from((*BUCKETS, None)))
    def change_bucket(self, bucket: str | None) -> None:
        """Choose another bucket, or none."""
        chosen_one = archive_of(bucket) if bucket else None
        self.catalog.write(archives.change, chosen_one).result()
        if bucket != self.bucket:
            self.bucket = bucket
            for life in self.known.values():
                if life.state is State.ARCHIVED:
                    life.state = State.STORED
        self._learn_number()

    @rule(target=puts, capture=lives)
    def begin_put(self, capture: str) -> Put | MultipleResults[Put]:
        """Begin to put a capture into the bucket."""
        if self.bucket is None or capture not in self.known:
            return multiple()
        task = self._task(TaskKind.ARCHIVE, capture)
        begun = self.catalog.write(records.begun, task, ArchiveStore(archive_of(self.bucket), "home")).result()
        assert (begun is not None) is (self.known[capture].state is State.STORED)
        return Put(task, begun[1], begun[0].archive_key or "") if begun else multiple()

    @rule(put=consumes(puts), verified=st.booleans())
    def end_put(self, put: Put, *, verified: bool) -> None:
        """Hear that the bucket has it; what comes after the owner chose another bucket counts for nothing."""
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
        """Look for a capture in the bucket."""
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
        """End an event."""
        if event in self.events:
            self.catalog.write(events.end, event).result()
            self.events[event].ended = True

    @rule(event=episodes, protected=st.booleans())
    def protect(self, event: str, *, protected: bool) -> None:
        """Want an event kept for good, or not any more."""
        if event in self.events:
            self.catalog.write(events.protect, event, protected=protected).result()
            self.events[event].protected = protected

    @rule(event=episodes)
    def delete(self, event: str) -> None:
        """Delete an event."""
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
        """Delete the file of what was let go, and of nothing else."""
        task = self._task(TaskKind.EXPIRE, capture)
        query = "SELECT 1 FROM captures WHERE to_expire AND id = ?"
        waits = self.catalog.read(lambda db: db.execute(query, (capture,)).fetchone()) is not None
        if waits or self.known.get(capture, _GONE).local:
            retainer = Retainer(self.catalog, self.vault, Bus(), self.catalog.read(settings.load))
            asyncio.run(retainer.expire(task))

    @rule()
    def expire(self) -> None:
        """Forget what the bucket's rules have removed."""
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
        """Delete the files of what left the catalog."""
        remains = self.catalog.read(expiry.uncleared)
        for each in remains:
            self.vault.forget(each.id, each.extension)
        self.catalog.write(expiry.cleared, remains).result()

    # --- what holds

    @invariant()
    def catalog_agrees(self) -> None:
        """Compare every capture and event with the model."""
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
        """Compare the files of the vault with the model."""
        for capture in self.catalog.read(captures.list_page, limit=500).items:
            if capture.local:
                assert self.vault.path(capture).read_bytes() == self.known[capture.id].data
                assert not self.vault.incoming(capture.id).exists()
        assert {path.name for path in (self.data / "vault/incoming").iterdir()} == self.open.keys()

    def _is_safe(self, life: Expected) -> bool:
        episode = self.events.get(life.event or "")
        return life.state is State.VERIFIED and not (episode and episode.protected)

    def _arriving_in(self) -> set[str | None]:
        return {made.capture.event for made in self.open.values() if made.has_row}

    def _task(self, kind: TaskKind, capture: str) -> Task:
        return Task(kind=kind, capture=capture, camera="door")


TestLife = Life.TestCase
TestLife.settings = chosen(
    max_examples=60, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

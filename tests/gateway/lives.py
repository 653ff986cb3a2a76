"""The rooms that captures live in, in a folder of their own, and a model of what they should know."""

import contextlib
from dataclasses import dataclass, field
import io
from pathlib import Path
import shutil
import tempfile
from typing import Final, override
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule

from camvault_gateway.app.main import main
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, archives, captures, events, settings
from camvault_gateway.model import ArchiveSettings, Capture, Event, State, Task, new_id, now_ms, started_at
from camvault_gateway.receive.ingest import Ingest
from camvault_gateway.receive.recovery import Recovery
from camvault_gateway.recognize import promise
from camvault_gateway.vault import Upload, Vault

_SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108 where there is one, an fsync costs nothing
BUCKETS: Final = ("first", "second")


@dataclass(slots=True)
class Expected:
    """What must be known of a capture."""

    path: str
    data: bytes
    event: str | None
    state: State
    local: bool = True
    # The number of the archive in which it was proven to be.
    proven: int | None = None


@dataclass(slots=True)
class Episode:
    """What must be known of an event."""

    ended: bool = False
    protected: bool = False


@dataclass(slots=True)
class Arriving:
    """An upload under way."""

    capture: Capture
    upload: Upload
    data: bytearray = field(default_factory=bytearray)
    has_row: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """A put under way."""

    task: Task
    number: int
    key: str


def archive_of(bucket: str) -> ArchiveSettings:
    """Return the settings of a bucket that nobody talks to."""
    return ArchiveSettings(bucket=bucket, access_key_id="key", secret_access_key="secret")


class Receiving(RuleBasedStateMachine):
    """Catalog and vault, and what is received."""

    arriving = Bundle("arriving")
    lives = Bundle("lives")
    episodes = Bundle("episodes")

    def __init__(self) -> None:
        super().__init__()
        where = _SHARED_MEMORY if _SHARED_MEMORY.is_dir() else None
        self.data = Path(tempfile.mkdtemp(prefix="camvault-life-", dir=where))
        self.known: dict[str, Expected] = {}
        self.events: dict[str, Episode] = {}
        self.open: dict[str, Arriving] = {}
        self.bucket: str | None = BUCKETS[0]
        self.number = 0
        self.uploads = 0
        self._start()
        self.catalog.write(settings.ensure).result()
        self.catalog.write(archives.change, archive_of(BUCKETS[0])).result()
        self._learn_number()

    def _start(self) -> None:
        self.catalog = Catalog(self.data / "catalog.db")
        self.vault = Vault(self.data / "vault")
        self.ingest = Ingest(self.catalog, self.vault, Bus(), ZoneInfo("UTC"))
        Recovery(self.catalog, self.vault, Bus(), self.ingest).recover()

    def _learn_number(self) -> None:
        self.number = self.catalog.read(archives.memory).number

    @override
    def teardown(self) -> None:
        """Stop, and run the gateway's own check."""
        self.restart()
        self.catalog.close()
        with contextlib.redirect_stdout(said := io.StringIO()):
            code = main(["check", "--data", str(self.data), "--hash"])
        shutil.rmtree(self.data)
        assert code == 0, said.getvalue()

    @rule(target=episodes)
    def begin_event(self) -> str:
        """Begin an event."""
        now = now_ms()
        event = Event(id=new_id(), camera=self.ingest.lookup.learn("/door/x.jpg"), started_at=now, last_at=now)
        self.catalog.note(events.begin, event).result()
        self.events[event.id] = Episode()
        return event.id

    @rule(target=arriving, event=st.none() | episodes, is_large=st.booleans())
    def begin(self, event: str | None, *, is_large: bool) -> str:
        """Begin an upload; of a large one the catalog hears at once."""
        self.uploads += 1
        path = f"/door/{self.uploads}.jpg"
        camera = self.ingest.lookup.learn(path)
        known = None
        if event in self.events:
            known = Event(id=event, camera=camera, started_at=started_at(event), last_at=now_ms())
        capture = self.ingest.capture(camera, known, path, promise(path))
        self.open[capture.id] = made = Arriving(capture, self.vault.receive(capture.id, camera))
        if is_large:
            self.ingest.begin(capture)
            made.has_row = True
        return capture.id

    @rule(upload=arriving, data=st.binary(min_size=1, max_size=50))
    def send(self, upload: str, data: bytes) -> None:
        """Receive some bytes."""
        if (made := self.open.get(upload)) is not None:
            made.upload.write(data)
            made.data += data

    @rule(target=lives, upload=arriving, broken=st.booleans())
    def finish(self, upload: str, *, broken: bool) -> str:
        """End an upload, or break it off."""
        if (made := self.open.pop(upload, None)) is None:
            return upload
        made.upload.finish()
        kept = self.ingest.commit(made.capture, made.upload, broken=broken)
        assert kept is not None
        made.upload.close()
        event = made.capture.event if made.data else None
        if event is not None and event not in self.events:
            self.events[event] = Episode()
        self.known[upload] = Expected(kept.original_path, bytes(made.data), event, State.STORED)
        return upload

    @rule(capture=lives)
    def rename(self, capture: str) -> None:
        """Give a file its final name."""
        if (life := self.known.get(capture)) is not None:
            self.uploads += 1
            life.path = f"/door/renamed-{self.uploads}.jpg"
            self.ingest.rename(capture, life.path)

    @rule()
    def restart(self) -> None:
        """Stop in the middle, and start again."""
        for made in self.open.values():
            made.upload.close()
        self.catalog.close()
        self._start()
        for identity, made in self.open.items():
            if made.data:
                # Of what the catalog never heard of, the time tells.
                event = made.capture.event if made.has_row else self.catalog.read(captures.get, identity).event
                assert event is None or event in self.events
                path = made.capture.original_path if made.has_row else f"/{identity}"
                self.known[identity] = Expected(path, bytes(made.data), event, State.STORED)
        self.open = {}

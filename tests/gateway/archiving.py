"""The archive and the outbox for tests: the real rooms, and captures as the FTP server would have left them."""

import asyncio
from collections.abc import AsyncIterator, Callable
import contextlib
from dataclasses import dataclass, field, replace
import hashlib
import os
import time

from camvault_gateway.archive import Archive, Protector
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, archives, cameras, captures
from camvault_gateway.model import (
    ArchiveProblem,
    ArchiveSettings,
    Capture,
    Kind,
    Message,
    SettingsChanged,
    State,
    Task,
    TaskKind,
    TasksAdded,
    new_id,
    now_ms,
)
from camvault_gateway.vault import Vault
from camvault_gateway.work import Outbox, Worker

from .todo import to_do

SITE = "home"
ODD_PATH = "front/2026 11 23/Überwachung [Ch 1] (2), 100%.mp4"


@dataclass
class Gateway:
    """What is left of a gateway without FTP and HTTP."""

    catalog: Catalog
    vault: Vault
    bus: Bus = field(default_factory=Bus)
    messages: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bus.subscribe(self.messages.append)
        self.archive = Archive(self.catalog, self.vault, self.bus)
        self.protector = Protector(self.archive, self.catalog, self.vault, self.bus)

    def add(
        self,
        content: bytes | None = None,
        camera: str = "front",
        path: str = ODD_PATH,
        kind: Kind = Kind.CLIP,
        event: str | None = None,
    ) -> Capture:
        """Store a capture with a task to archive it."""
        content = os.urandom(20_000) if content is None else content
        now = now_ms()
        owner = self.catalog.write(cameras.for_folder, camera, now).result()
        capture = Capture(
            id=new_id(),
            camera=owner.id,
            event=event,
            kind=kind,
            original_path=path,
            extension=".mp4",
            content_type="video/mp4",
            captured_at=now,
            started_at=now,
            received_at=now,
        )
        self.catalog.write(captures.begin, capture).result()
        upload = self.vault.receive(capture.id, capture.camera)
        upload.write(content)
        upload.finish()
        stored = replace(self.get(capture), size=len(content), sha256=upload.sha256, state=State.STORED)
        stored = self.catalog.write(captures.commit, stored).result()
        self.vault.keep(stored)
        self.bus.publish(TasksAdded(frozenset({TaskKind.ARCHIVE})))
        return stored

    def get(self, capture: Capture) -> Capture:
        """Return a capture as the catalog has it now."""
        return self.catalog.read(captures.get, capture.id)

    def content(self, capture: Capture) -> bytes:
        """Return a capture's bytes from the vault."""
        return self.vault.path(capture).read_bytes()

    def task_errors(self) -> list[tuple[str, int, str | None]]:
        """Return kind, attempts and error of each waiting task."""
        rows = self.catalog.read(to_do)
        return [(row["kind"], row["attempts"], row["error"]) for row in rows]

    @contextlib.asynccontextmanager
    async def working(self, settings: ArchiveSettings | None) -> AsyncIterator[Outbox]:
        """Run the outbox."""
        self.catalog.write(archives.change, settings).result()
        self.archive.configure(settings, SITE)
        workers = {
            TaskKind.ARCHIVE: Worker(self.archive.archive, 4),
            TaskKind.VERIFY: Worker(self.archive.verify, 2),
            TaskKind.PROTECT: Worker(self.protector.protect, 2, after=TaskKind.ARCHIVE),
        }
        outbox = Outbox(self.catalog, self.bus, workers)
        await outbox.start()
        try:
            yield outbox
        finally:
            await outbox.stop(1)
            self.archive.close()

    def use(self, settings: ArchiveSettings | None) -> None:
        """Change the archive, as the owner does."""
        kept = self.catalog.write(archives.change, settings).result()
        self.archive.configure(settings, SITE)
        self.bus.publish(SettingsChanged(replace(kept, site=SITE)))

    def problem(self) -> ArchiveProblem | None:
        """Return what is wrong with the archive."""
        return self.archive.state.problem

    async def drained(self, limit_s: float = 20) -> float:
        """Wait until every capture is verified; returns how many seconds that took."""
        return await until(lambda: self.catalog.read(captures.backlog).files == 0, limit_s)


def task_of(capture: Capture, kind: TaskKind = TaskKind.ARCHIVE) -> Task:
    """Return a task of a capture, as the outbox hands it out."""
    return Task(kind=kind, capture=capture.id, camera=capture.camera)


def sha256(content: bytes) -> str:
    """Return a hash in hex."""
    return hashlib.sha256(content).hexdigest()


async def until(reached: Callable[[], bool], limit_s: float = 20) -> float:
    """Wait for something; returns how many seconds that took."""
    begin = time.monotonic()
    while not await asyncio.to_thread(reached):
        assert time.monotonic() - begin < limit_s, "It did not happen"
        await asyncio.sleep(0.01)
    return time.monotonic() - begin

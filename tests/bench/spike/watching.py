"""Watching a gateway while it works: what it needs, what waits in it, and what it says, moment by moment."""

from collections import Counter
from dataclasses import dataclass, field
import sqlite3
import time
from typing import Any, override

from camvault_gateway.model import TaskKind
from tests.bench.peers import CamVault
from tests.bench.processes import Beside, descendants, memory_mb
from tests.bench.queries import Api
from tests.gateway.todo import TASKS

_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Look:
    """How it was at one moment."""

    at: float
    own_mb: float
    children_mb: float
    to_archive: int
    thumbnails: int
    answer_ms: float


class Watch(Beside):
    """Looks every second: at its memory, at its outbox, and at how long the newest page takes."""

    def __init__(self, server: CamVault) -> None:
        super().__init__()
        self.looks: list[Look] = []
        self._server = server

    def between(self, begin: float, end: float) -> list[Look]:
        """Return the looks at a while."""
        return [look for look in self.looks if begin <= look.at <= end]

    @override
    def _go_on(self) -> None:
        api = Api(self._server.gateway)
        file = self._server.gateway.folder / "data/catalog.db"
        db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        while not self.over.wait(_EVERY_S):
            self.looks.append(self._look(api, db))
        db.close()
        api.close()

    def _look(self, api: Api, db: sqlite3.Connection) -> Look:
        at = time.monotonic()
        api.items("captures", {})
        answer_ms = (time.monotonic() - at) * 1000
        waiting = Counter(kind for kind, *_ in db.execute(TASKS))
        pid = self._server.pid
        return Look(
            at,
            memory_mb(pid),
            sum(map(memory_mb, descendants(pid))),
            waiting[TaskKind.ARCHIVE] + waiting[TaskKind.VERIFY],
            waiting[TaskKind.DERIVE],
            answer_ms,
        )


@dataclass(slots=True)
class Heard:
    """What a gateway said live, and when."""

    opened: dict[str, tuple[str, float]] = field(default_factory=dict)
    verified: dict[str, float] = field(default_factory=dict)
    pictured: dict[str, float] = field(default_factory=dict)

    def take(self, message: dict[str, Any], at: float) -> None:
        """Take a message: an event counts when it is first heard of, a capture when it is verified or has a picture."""
        if message["type"] == "event":
            self.opened.setdefault(message["event"]["id"], (message["event"]["camera"], at))
        elif message["type"] == "capture":
            capture = message["capture"]
            name = capture["original_path"][1:]
            if capture["state"] == "verified":
                self.verified.setdefault(name, at)
            if capture["thumbnail"]:
                self.pictured.setdefault(name, at)

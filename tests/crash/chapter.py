"""One chapter of the kill test: a new gateway and bucket, kills under load, then the reckoning."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
import json
from pathlib import Path
from random import Random
import sqlite3
import subprocess
import time
from typing import TYPE_CHECKING
from urllib.error import HTTPError

from tests.gateway.running import COMMAND
from tests.gateway.todo import TASKS

from .cameras import Cameras
from .gateways import Gateway, Point, gateway_in, plain_environment
from .history import History
from .points import POINTS
from .uploads import Record
from .verdict import Judge, Verdict

if TYPE_CHECKING:
    from tests.gateway.s3_servers import S3Server

_DRAIN_S = 300
_FUSE_S = 2.0
_PLAIN_EVERY = 25
_LOOK_EVERY = 8
_PROTECTING = 0.5
_VAULT_LIMIT = 48 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """What a chapter is made of."""

    kills: int
    seed: int
    pictures: float
    evicting: bool


class Chapter:
    """A gateway that is killed again and again."""

    def __init__(self, gateway: Gateway, server: S3Server, plan: Plan) -> None:
        self._gateway = gateway
        self._server = server
        self._plan = plan
        self._chance = Random(plan.seed)  # noqa: S311 moments
        self._bucket = server.warm_bucket()
        self.record = Record()
        self.counts: Counter[str] = Counter()
        self.history = History(gateway.known, self.record)

    def run(self, progress: Callable[[str], None]) -> Verdict:
        """Kill, drain, and judge."""
        self._set_up()
        begin = time.monotonic()
        ports = (self._gateway.known.ftp_port, self._gateway.http_port)
        with Cameras(*ports, self.record, pictures=self._plan.pictures):
            for number in range(self._plan.kills):
                self._live_and_die(number)
                if number % 50 == 49:
                    progress(f"{number + 1} kills, {self.record.acknowledged} of {self.record.begun} acknowledged")
        self.counts["seconds under load"] = int(time.monotonic() - begin)
        return self._reckon(progress)

    def _set_up(self) -> None:
        self._gateway.start()
        assert self._gateway.up(), self._gateway.known.log
        ask = self._gateway.known.ask
        ask("/accounts/camera", "PUT", {"password": "right-password"})
        ask("/settings", "PATCH", {"quiet_time_s": 1})
        store = self._server.settings(self._bucket)
        wanted = {"endpoint_url": store.endpoint_url, "bucket": store.bucket, "access_key_id": store.access_key_id}
        ask("/settings/archive", "PUT", wanted | {"secret_access_key": store.secret_access_key})
        self._gateway.kill()
        if self._plan.evicting:
            # Less than the API takes, so that little is uploaded until files must go.
            self._write("INSERT OR REPLACE INTO settings VALUES ('vault_limit_bytes', ?)", json.dumps(_VAULT_LIMIT))

    def _write(self, query: str, *values: object) -> None:
        with sqlite3.connect(self._gateway.data / "catalog.db") as db:
            db.execute(query, values)
        db.close()

    def _live_and_die(self, number: int) -> None:
        chance = self._chance.random()
        if chance < 0.3:
            self._die_at((self._chance.choice(POINTS), self._chance.choice(("before", "after")), self._calls()))
        elif chance < 0.5:
            self._gateway.start()
            self._die_within(self._chance.uniform(0, 0.25), "kills while starting")
        else:
            self._gateway.start(plain=number % _PLAIN_EVERY == 0)
            self._check_up()
            self._protect()
            if self.counts["starts that answered"] % _LOOK_EVERY == 0:
                self.history.look()
            longest = 0.4 if self._chance.random() < 0.85 else 2.0
            self._die_within(self._chance.uniform(0, longest), "kills at random moments")
        self.counts["kills"] += 1

    def _calls(self) -> int:
        return self._chance.choice((1, 1, 1, 1, 2, 2, 3, 5, 8))

    def _die_at(self, point: Point) -> None:
        self._gateway.start(point)
        if self._gateway.ended(_FUSE_S):
            assert self._gateway.reap() == -9, self._gateway.known.log
            self.counts["kills at named points"] += 1
            self.counts[f"  {point[1]} {point[0]}"] += 1
        else:
            self._die_within(0, "kills at random moments")

    def _die_within(self, delay_s: float, kind: str) -> None:
        assert not self._gateway.ended(delay_s), self._gateway.known.log[-4000:]
        self._gateway.kill()
        self.counts[kind] += 1

    def _protect(self) -> None:
        """Protect one of the newest events, or take its mark away."""
        events = self._gateway.known.ask("/events?limit=20")["items"]
        if events and self._chance.random() < _PROTECTING:
            event = self._chance.choice(events)
            try:
                self._gateway.known.ask(f"/events/{event['id']}", "PATCH", {"protected": not event["protected"]})
            except HTTPError as err:
                # An upload without a byte opens an event that is taken back.
                if err.code != HTTPStatus.NOT_FOUND:
                    raise
            else:
                self.counts["events protected, or let go"] += 1

    def _check_up(self) -> None:
        assert self._gateway.up(), self._gateway.known.log[-4000:]
        self.counts["starts that answered"] += 1

    def _reckon(self, progress: Callable[[str], None]) -> Verdict:
        self._gateway.start()
        self._check_up()
        self.history.look()
        self._gateway.stop()
        # No waiting for the names of what was never renamed, nor for the next try of what failed.
        self._write("UPDATE deferred SET due_at = 0")
        self._gateway.start()
        self._check_up()
        begin = time.monotonic()
        while (left := self._gateway.known.ask("/gateway")["backlog"]["files"]) or self._busy():
            assert time.monotonic() - begin < _DRAIN_S, (
                f"{left} files are not verified:\n{self._gateway.known.log[-4000:]}"
            )
            time.sleep(0.2)
        progress(f"drained in {time.monotonic() - begin:.0f} s")
        self.history.look()
        verdict = Verdict()
        verdict.wrong += self.history.wrong + self.check("while it runs")
        self._gateway.stop()
        verdict.wrong += self.check("when it is stopped")
        judge = Judge(self._gateway.data, self.record, self._server, self._bucket, self._plan.pictures)
        verdict.add(judge.judge())
        verdict.counts.update(self.counts)
        verdict.counts.update({"walks through the lists": self.history.walks, "pages of them": self.history.pages})
        verdict.counts.update(begun=self.record.begun, acknowledged=self.record.acknowledged)
        verdict.counts["acknowledged by HTTP"] += self.record.acknowledged_by_http
        return verdict

    def _busy(self) -> bool:
        with sqlite3.connect(self._gateway.data / "catalog.db") as db:
            tasks = db.execute(TASKS).fetchall()
            (open_events,) = db.execute("SELECT count(*) FROM events WHERE ended_at IS NULL").fetchone()
        db.close()
        return bool(tasks or open_events)

    def check(self, when: str) -> list[str]:
        """Run the gateway's own check, and return what it found."""
        command: list[str | Path] = [COMMAND, "check", "--data", self._gateway.data, "--archive", "--hash"]
        tried = subprocess.run(command, capture_output=True, text=True, check=False, env=plain_environment())
        return [] if tried.returncode == 0 else [f"check {when}: {tried.stdout}{tried.stderr}"]


def run_chapter(folder: Path, server: S3Server, plan: Plan, progress: Callable[[str], None]) -> Verdict:
    """Run one chapter in a folder of its own."""
    with gateway_in(folder) as gateway:
        return Chapter(gateway, server, plan).run(progress)

"""One seed: what happens in a home until everything works again, and what is true then."""

from collections.abc import Iterator
import contextlib
from dataclasses import dataclass
import logging
from pathlib import Path
from random import Random
import shutil
import tempfile
from typing import Final, override
from unittest.mock import patch

from camvault_gateway.archive.rebuild import requests
from camvault_gateway.archive.s3 import client, multipart
from camvault_gateway.archive.s3.throttle import Throttles

from .checks import Checks
from .gateway import Gateway
from .home import Home
from .plan import Plan
from .threads import InTurn
from .timeline import patched
from .wire import connected

_LOGGER: Final = logging.getLogger("camvault_gateway")
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 the folder of a run gets a name of its own
# When everything works, all is done within so much.
_DONE_WITHIN_S: Final = 6 * 3600.0
_LOOK_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a seed."""

    seed: int
    history: list[str]
    wrong: list[str]
    requests: int
    captures: int
    # How long it took until all was done once everything worked.
    settled_s: float | None


def run(seed: int) -> Outcome:
    """Run a seed."""
    folder = Path(tempfile.mkdtemp(prefix="simulation-", dir=_MEMORY if _MEMORY.is_dir() else None))
    try:
        return _Run(seed, folder).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Run:
    """A run under way."""

    def __init__(self, seed: int, folder: Path) -> None:
        self._seed = seed
        self._folder = folder
        self._random = Random(seed)  # noqa: S311 to be foreseen is what it is for
        self.home = Home(folder, self._random)
        self.checks = Checks(self.home)
        self._plan = Plan.of(self._random)
        self._settled_s: float | None = None
        self._calm_at: float | None = None

    def run(self) -> Outcome:
        """Live one life after the other until all is done."""
        home = self.home
        with self._told(), patched(home.timeline, self._random, self._sleep), connected(home.wire), self._with_parts():
            home.note(f"seed {self._seed}: {home.server.kind}, {self._plan}, {home.weather}")
            self._plan.lay_out(home, self._random)
            home.timeline.after(self._plan.length_s, self._calm)
            home.timeline.after(_LOOK_S, self._look)
            while self._settled_s is None and not self.checks.wrong:
                self._live()
        if home.wire.mistakes:
            raise home.wire.mistakes[0]
        return Outcome(self._seed, home.history, self.checks.wrong, home.wire.asked, len(home.sent), self._settled_s)

    def _live(self) -> None:
        home = self.home
        home.note("start")
        gateway = home.gateway = Gateway(self._folder, home.timeline, self._random, self.checks.after_write)
        home.wire.sleep = gateway.loop.sleep
        home.arrive(gateway)
        orderly = gateway.live()
        home.note("stopped" if orderly else "killed")
        home.gateway = None
        if self._settled_s is None:
            self._pause()

    def _pause(self) -> None:
        """Let time pass without a gateway."""
        home = self.home
        until = home.timeline.now + self._random.choice((0.1, 3, 300))
        while home.timeline.now < until:
            home.timeline.advance(until)

    def _sleep(self, seconds: float) -> None:
        if self.home.gateway is not None:
            self.home.gateway.loop.sleep(seconds)

    def _calm(self) -> None:
        """Let everything work from now on."""
        self.home.calm()
        self._calm_at = self.home.timeline.now

    def _look(self) -> None:
        home = self.home
        self.checks.each_minute(home.gateway)
        if self._calm_at is not None and home.gateway is not None and home.gateway.up:
            self._look_whether_done(home.gateway, home.timeline.now - self._calm_at)
        if self._settled_s is None:
            home.timeline.after(_LOOK_S, self._look)

    def _look_whether_done(self, gateway: Gateway, since_s: float) -> None:
        if self.checks.wrong:
            self._settled_s = since_s
        elif not (left := self.checks.waiting(gateway.catalog)) and not self.home.open:
            self._settled_s = since_s
            self.home.wire.sleep = lambda _: None
            self.checks.at_the_end(gateway, self._folder / "rebuilt")
        elif since_s > _DONE_WITHIN_S:
            self._settled_s = since_s
            self.checks.fail(f"all works for {since_s:.0f} s, and this is still to be done: {left}")
        else:
            return
        gateway.stop()

    @contextlib.contextmanager
    def _with_parts(self) -> Iterator[None]:
        """In some seeds, put large files in parts."""
        most = self._random.choice((multipart.SINGLE_MOST, 5000))
        with (
            patch.object(multipart, "SINGLE_MOST", most),
            patch.object(multipart, "PART_BYTES", 16_000),
            patch.object(requests, "ThreadPoolExecutor", InTurn),
            # What other runs learned of a server is not this one's.
            patch.object(client, "THROTTLES", Throttles()),
        ):
            yield

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Have what the gateway logs in the history."""
        handler = _History(self.home)
        _LOGGER.addHandler(handler)
        before, _LOGGER.propagate = _LOGGER.propagate, False
        # What a life that was killed has left behind is nobody's any more.
        asyncio = logging.getLogger("asyncio")
        asyncio.disabled = True
        try:
            yield
        finally:
            asyncio.disabled = False
            _LOGGER.removeHandler(handler)
            _LOGGER.propagate = before


class _History(logging.Handler):
    def __init__(self, home: Home) -> None:
        super().__init__(logging.INFO)
        self._home = home

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self._home.note(f"{record.levelname} {self.format(record)}")

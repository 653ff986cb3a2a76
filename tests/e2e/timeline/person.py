"""Somebody who does a job: every tap, key and typed text is counted, and held to what it may take."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
import time

from playwright.sync_api import Locator, Page


@dataclass(frozen=True, slots=True)
class Done:
    """What a job took."""

    number: int
    name: str
    screen: str
    taps: int
    keys: int
    typed: int
    seconds: float


LEDGER: list[Done] = []


@dataclass
class Person:
    """A person at a page; `screen` is the name of the device."""

    page: Page
    screen: str
    taps: int = 0
    keys: int = 0
    typed: int = 0
    _began: float = field(default_factory=time.monotonic)

    def tap(self, what: Locator) -> None:
        """Tap once on something."""
        what.click()
        self.taps += 1

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)
        self.keys += 1

    def write(self, text: str) -> None:
        """Type a text where the cursor is, and Enter."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.typed += len(text)
        self.keys += 1

    @contextmanager
    def does(self, number: int, name: str, *, taps: int) -> Iterator[None]:
        """Do a job of the list in at most so many taps, and write down what it took."""
        self.taps = self.keys = self.typed = 0
        self._began = time.monotonic()
        yield
        took = time.monotonic() - self._began
        LEDGER.append(Done(number, name, self.screen, self.taps, self.keys, self.typed, took))
        assert self.taps <= taps, f"{name}: {self.taps} taps, not {taps}"


def table() -> Iterator[str]:
    """Yield the lines of a table of all jobs that were done."""
    yield f"{'job':>3}  {'what':58} {'on':8} {'taps':>4} {'keys':>4} {'typed':>5} {'s':>6}"
    for one in sorted(LEDGER, key=lambda one: (one.number, one.name, one.screen)):
        took = f"{one.taps:>4} {one.keys:>4} {one.typed:>5} {one.seconds:>6.1f}"
        yield f"{one.number:>3}  {one.name:58} {one.screen:8} {took}"

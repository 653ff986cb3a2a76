"""What was seen of a spike, and how long what took in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from tests.bench.cameras import Uploaded

from .probe import CAMERA
from .watching import Heard, Look


@dataclass(frozen=True, slots=True)
class Phase:
    """A while, what the gateway used in it, and what fourteen cameras saw."""

    begin: float
    end: float
    cpu_s: float
    uploaded: Uploaded


@dataclass(frozen=True, slots=True)
class Seen:
    """All that was seen: the usual load, the spike, the flood and the drain, with one more camera all the time."""

    phases: tuple[Phase, Phase, Phase, Phase]
    probe_sent: Mapping[str, float]
    probe_kept: Mapping[str, float]
    heard: Heard
    looks: list[Look]

    @property
    def sent(self) -> dict[str, float]:
        """Return when each `STOR` was sent."""
        return {**dict(self.probe_sent), **_joined(phase.uploaded.sent for phase in self.phases)}

    @property
    def kept(self) -> dict[str, float]:
        """Return when each 226 came."""
        return {**dict(self.probe_kept), **_joined(phase.uploaded.kept for phase in self.phases)}

    @property
    def waited(self) -> dict[str, float]:
        """Return what was kept while there was no archive."""
        return _joined(phase.uploaded.kept for phase in self.phases[1:3])

    @property
    def back(self) -> float:
        """Return when the archive was back."""
        return self.phases[3].begin


def _joined(some: Iterable[Mapping[str, float]]) -> dict[str, float]:
    return {name: at for each in some for name, at in each.items()}


@dataclass(frozen=True, slots=True)
class Delays:
    """How long what took: lists of a moment and of milliseconds from it on."""

    kept: list[tuple[float, float]]
    motion: list[tuple[float, float]]
    pictured: list[tuple[float, float]]
    verified: list[tuple[float, float]]
    answered: list[tuple[float, float]]

    @classmethod
    def of(cls, seen: Seen) -> Self:
        """Return them all."""
        sent, kept = seen.sent, seen.kept
        return cls(
            _apart(sent, kept),
            list(_motion(seen)),
            _apart(kept, seen.heard.pictured),
            _apart(kept, seen.heard.verified),
            [(look.at, look.answer_ms) for look in seen.looks],
        )


def _apart(begun: Mapping[str, float], done: Mapping[str, float]) -> list[tuple[float, float]]:
    return sorted((at, (done[name] - at) * 1000) for name, at in begun.items() if name in done)


def _motion(seen: Seen) -> Iterator[tuple[float, float]]:
    """Yield, for each event of the camera whose uploads are one each, how soon after the last `STOR` it was told."""
    for camera, at in seen.heard.opened.values():
        before = [sent for sent in seen.probe_sent.values() if sent <= at]
        if camera == CAMERA and before:
            yield max(before), (at - max(before)) * 1000

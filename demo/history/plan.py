"""What happened in those days: visits by the hour of day, some seen by several cameras, the same ones each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

SEED = 12
# How much happens in each hour of a day, from midnight on: nights are quiet.
BUSY = (3, 2, 2, 2, 3, 5, 12, 30, 34, 22, 18, 20, 26, 22, 18, 24, 34, 38, 36, 24, 16, 10, 7, 4)
# Of one camera, so long apart that they are two events.
APART = timedelta(seconds=90)
CLIP_S = 6
BETWEEN_CLIPS_S = 2

LABELS = {
    "Front door": (("person",), ("person",), ("person", "face"), ("doorbell", "person"), ()),
    "Driveway": (("vehicle",), ("vehicle",), ("person",), ("person", "vehicle"), ()),
    "Garden": (("animal",), ("animal",), ("person",), ()),
}
SHARE = {"Front door": 5, "Driveway": 4, "Garden": 3}
TOGETHER = 0.15
# Of so many visits one is protected, described, incomplete.
PROTECTED, DESCRIBED, INCOMPLETE = 160, 25, 400
SAID = {
    "Front door": "A courier puts a parcel on the step and rings",
    "Driveway": "The red car leaves",
    "Garden": "A fox crosses the lawn",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody or something that one camera saw: some clips in a row, and pictures so many seconds after the start."""

    camera: str
    start: datetime
    labels: tuple[str, ...]
    clips: int
    pictures: tuple[float, ...]
    protected: bool = False
    description: str | None = None
    # Whether its last clip broke off on the way.
    incomplete: bool = False

    @property
    def seconds(self) -> float:
        """From the beginning of its first capture to the end of its last."""
        clips = self.clips * (CLIP_S + BETWEEN_CLIPS_S) - BETWEEN_CLIPS_S if self.clips else 0
        return max(clips, *self.pictures, 0)

    @property
    def end(self) -> datetime:
        """When its last capture ended."""
        return self.start + timedelta(seconds=self.seconds)


def plan(begin: datetime, until: datetime, count: int) -> list[list[Visit]]:
    """Return about so many visits, a list for each day of `begin`'s time zone, oldest first."""
    chance = Random(SEED)  # noqa: S311 - equal each time
    visits = sorted(_apart(_visits(chance, begin, until, count)), key=lambda visit: visit.start)
    days: dict[str, list[Visit]] = {}
    for visit in visits:
        days.setdefault(visit.start.date().isoformat(), []).append(visit)
    return list(days.values())


def _visits(chance: Random, begin: datetime, until: datetime, count: int) -> Iterator[Visit]:
    made = 0
    while made < count:
        at = begin + (until - begin) * chance.random()
        if chance.random() * max(BUSY) > BUSY[at.hour]:
            continue
        for number, camera in enumerate(_cameras(chance)):
            yield _visit(chance, camera, at + timedelta(seconds=number * chance.uniform(3, 9)), made)
            made += 1


def _cameras(chance: Random) -> list[str]:
    together = chance.random() < TOGETHER
    return chance.sample(list(SHARE), chance.choice((2, 2, 3))) if together else chance.choices(*_shares())


def _shares() -> tuple[list[str], list[int]]:
    return list(SHARE), list(SHARE.values())


def _visit(chance: Random, camera: str, start: datetime, number: int) -> Visit:
    clips = chance.choices((0, 1, 2, 4), (1, 6, 5, 1))[0]
    length = max(2, clips * (CLIP_S + BETWEEN_CLIPS_S) - BETWEEN_CLIPS_S)
    pictures = tuple(sorted(round(chance.uniform(0, length), 1) for _ in range(chance.choice((1, 1, 2)))))
    return Visit(
        camera,
        start.replace(microsecond=start.microsecond // 1000 * 1000),
        chance.choice(LABELS[camera]),
        clips,
        pictures,
        protected=number % PROTECTED == 0,
        description=SAID[camera] if number % DESCRIBED == 1 else None,
        incomplete=clips > 0 and number % INCOMPLETE == 0,
    )


def _apart(visits: Iterator[Visit]) -> Iterator[Visit]:
    """Leave those out that would be one event with another of their camera."""
    kept: dict[str, list[Visit]] = {camera: [] for camera in SHARE}
    for visit in visits:
        others = kept[visit.camera]
        if all(visit.end + APART < one.start or one.end + APART < visit.start for one in others):
            others.append(visit)
            yield visit

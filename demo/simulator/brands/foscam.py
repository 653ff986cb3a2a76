"""Foscam: pictures and clips in `snap` and `record`, over one session that is never closed."""

from demo.simulator.steps import Dialogue, Ending, Mode, Rest, Say, Step
from demo.simulator.visit import Visit

from .common import make, session, store


def foscam(visit: Visit) -> Dialogue:
    """Send three pictures in quick succession, then the whole clip as Matroska; the next visit uses the session."""
    root = f"{visit.camera}/C2_{visit.serial}"
    steps: list[Step] = []
    for at in (1.5, 3.0, 4.5):
        name = f"MDAlarm_{visit.after(at):%Y%m%d-%H%M%S}.jpg"
        steps += [Say("CWD /"), *make(f"{root}/snap"), *store(name, visit.media.snapshot(at)), Rest(1.5)]
    steps += [Say("CWD /"), *make(f"{root}/record")]
    steps += store(f"MDalarm_{visit.start:%Y%m%d_%H%M%S}.mkv", visit.media.clip("mkv"))
    return ((session(visit, *steps, ending=Ending.STAY),),)


def old_foscam(visit: Visit) -> Dialogue:
    """Send pictures named by address, alias, time and a counter, several in one second, in active mode."""
    stem = f"{visit.camera}/{visit.serial}({visit.camera})_1_{visit.start:%Y%m%d%H%M%S}"
    photos = [store(f"{stem}_{number}.jpg", visit.media.snapshot(number), Mode.PORT) for number in (5219, 5220, 5221)]
    return ((session(visit, *(step for photo in photos for step in photo)),),)


def fixed_name(visit: Visit) -> Dialogue:
    """Send two pictures under one name: with "Set Filename" on."""
    photos = [store(f"{visit.camera}/front.jpg", visit.media.snapshot(at)) for at in (0, 1)]
    return ((session(visit, *(step for photo in photos for step in photo)),),)

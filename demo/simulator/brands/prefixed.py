"""Cameras that put a prefix of the user's and a date together: Axis, Mobotix, Vivotek, D-Link, ABUS, LevelOne."""

from demo.simulator.steps import Dialogue, Ending, Mode, Say, Step
from demo.simulator.visit import Visit

from .common import enter, make, rename, session, store


def axis(visit: Visit) -> Dialogue:
    """Send over a connection that the server opens, under a temporary name."""
    steps: list[Step] = [*enter(visit.camera)]
    for at in (0, 1):
        draft, final = f"{visit.serial}.tmp", f"image{visit.after(at):%y-%m-%d_%H-%M-%S}-{at:02}.jpg"
        steps += [*store(draft, visit.media.snapshot(at), Mode.PORT), *rename(draft, final)]
    return ((session(visit, *steps),),)


def mobotix(visit: Visit) -> Dialogue:
    """Make missing folders, and keep the session for the next picture: "streaming"."""
    name = f"e{visit.start:%Y%m%d-%H%M%S}{visit.start.microsecond // 1000:03}.jpg"
    steps = (Say("CWD /"), *make(visit.camera), *store(name, visit.media.snapshot(0)))
    return ((session(visit, *steps, ending=Ending.STAY),),)


def vivotek(visit: Visit) -> Dialogue:
    """Send pictures from before, at and after the trigger, in one session each."""
    moments = ((0, "1_pre"), (6, "4_trg"), (7, "5_pos"))
    return tuple(
        (session(visit, *enter(visit.camera), *store(_prefixed(visit, at, what), visit.media.snapshot(at))),)
        for at, what in moments
    )


def vivotek_overwriting(visit: Visit) -> Dialogue:
    """Send a picture whose name is always the same."""
    return ((session(visit, *enter(visit.camera), *store("video.jpg", visit.media.snapshot(0))),),)


def dlink(visit: Visit) -> Dialogue:
    """Send a picture and a clip, with a `D` for daylight saving time behind the time."""
    summer = "D" if visit.start.dst() else ""
    stamp = f"{visit.start:%Y%m%d_%H%M%S}{summer}"
    there = enter(f"{visit.camera}/{visit.start:%Y%m%d/%H}")
    photo = store(f"i_{stamp}.jpg", visit.media.snapshot(0))
    film = store(f"v_{stamp}.mp4", visit.media.clip("mp4"))
    return ((session(visit, *there, *photo, *film),),)


def abus(visit: Visit) -> Dialogue:
    """Send a picture of a period: a timer's."""
    there = enter(f"{visit.camera}/Period/{visit.start:%Y%m%d/%H}")
    return ((session(visit, *there, *store("0001.jpg", visit.media.snapshot(0))),),)


def levelone(visit: Visit) -> Dialogue:
    """Send two pictures of one second, told apart by milliseconds and a counter."""
    there = enter(f"{visit.camera}/Img_{visit.start:%Y-%m-%d}")
    photos = [
        store(f"Snap_{visit.start:%H%M%S}_{milliseconds}_{number}.jpg", visit.media.snapshot(number))
        for number, milliseconds in ((1, "021"), (2, "421"))
    ]
    return ((session(visit, *there, *(step for photo in photos for step in photo)),),)


def _prefixed(visit: Visit, at: float, what: str) -> str:
    return f"cam_{visit.after(at):%Y%m%d%H%M%S}_{what}.jpg"

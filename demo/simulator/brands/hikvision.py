"""Hikvision and its kin: pictures only, a session each, the time to the millisecond and the reason in the name."""

from demo.simulator.steps import Dialogue, Session
from demo.simulator.visit import Visit

from .common import enter, session, store

_ADDRESS = "192.168.1.64_01"


def hikvision(visit: Visit) -> Dialogue:
    """Send three pictures of a motion, two of them within a second."""
    return tuple((_picture(visit, at, "MOTION_DETECTION"),) for at in (0.1, 0.6, 1.6))


def smart(visit: Visit) -> Dialogue:
    """Send a picture of a line that was crossed."""
    return ((_picture(visit, 0, "LINE_CROSSING_DETECTION"),),)


def timer(visit: Visit) -> Dialogue:
    """Send a picture of a timer."""
    return ((_picture(visit, 0, "TIMING"),),)


def unset_clock(visit: Visit) -> Dialogue:
    """Send a picture of the year 1."""
    name = f"{_ADDRESS}_0001{visit.start:%m%d%H%M%S}654_MOTION_DETECTION.jpg"
    return ((session(visit, *enter(visit.camera), *store(name, visit.media.snapshot(0))),),)


def _picture(visit: Visit, at: float, reason: str) -> Session:
    moment = visit.after(at)
    name = f"{_ADDRESS}_{moment:%Y%m%d%H%M%S}{moment.microsecond // 1000:03}_{reason}.jpg"
    return session(visit, *enter(visit.camera), *store(name, visit.media.snapshot(at)))

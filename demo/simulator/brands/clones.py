"""Cameras sold under a hundred names: XM (ICSee) and the hi3510 family; bare video streams."""

from datetime import timedelta

from demo.simulator.steps import Dialogue
from demo.simulator.visit import Visit

from .common import enter, rename, session, store


def xm(visit: Visit) -> Dialogue:
    """Send a bare H.264 stream."""
    name = f"{visit.start:%H.%M.%S}-{visit.end:%H.%M.%S}[M][@c3b][1].h264"
    there = enter(f"{visit.camera}/{visit.start:%Y-%m-%d}/001")
    return ((session(visit, *there, *store(name, visit.media.clip("h264"))),),)


def xm_after_boot(visit: Visit) -> Dialogue:
    """Send a stream before the clock was set: on the first of January 2000."""
    there = enter(f"{visit.camera}/2000-01-01/001")
    return ((session(visit, *there, *store("00.00.44-00.05.55[M][@40][0].h264", visit.media.clip("h264"))),),)


def hi3510(visit: Visit) -> Dialogue:
    """Send a picture, then a bare stream that is called `999999` until its end is known."""
    photo = f"A{visit.start:%y%m%d%H%M%S}.jpg"
    film = f"A{visit.start:%y%m%d_%H%M%S}"
    draft, final = f"{film}_999999.264", f"{film}_{visit.end:%H%M%S}.264"
    day = f"{visit.camera}/{visit.start:%Y%m%d}"
    return (
        (session(visit, *enter(f"{day}/images000"), *store(photo, visit.media.snapshot(0))),),
        (
            session(
                visit,
                *enter(f"{day}/record000"),
                *store(draft, visit.media.clip("264"), seconds=visit.seconds),
                *rename(draft, final),
            ),
        ),
    )


def hi3510_planned(visit: Visit) -> Dialogue:
    """Send ten minutes of a plan (`P`), which are no motion."""
    start = visit.start - timedelta(minutes=10)
    name = f"P{start:%y%m%d_%H%M%S}_{visit.start:%H%M%S}.265"
    there = enter(f"{visit.camera}/{start:%Y%m%d}/record000")
    return ((session(visit, *there, *store(name, visit.media.clip("265"))),),)

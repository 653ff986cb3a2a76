"""Reolink: a fragmented MP4 sent while it is filmed, and a picture beside it, in a session of its own."""

from dataclasses import replace

from demo.simulator.steps import Dialogue, Mode, Protect, Rest, Say
from demo.simulator.visit import Visit

from .common import enter, session, store


def reolink(visit: Visit) -> Dialogue:
    """Year, month and day are folders; the picture is taken in the middle of the clip."""
    return _uploads(visit, f"{visit.camera}/{visit.start:%Y/%m/%d}", visit.camera, "00")


def nvr(visit: Visit) -> Dialogue:
    """Put everything into the root although a folder is set; `03` is the fourth channel."""
    return _uploads(visit, "", visit.camera, "03")


def hub(visit: Visit) -> Dialogue:
    """Name camera, channel and Home Hub, below a folder for the day."""
    return _uploads(visit, f"{visit.start:%Y-%m-%d}", visit.camera, "02_Home Hub")


def port_mode(visit: Visit) -> Dialogue:
    """Use active mode, as people set it whose clips are empty otherwise."""
    return _uploads(visit, visit.camera, visit.camera, "00", Mode.PORT)


def ftps(visit: Visit) -> Dialogue:
    """Protect both connections, on the usual port."""
    protect = (Protect(), Say("PBSZ 0", ("200",)), Say("PROT P", ("200",)))
    return tuple(tuple(replace(each, opening=(*protect, *each.opening)) for each in group) for group in reolink(visit))


def implicit_ftps(visit: Visit) -> Dialogue:
    """Speak nothing but TLS, on a port of its own."""
    return tuple(tuple(replace(each, implicit_tls=True) for each in group) for group in reolink(visit))


def _uploads(visit: Visit, folder: str, name: str, channel: str, mode: Mode = Mode.PASV) -> Dialogue:
    there = enter(folder) if folder else ()
    middle = visit.seconds / 2
    clip, picture = (f"{name}_{channel}_{moment:%Y%m%d%H%M%S}" for moment in (visit.start, visit.after(middle)))
    film = store(f"{clip}.mp4", visit.media.clip("mp4"), mode, seconds=visit.seconds)
    photo = store(f"{picture}.jpg", visit.media.snapshot(middle), mode)
    return ((session(visit, *there, *film), session(visit, *there, Rest(middle), *photo)),)

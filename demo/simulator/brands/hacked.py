"""Firmware that people put on cheap cameras; most of it sends with BusyBox's ftpput."""

from demo.simulator.steps import Dialogue, Ending, Mode, Open, Pipe, Say, Session, Step, Store
from demo.simulator.visit import Visit

from .common import BINARY, enter, log_in, session, store


def yi_hack(visit: Visit) -> Dialogue:
    """Make the hour's folder by piping all lines at once into netcat, then send the clip in a session of its own."""
    folder = f"{visit.camera}//{visit.start:%YY%mM%dD%HH}"
    lines = f"USER {visit.username}\r\nPASS {visit.password}\r\nmkd {folder}\r\nquit\r\n\n"
    name = f"{visit.start:%MM%S}S{round(visit.seconds):02}.mp4"
    netcat = Session((), (Pipe(lines.encode(), ("331", "230", "257", "221")),), Ending.HANG_UP)
    return (netcat,), (ftpput(visit, f"{folder}/{name}", visit.media.clip("mp4")),)


def yi_hack_flat(visit: Visit) -> Dialogue:
    """Send a clip named by minute, second and length: an hour later comes another one of that name."""
    name = f"{visit.start:%MM%S}S{round(visit.seconds):02}.mp4"
    return ((ftpput(visit, f"{visit.camera}/{name}", visit.media.clip("mp4")),),)


def dafang(visit: Visit) -> Dialogue:
    """Send a picture, and a clip that is being filmed."""
    photo = f"{visit.camera}/motion/stills/{visit.start:%Y-%m-%d_%H-%M-%S}.jpg"
    film = f"{visit.camera}/motion/videos/{visit.start:%Y-%m-%d_%H-%M-%S}.avi"
    return (
        (ftpput(visit, photo, visit.media.snapshot(0)),),
        (ftpput(visit, film, visit.media.clip("avi"), seconds=visit.seconds),),
    )


def ftpput(visit: Visit, path: str, content: bytes, *, seconds: float = 0) -> Session:
    """Say what BusyBox says and nothing else: EPSV, and the whole path at once."""
    return session(visit, *store(path, content, Mode.EPSV, seconds=seconds))


def thingino(visit: Visit) -> Dialogue:
    """Send with curl, which makes folders on the way."""
    folder = f"{visit.camera}/{visit.start:%Y/%m/%d}"
    steps: list[Step] = [Say("PWD", ("257",)), *enter(folder)]
    for ending, content in (("jpg", visit.media.snapshot(0)), ("mp4", visit.media.clip("mp4"))):
        steps += [Open(Mode.EPSV), BINARY, Store(f"eufy-t8410x-{visit.start:%Y%m%d-%H%M%S}.{ending}", content)]
    return ((Session(log_in(visit), tuple(steps)),),)

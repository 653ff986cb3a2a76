"""Programs and microcontrollers that send pictures for cameras."""

from demo.simulator.steps import Dialogue, Ending, Listing, Open, Say, Session, Step, Store
from demo.simulator.visit import Visit

from .common import BINARY, log_in, session, store


def motioneye(visit: Visit) -> Dialogue:
    """List each folder before making it, and leave without a word."""
    steps: list[Step] = [Say("CWD /")]
    for part in f"{visit.camera}/{visit.start:%Y-%m-%d}".split("/"):
        steps += [Say("TYPE A", ("200",)), Open(), Listing(), Say(f"MKD {part}", ("257",)), Say(f"CWD {part}")]
    for ending, content in (("jpg", visit.media.snapshot(0)), ("mp4", visit.media.clip("mp4"))):
        steps += [BINARY, *store(f"{visit.start:%H-%M-%S}.{ending}", content)]
    return ((Session(log_in(visit), tuple(steps), Ending.HANG_UP),),)


def esp32(visit: Visit) -> Dialogue:
    """Enter a folder that is not there, or none at all, and take 150 alone for an answer to STOR."""
    name = f"{visit.start:%Y%m%d_%H%M%S}_SVGA_20_8.avi"
    steps = (
        Say("CWD ", ("250",)),
        Say("CWD /", ("250",)),
        Say(f"MKD {visit.camera}", ("257",)),
        Say(f"CWD {visit.camera}", ("250",)),
        BINARY,
        Open(),
        Store(name, visit.media.clip("avi"), takes=("150",)),
    )
    return ((Session(log_in(visit), steps),),)


def blue_iris(visit: Visit) -> Dialogue:
    """Keep the last pictures in a ring: number each one up before the newest becomes number 0."""
    steps: list[Step] = [Say(f"CWD {visit.camera}", ("250",))]
    for number in reversed(range(9)):
        steps += [Say(f"RNFR {_ring(number)}", ("550",), (Say(f"RNTO {_ring(number + 1)}", ("250",)),))]
    steps += store(_ring(0), visit.media.snapshot(0))
    return ((session(visit, *steps),),)


def _ring(number: int) -> str:
    return f"image.{number:03}.jpg"


def blue_iris_names(visit: Visit) -> Dialogue:
    """Send a picture named by camera, date and time."""
    stamp = f"{visit.start:%Y%m%d_%H%M%S}{visit.start.microsecond // 1000:03}"
    return ((session(visit, *store(f"{visit.camera}.{stamp}.jpg", visit.media.snapshot(0))),),)


def ascii_sender(visit: Visit) -> Dialogue:
    """Never say TYPE I: a picture in the type that a session begins with."""
    steps = store(f"{visit.camera}/snapshot.jpg", visit.media.snapshot(0))
    return ((Session(log_in(visit), steps),),)


def appending(visit: Visit) -> Dialogue:
    """Append to a file that is not there, which other servers take for STOR."""
    path = f"{visit.camera}/{visit.start:%Y%m%d%H%M%S}.jpg"
    return ((session(visit, Open(), Store(path, visit.media.snapshot(0), "APPE")),),)


def chinese(visit: Visit) -> Dialogue:
    """Write a folder and a name in GBK, as firmware for China does."""
    path = f"{visit.camera}/车库 [1] (东)/{visit.start:%Y%m%d_%H%M%S}.jpg"
    steps = store(path, visit.media.snapshot(0))
    return ((Session((*log_in(visit), BINARY), steps, encoding="gbk"),),)


def test_button(visit: Visit) -> Dialogue:
    """Send a small file, ask for its size, and delete it: what a Test button does."""
    path = f"{visit.camera}/testftp.txt"
    steps = (*store(path, b"test"), Say(f"SIZE {path}", ("213 4",)), Say(f"DELE {path}", ("250",)))
    return ((session(visit, *steps),),)

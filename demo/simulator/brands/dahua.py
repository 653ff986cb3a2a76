"""Dahua and those who sell it (Amcrest, Lorex, EmpireTech): ALLO and REST first, names that are final at the end."""

from demo.simulator.steps import Dialogue, Mode, Open, Rest, Say, Step, Store
from demo.simulator.visit import Visit

from .common import make, rename, session

# Given 202, which other servers say, it hangs up and tries again for ever.
_MARK = "[M][0@0][0]"
_MARKER = "DVRWorkDirectory"


def amcrest(visit: Visit) -> Dialogue:
    """Two pictures, then the clip as MP4, below the serial number."""
    return _alarm(visit, f"{visit.camera}/{visit.serial}/{visit.start:%Y-%m-%d}/001", "mp4")


def dahua(visit: Visit) -> Dialogue:
    """Do the same with Dahua's own container, below the day."""
    return _alarm(visit, f"{visit.camera}/{visit.start:%Y-%m-%d}/001", "dav")


def flat(visit: Visit) -> Dialogue:
    """Send one picture whose name has a beginning and an end, into one folder."""
    start = visit.start
    name = f"{start:%Y-%m-%d}_001_{start:%H.%M.%S}-{start:%H.%M.%S}{_MARK}.jpg"
    return ((session(visit, *make(f"{visit.camera}/Snapshot"), *_store(name, visit.media.snapshot(0))),),)


def timer(visit: Visit) -> Dialogue:
    """Send a picture of a timer: `[R]`, which is no motion (a Lorex does time lapse like this)."""
    folder = f"{visit.camera}/{visit.start:%Y-%m-%d}/pic_001"
    name = f"{visit.start:%H.%M.%S}[R][0@0][0].jpg"
    return ((session(visit, *make(folder), *_store(name, visit.media.snapshot(0))),),)


def _store(name: str, content: bytes, seconds: float = 0) -> tuple[Step, ...]:
    return (
        Say(f"ALLO {len(content)}", ("200",)),
        Open(Mode.PASV),
        Say("REST 0", ("350",)),
        Store(name, content, seconds=seconds),
    )


def _alarm(visit: Visit, folder: str, ending: str) -> Dialogue:
    steps: list[Step] = [*_store(_MARKER, b"\n"), *make(folder), *_store(_MARKER, b"\n")]
    for at in (1.0, visit.seconds / 2):
        moment = visit.after(at)
        steps += [Rest(1), Say("CWD /"), *make(f"{folder}/jpg/{moment:%H}/{moment:%M}")]
        steps += _store(f"{moment:%S}{_MARK}.jpg", visit.media.snapshot(at))
    steps += [Say("CWD /"), *make(f"{folder}/dav/{visit.start:%H}")]
    draft = f"{visit.start:%H.%M.%S}-{visit.start:%H.%M.%S}{_MARK}"
    final = f"{visit.start:%H.%M.%S}-{visit.end:%H.%M.%S}{_MARK}"
    steps += _store(f"{draft}.{ending}_", visit.media.clip(ending), visit.seconds)
    steps += rename(f"{draft}.{ending}_", f"{final}.{ending}")
    steps += [*_store(f"{draft}.idx_", b"index"), *rename(f"{draft}.idx_", f"{final}.idx")]
    return ((session(visit, *steps),),)

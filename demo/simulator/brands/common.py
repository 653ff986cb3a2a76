"""What many cameras' dialogues have in common."""

from collections.abc import Callable

from demo.simulator.steps import Dialogue, Ending, Mode, Open, Say, Session, Step, Store
from demo.simulator.visit import Visit

type Brand = Callable[[Visit], Dialogue]
BINARY = Say("TYPE I", ("200",))


def log_in(visit: Visit) -> tuple[Step, ...]:
    """Give name and password."""
    return Say(f"USER {visit.username}", ("331", "230")), Say(f"PASS {visit.password}", ("230",))


def enter(folder: str) -> tuple[Step, ...]:
    """Go down a path, and make what cannot be entered."""
    return tuple(
        # Somebody else may have made it meanwhile.
        Say(f"CWD {part}", ("250",), (Say(f"MKD {part}", otherwise=()), Say(f"CWD {part}", ("250",))))
        for part in folder.split("/")
    )


def make(folder: str) -> tuple[Step, ...]:
    """Make each folder of a path without asking whether it is there, and enter it."""
    parts = folder.split("/")
    return tuple(
        step for part in parts for step in (Say(f"MKD {part}", ("257", "250"), ()), Say(f"CWD {part}", ("250",)))
    )


def store(path: str, content: bytes, mode: Mode = Mode.PASV, *, seconds: float = 0) -> tuple[Step, ...]:
    """Send a file over a data connection of its own."""
    return Open(mode), Store(path, content, seconds=seconds)


def rename(source: str, target: str) -> tuple[Step, ...]:
    """Call a file by its final name."""
    return Say(f"RNFR {source}", ("350",)), Say(f"RNTO {target}", ("250",))


def session(visit: Visit, *steps: Step, ending: Ending = Ending.QUIT) -> Session:
    """Log in, set the type, and do it."""
    return Session((*log_in(visit), BINARY), steps, ending)

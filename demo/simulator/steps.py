"""What a camera's FTP client does, as data: lines in their order, and the answers that it takes."""

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How a data connection is agreed on."""

    PASV = "PASV"
    EPSV = "EPSV"
    PORT = "PORT"
    EPRT = "EPRT"


class Ending(StrEnum):
    """What a client does when it has sent what there was."""

    QUIT = "quit"
    HANG_UP = "hang up"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Say:
    """A line; on an answer that the client does not take it goes on with `otherwise`, or gives up."""

    line: str
    takes: tuple[str, ...] = ("2",)
    otherwise: tuple[Step, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pipe:
    """Bytes sent at once, without waiting; each answer comes in its turn."""

    data: bytes
    takes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Agree on the next data connection."""

    mode: Mode = Mode.PASV


@dataclass(frozen=True, slots=True)
class Store:
    """Send a file; `seconds` is as long as it is being filmed while it is sent."""

    path: str
    content: bytes
    command: str = "STOR"
    takes: tuple[str, ...] = ("125", "150")
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """Ask for a list, and read it to its end."""

    line: str = "NLST"


@dataclass(frozen=True, slots=True)
class Protect:
    """Turn the control connection to TLS, and all data connections after it."""

    line: str = "AUTH TLS"


@dataclass(frozen=True, slots=True)
class Rest:
    """Let time pass."""

    seconds: float


type Step = Say | Pipe | Open | Store | Listing | Protect | Rest


@dataclass(frozen=True, slots=True)
class Session:
    """A control connection: what opens it, what is done over it, and how it ends.

    One that stays is used again by the client's next session, which then leaves out what opens it.
    """

    opening: tuple[Step, ...]
    steps: tuple[Step, ...]
    ending: Ending = Ending.QUIT
    implicit_tls: bool = False
    encoding: str = "utf-8"


# Sessions that go on at the same time, one group after the other.
type Dialogue = tuple[tuple[Session, ...], ...]

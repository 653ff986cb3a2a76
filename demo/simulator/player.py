"""Plays dialogues: a camera's FTP client, which goes on or gives up as the data says."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
import contextlib
from dataclasses import dataclass, field
import select
import socket
import ssl
import time

from .steps import Dialogue, Ending, Listing, Mode, Open, Pipe, Protect, Rest, Say, Session, Step, Store
from .wire import TIMEOUT_S, Wire, trusting

_LIVE_BLOCK = 4096


class GaveUpError(Exception):
    """The server answered what this client does not take."""

    def __init__(self, line: str, reply: str) -> None:
        super().__init__(f"{line} was answered with {reply or 'nothing'}")
        self.line = line
        self.reply = reply


def _go_on() -> None:
    """Do nothing."""


@dataclass(slots=True)
class _Link:
    """A control connection, and the data connection that was agreed on last."""

    wire: Wire
    encoding: str
    tls: ssl.SSLContext | None = None
    # Connects: at once where it is passive, when the server has come where it is active.
    data: Callable[[], socket.socket] | None = None
    let_go: Callable[[], None] = field(default=_go_on)

    def alive(self) -> bool:
        """Tell whether the server has not hung up meanwhile: it says nothing unasked but goodbye."""
        return not select.select([self.wire.socket], [], [], 0)[0]

    def take_data(self) -> socket.socket:
        """Return the data connection, protected where that was agreed on."""
        assert self.data is not None, "the dialogue opens no data connection"  # noqa: S101 a mistake in a dialogue
        connection = self.data()
        self.data = None
        connection.settimeout(TIMEOUT_S)
        return connection if self.tls is None else self.tls.wrap_socket(connection)


class Player:
    """One camera's client."""

    def __init__(
        self,
        host: str,
        port: int,
        wait: Callable[[float], object] = time.sleep,
        note: Callable[[str, str], object] = lambda _line, _reply: None,
    ) -> None:
        self._host = host
        self._port = port
        self._wait = wait
        self._note = note
        self._kept: _Link | None = None
        self.stored = 0

    def play(self, dialogue: Dialogue) -> None:
        """Play all sessions. Raises GaveUpError, or OSError when the server is not there."""
        for group in dialogue:
            with ThreadPoolExecutor(len(group)) as pool:
                for done in [pool.submit(self._session, session) for session in group]:
                    done.result()

    def hang_up(self) -> None:
        """Close a session that stayed."""
        if self._kept is not None:
            self._kept.wire.__exit__()
            self._kept = None

    def _session(self, session: Session) -> None:
        link, opening = self._link(session)
        try:
            for step in (*opening, *session.steps):
                self._do(link, step)
            if session.ending is Ending.QUIT:
                self._do(link, Say("QUIT"))
            elif session.ending is Ending.STAY:
                self._kept = link
        finally:
            link.let_go()
            if self._kept is not link:
                link.wire.__exit__()

    def _link(self, session: Session) -> tuple[_Link, tuple[Step, ...]]:
        kept, self._kept = (self._kept, None) if session.ending is Ending.STAY else (None, self._kept)
        if kept is not None and kept.alive():
            return kept, ()
        tls = trusting() if session.implicit_tls else None
        wire = Wire(self._host, self._port, tls)
        self._take("the greeting", wire.greeting, ("220",))
        return _Link(wire, session.encoding, tls), session.opening

    def _do(self, link: _Link, step: Step) -> None:
        match step:
            case Say():
                self._say(link, step)
            case Pipe():
                link.wire.send(step.data)
                for code in step.takes:
                    self._take("lines sent at once", link.wire.reply(), (code,))
            case Open():
                self._open(link, step.mode)
            case Store():
                self._store(link, step)
            case Listing():
                self._list(link, step.line)
            case Protect():
                self._ask(link, step.line, ("234",))
                link.tls = trusting()
                link.wire.protect(link.tls)
            case Rest():
                self._wait(step.seconds)

    def _ask(self, link: _Link, line: str, takes: tuple[str, ...]) -> str:
        return self._take(line, link.wire.ask(line.encode(link.encoding) + b"\r\n"), takes)

    def _take(self, line: str, reply: str, takes: tuple[str, ...]) -> str:
        shown = "PASS ***" if line.upper().startswith("PASS") else line
        self._note(shown, reply)
        if not reply.startswith(takes):
            raise GaveUpError(shown, reply)
        return reply

    def _say(self, link: _Link, step: Say) -> None:
        try:
            self._ask(link, step.line, step.takes)
        except GaveUpError:
            if step.otherwise is None:
                raise
            for other in step.otherwise:
                self._do(link, other)

    def _open(self, link: _Link, mode: Mode) -> None:
        link.let_go()
        if mode in {Mode.PASV, Mode.EPSV}:
            self._open_passive(link, mode)
            return
        address = link.wire.socket.getsockname()[0]
        server = socket.create_server((address, 0))
        server.settimeout(TIMEOUT_S)
        port = server.getsockname()[1]
        high, low = divmod(port, 256)
        numbers = f"{address.replace('.', ',')},{high},{low}" if mode is Mode.PORT else f"|1|{address}|{port}|"
        link.data, link.let_go = (lambda: server.accept()[0]), server.close
        self._ask(link, f"{mode} {numbers}", ("200",))

    def _open_passive(self, link: _Link, mode: Mode) -> None:
        connection = link.wire.passive(extended=mode is Mode.EPSV)
        link.data, link.let_go = (lambda: connection), connection.close

    def _store(self, link: _Link, step: Store) -> None:
        line = f"{step.command} {step.path}"
        self._ask(link, line, step.takes)
        with link.take_data() as connection:
            self._send(connection, step)
            if isinstance(connection, ssl.SSLSocket):
                with contextlib.suppress(OSError):
                    connection.unwrap()
        self._take(line, link.wire.reply(), ("226", "250"))
        self.stored += 1

    def _send(self, connection: socket.socket, step: Store) -> None:
        if not step.seconds:
            connection.sendall(step.content)
            return
        for at in range(0, len(step.content), _LIVE_BLOCK):
            block = step.content[at : at + _LIVE_BLOCK]
            connection.sendall(block)
            self._wait(step.seconds * len(block) / len(step.content))

    def _list(self, link: _Link, line: str) -> None:
        self._ask(link, line, ("125", "150"))
        with link.take_data() as connection:
            while connection.recv(4096):
                pass
        self._take(line, link.wire.reply(), ("226", "250"))

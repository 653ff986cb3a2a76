"""The order of commands on a control connection."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
import logging
from typing import Final, override

from pyftpdlib.handlers import FTPHandler

from camvault_gateway.receive.paths import written

from .context import Listener, SessionContext

PYFTPDLIB: Final = logging.getLogger("pyftpdlib")
_MAX_WAITING_LINES: Final = 200
# Who does not read what it asked for shall not fill the memory with it.
_MAX_UNREAD_REPLIES: Final = 1000
# While an upload runs, these do not wait for its end.
_URGENT: Final = frozenset({b"ABOR", b"STAT", b"QUIT", b"NOOP"})


class ControlConnection(FTPHandler):  # type: ignore[misc] # pyftpdlib has no types
    """Commands one after the other, also from cameras that send them all at once.

    A command whose answer needs a disk or a slow hash runs on a worker; lines that come meanwhile wait their turn.
    """

    server: Listener
    # pyftpdlib's has the name that was typed.
    log_prefix = "%(remote_ip)s:%(remote_port)s"
    _in_buffer: list[bytes]

    def __init__(self, conn: object, server: Listener, ioloop: object = None) -> None:
        self._busy = False
        self._lines: deque[bytes] = deque()
        super().__init__(conn, server, ioloop)
        # yi-hack and its kin end their lines with a bare LF.
        self.set_terminator(b"\n")

    @override
    def __repr__(self) -> str:
        """Say little: pyftpdlib asks at each step, for a log that hardly anybody reads."""
        return f"<{self.remote_ip}:{self.remote_port}>"

    @override
    def log(self, msg: str, logfun: Callable[[str], None] = PYFTPDLIB.info) -> None:
        """Write pyftpdlib's own log, which only `debug` shows."""
        if self._log_debug:
            super().log(msg, logfun)

    @override
    def found_terminator(self) -> None:
        """Take a line; an empty one means nothing, one that comes too early waits."""
        # Some end their lines with two CR, and one begins them with a blank.
        line = b"".join(self._in_buffer).rstrip(b"\r").lstrip(b" ")
        self._in_buffer = []
        self._in_buffer_len = 0
        if not line:
            return
        if len(self.producer_fifo) > _MAX_UNREAD_REPLIES:
            self.close()
            return
        if self._must_wait(line):
            self._lines.append(line)
            if len(self._lines) > _MAX_WAITING_LINES:
                self.respond("421 Too many commands at once.")
                self.close()
            return
        self._take(line)

    @override
    def respond(self, resp: str, logfun: Callable[[str], None] = PYFTPDLIB.debug) -> None:
        """Answer in one line, whatever the camera said that is repeated in it."""
        super().respond(written(resp), logfun)

    def _must_wait(self, line: bytes) -> bool:
        if self._busy or self._lines:
            return True
        return self._receiving and line.split(b" ")[0].upper()[-4:] not in _URGENT

    @property
    def _receiving(self) -> bool:
        return self.data_channel is not None and self.data_channel.file_obj is not None

    def _take(self, line: bytes) -> None:
        self._in_buffer = [line]
        super().found_terminator()

    def _take_waiting(self) -> None:
        while self._lines and not self._closed:
            if self._busy or self._receiving:
                return
            self._take(self._lines.popleft())

    def discard_waiting(self) -> bool:
        """Forget the lines that have not been taken yet, and tell whether there were any."""
        waiting = bool(self._lines)
        self._lines.clear()
        return waiting

    @override
    def decode(self, bytes: bytes) -> str:
        """Read UTF-8; anything else byte by byte, so that no name is ever lost."""
        try:
            return bytes.decode()
        except UnicodeDecodeError:
            return bytes.decode("latin-1")

    @property
    def context(self) -> SessionContext:
        """Return what all sessions share."""
        return self.server.context

    def _wait_for[T](
        self,
        result: Future[T],
        then: Callable[[Future[T]], None],
        gone: Callable[[Future[T]], None] = lambda _: None,
    ) -> None:
        """Take no line until there is a result, and `then` with it on the loop; `gone` if the camera hung up."""
        self._busy = True

        def back(done: Future[T]) -> None:
            self._busy = False
            if self._closed:
                gone(done)
                return
            then(done)
            self._take_waiting()

        result.add_done_callback(lambda done: self.context.mailbox.post(lambda: back(done)))

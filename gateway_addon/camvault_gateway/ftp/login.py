"""Logins of FTP sessions: `USER`, `PASS`, and the answers to them (RFC 959)."""

from collections.abc import Callable
from concurrent.futures import Future
import logging
from typing import Final, override

from camvault_gateway.admission import BusyError, Gatekeeper, Verdict
from camvault_gateway.model import Account, steady_s

from .context import Listener
from .control import PYFTPDLIB
from .namespace import Namespace
from .tls_commands import NEEDS_TLS, TlsCommands

_LOGGER = logging.getLogger(__name__)
_LOGIN_S: Final = 30
_ATTEMPTS: Final = 3


class LoginCommands(TlsCommands):
    """A control connection that lets accounts in, and keeps nobody waiting for those who are not."""

    namespace: Namespace
    _verdict: Future[Verdict] | None = None

    def __init__(self, conn: object, server: Listener, ioloop: object = None) -> None:
        super().__init__(conn, server, ioloop)
        if self.connected:
            self.call_later(_LOGIN_S, self._log_in_or_go)

    @property
    def _gatekeeper(self) -> Gatekeeper:
        return self.context.gatekeeper

    @override
    def handle(self) -> None:
        """Greet, if there is room."""
        if self._gatekeeper.admit(self):
            super().handle()
        else:
            self.respond_w_warning("421 Too many connections; try again later.")
            self.close()

    def evict(self) -> None:
        """End: somebody else wants in, and this one has not logged in."""
        self.context.mailbox.post(self._go)

    def _go(self) -> None:
        if not self._handshaking:
            self.respond("421 Too many connections; log in sooner.")
        self.close()

    def _log_in_or_go(self) -> None:
        if not self.authenticated:
            self._go()

    @override
    def close(self) -> None:
        """Close, and make room: a password is not checked for somebody who is gone."""
        self._gatekeeper.leave(self)
        super().close()
        if self._verdict is not None:
            self._verdict.cancel()

    @override
    def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
        """Take no name for what it means."""
        if cmd == "USER" and not arg.strip():
            line, arg = "USER anonymous", "anonymous"
        super().pre_process_command(line, cmd, arg)

    @override
    def logline(self, msg: str, logfun: Callable[[str], None] = PYFTPDLIB.debug) -> None:
        """Write the dialogue, which only `debug` shows, but for names that may be passwords in the wrong field."""
        arrow, _, line = msg.partition(" ")
        command, _, name = line.partition(" ")
        if arrow == "<-" and command.upper() == "USER" and not self._gatekeeper.accounts.knows(name.strip()):
            msg = f"<- {command} ******"
        super().logline(msg, logfun)

    @override
    def ftp_USER(self, line: str) -> None:
        """Take a name; one that takes FTPS only is refused before its password goes over the wire in the clear."""
        if not self.protected and self._gatekeeper.accounts.needs_tls(line):
            self.respond(NEEDS_TLS)
        else:
            super().ftp_USER(line)

    @override
    def ftp_PASS(self, line: str) -> None:
        """Have the password checked; the commands behind it wait."""
        if self.authenticated:
            self.respond("503 User already authenticated.")
        elif not self.username:
            self.respond("503 Login with USER first.")
        else:
            self._verdict = self._gatekeeper.check(self.remote_ip, self.username, line)
            if self._verdict.done():
                self._judged(self._verdict)
            else:
                self._wait_for(self._verdict, self._judged)

    def _judged(self, done: Future[Verdict]) -> None:
        self._verdict = None
        if done.cancelled():
            self.close()
        elif isinstance(err := done.exception(), BusyError):
            self.respond("421 Too many logins at once; try again.")
            self.close_when_done()
        elif err is not None:
            _LOGGER.error("A login could not be checked: %s", err)
            self.respond("451 The gateway cannot read its accounts now; try again.")
        elif account := done.result().account:
            self._log_in(account)
        else:
            self._busy = True
            self.call_later(max(0, done.result().answer_at - steady_s()), self._refuse)

    def _refuse(self) -> None:
        self._busy = False
        self.username = ""
        self.attempted_logins += 1
        self.respond("530 Wrong user name or password.")
        if self.attempted_logins >= _ATTEMPTS:
            self.close_when_done()
        else:
            self._take_waiting()

    def _log_in(self, account: Account) -> None:
        if account.tls_required and not self.protected:
            self.respond(NEEDS_TLS)
            return
        self.account = account
        self.namespace = self.context.namespaces.of(account.username, self.remote_ip)
        self._gatekeeper.welcome(account)
        self.handle_auth_success("/", "", "Login successful.")

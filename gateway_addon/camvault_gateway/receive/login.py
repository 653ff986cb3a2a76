"""Who may connect and log in, and how."""

from concurrent.futures import Future
from functools import partial
import logging
from typing import TYPE_CHECKING, Final, override

from camvault_gateway.model import Account, steady_s

from . import anonymous
from .ftps import NEEDS_TLS, ProtectedControl
from .namespace import Namespace

if TYPE_CHECKING:
    from .server import CameraServer

_LOGGER = logging.getLogger(__name__)
_LOGIN_S: Final = 30
_ATTEMPTS: Final = 3


class LoginControl(ProtectedControl):
    """A control connection that lets accounts in, and keeps nobody waiting for those who are not."""

    namespace: Namespace

    def __init__(self, conn: object, server: CameraServer, ioloop: object = None) -> None:
        super().__init__(conn, server, ioloop)
        if self.connected:
            self.call_later(_LOGIN_S, self._log_in_or_go)

    @override
    def handle(self) -> None:
        """Greet, if there is room."""
        if self.server.receiver.door.admit(self):
            super().handle()
        else:
            self.respond_w_warning("421 Too many connections; try again later.")
            self.close()

    def give_way(self) -> None:
        """End: somebody else wants in, and this one has not logged in."""
        if not self._handshaking:
            self.respond("421 Too many connections; log in sooner.")
        self.close()

    def _log_in_or_go(self) -> None:
        if not self.authenticated:
            self.give_way()

    @override
    def close(self) -> None:
        """Close, and make room."""
        self.server.receiver.door.leave(self)
        super().close()

    @override
    def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
        """Take no name for what it means."""
        if cmd == "USER" and not arg.strip():
            line, arg = "USER anonymous", "anonymous"
        super().pre_process_command(line, cmd, arg)

    @override
    def ftp_USER(self, line: str) -> None:
        """Take a name; one that takes FTPS only is refused before its password goes over the wire in the clear."""
        if not self.protected and self.server.receiver.accounts.needs_tls(line):
            self.respond(NEEDS_TLS)
        else:
            super().ftp_USER(line)

    @override
    def ftp_PASS(self, line: str) -> None:
        """Check the password: quickly when it was right before, else on a thread for nothing else."""
        receiver = self.server.receiver
        if self.authenticated:
            self.respond("503 User already authenticated.")
        elif not self.username:
            self.respond("503 Login with USER first.")
        elif receiver.anonymous.may(self.username, self.remote_ip):
            self._log_in(anonymous.ACCOUNT)
        elif account := receiver.accounts.recall(self.username, line):
            self._log_in(account)
        else:
            self._run(partial(receiver.accounts.check, self.username, line), self._checked, by=receiver.guards)

    def _checked(self, done: Future[Account | None]) -> None:
        if (err := done.exception()) is not None:
            _LOGGER.error("A login could not be checked: %s", err)
            self.respond("451 The gateway cannot read its accounts now; try again.")
            return
        if account := done.result():
            self._log_in(account)
            return
        delay = self.server.receiver.guesses.wrong(self.remote_ip, steady_s())
        _LOGGER.warning("A login as %r from %s was refused", self.username, self.remote_ip)
        self.server.receiver.note_login(self.username, accepted=False)
        self._busy = True
        self.call_later(delay, self._refuse)

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
        self.namespace = self.server.receiver.namespace(account)
        self.server.receiver.note_login(account.username, accepted=True)
        self.handle_auth_success("/", "", "Login successful.")

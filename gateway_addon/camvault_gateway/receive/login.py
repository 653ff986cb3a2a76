"""Who may log in, and how."""

from concurrent.futures import Future
from functools import partial
import logging
from typing import override

from camvault_gateway.model import Account

from .ftps import NEEDS_TLS, ProtectedControl
from .namespace import Namespace

_LOGGER = logging.getLogger(__name__)


class LoginControl(ProtectedControl):
    """A control connection that lets accounts in."""

    namespace: Namespace

    @override
    def ftp_USER(self, line: str) -> None:
        """Take a name; one that takes FTPS only is refused before its password goes over the wire in the clear."""
        if not self.protected and self.server.receiver.accounts.needs_tls(line):
            self.respond(NEEDS_TLS)
        else:
            super().ftp_USER(line)

    @override
    def ftp_PASS(self, line: str) -> None:
        """Check the password: quickly when it was right before, else on a worker."""
        if self.authenticated:
            self.respond("503 User already authenticated.")
        elif not self.username:
            self.respond("503 Login with USER first.")
        elif account := self.server.receiver.accounts.recall(self.username, line):
            self._log_in(account)
        else:
            self._run(partial(self.server.receiver.accounts.check, self.username, line), self._checked)

    def _checked(self, done: Future[Account | None]) -> None:
        if account := done.result():
            self._log_in(account)
        else:
            _LOGGER.warning("A login as %r from %s was refused", self.username, self.remote_ip)
            self.handle_auth_failed("", "")

    def _log_in(self, account: Account) -> None:
        if account.tls_required and not self.protected:
            self.respond(NEEDS_TLS)
            return
        self.account = account
        self.namespace = self.server.receiver.namespace(account)
        self.handle_auth_success("/", "", "Login successful.")

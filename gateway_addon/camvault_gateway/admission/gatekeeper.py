"""The one gatekeeper of all servers that take uploads: who may connect, and who may log in. It knows no protocol."""

from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
import logging
import threading
from typing import Final

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, settings
from camvault_gateway.model import (
    Account,
    AccountsChanged,
    CapturesMoving,
    GatewayChanged,
    Guesser,
    LoginSeen,
    Message,
    SettingsChanged,
    steady_s,
)

from . import anonymous
from .accounts import Accounts
from .anonymous import Anonymous
from .connection_limit import Connection, ConnectionLimit
from .failed_logins import TOLD_FROM, FailedLogins
from .origin import origin_of
from .password_queue import PasswordQueue

_LOGGER = logging.getLogger(__name__)
_TRUSTED: Final = 200
_TELL_EVERY_S: Final = 1.0
_LOGGED_ONE_BY_ONE: Final = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whose password it was, or when to say that it was nobody's."""

    account: Account | None
    answer_at: float = 0.0


class Gatekeeper:
    """The limit of connections, and the check of passwords that counts the wrong ones, from any thread.

    A password that was drawn at random is checked at once. One that somebody chose takes a slow hash until it was right
    once: such checks wait in a short queue. A guess counts when it is made, whoever waits for its answer.
    """

    def __init__(self, catalog: Catalog, bus: Bus) -> None:
        self.accounts = Accounts(catalog)
        self.failed = FailedLogins()
        self._bus = bus
        self._limit = ConnectionLimit()
        self._queue = PasswordQueue[Verdict]()
        self._anonymous = Anonymous(catalog.read(settings.load).anonymous_networks)
        self._lock = threading.Lock()
        self._trusted: OrderedDict[str, None] = OrderedDict()
        self._told: dict[str | None, float] = {}
        self._unsubscribe = bus.subscribe(self._take, AccountsChanged, CapturesMoving, SettingsChanged)

    def close(self) -> None:
        """Check nothing more."""
        self._unsubscribe()
        self._queue.close()

    def admit(self, connection: Connection) -> bool:
        """Take a connection if there is room, or another can be ended for it."""
        return self._limit.admit(connection)

    def leave(self, connection: Connection) -> None:
        """Note that a connection ended."""
        self._limit.leave(connection)

    def takes_anybody(self, address: str) -> bool:
        """Tell whether an address needs no password."""
        return self._anonymous.may(anonymous.ACCOUNT.username, address)

    def check(self, address: str, username: str, password: str) -> Future[Verdict]:
        """Return the verdict of a password, or its future; cancel it when nobody waits any more.

        It raises BusyError when there is no room to wait, and CatalogError when the accounts cannot be read.
        """
        if self._anonymous.may(username, address):
            return _settled(Verdict(anonymous.ACCOUNT))
        origin = origin_of(address)
        if self.accounts.takes_long(username):
            answer_at = steady_s() + self._count(origin)
            job = partial(self._check_slowly, origin, username, password, answer_at)
            return self._queue.submit(origin, job, trusted=origin in self._trusted)
        if account := self.accounts.check(username, password):
            return _settled(self._right(origin, account))
        answer_at = steady_s() + self._count(origin)
        return _settled(self._wrong(origin, username, answer_at))

    def welcome(self, account: Account) -> None:
        """Tell that somebody logged in."""
        self._bus.publish(LoginSeen(account.username, accepted=True))

    def guessers(self) -> tuple[Guesser, ...]:
        """Return who guesses passwords."""
        return self.failed.guessers()

    def _check_slowly(self, origin: str, username: str, password: str, answer_at: float) -> Verdict:
        try:
            account = self.accounts.check(username, password)
        except Exception:
            self.failed.forgive(origin)
            raise
        if account is None:
            return self._wrong(origin, username, answer_at)
        self.failed.forgive(origin)
        return self._right(origin, account)

    def _right(self, origin: str, account: Account) -> Verdict:
        with self._lock:
            self._trusted.pop(origin, None)
            self._trusted[origin] = None
            if len(self._trusted) > _TRUSTED:
                self._trusted.popitem(last=False)
        return Verdict(account)

    def _wrong(self, origin: str, username: str, answer_at: float) -> Verdict:
        # A name that is no account's may be a password that was typed into the wrong field.
        known = username if self.accounts.knows(username) else None
        count = self.failed.count(origin)
        if count <= _LOGGED_ONE_BY_ONE or _is_step(count):
            who = f"as {known!r}" if known else "with an unknown name"
            _LOGGER.warning("A login %s from %s was refused (%d from there)", who, origin, count)
        if self._may_tell(known):
            self._bus.publish(LoginSeen(known, accepted=False))
        return Verdict(None, answer_at)

    def _count(self, origin: str) -> float:
        wait = self.failed.add(origin)
        if _is_step(self.failed.count(origin)):
            self._bus.publish(GatewayChanged())
        return wait

    def _may_tell(self, known: str | None) -> bool:
        """Tell of a name once in a second: whoever guesses shall not flood those who listen."""
        now = steady_s()
        with self._lock:
            if now - self._told.get(known, -_TELL_EVERY_S) < _TELL_EVERY_S:
                return False
            self._told[known] = now
            return True

    def _take(self, message: Message) -> None:
        if isinstance(message, SettingsChanged):
            self._anonymous = Anonymous(message.settings.anonymous_networks)
        else:
            self.accounts.change()
            self._queue.run(self.accounts.learn)


def _is_step(count: int) -> bool:
    """Tell whether a count is worth to be told: the first one that is, and each twice as high as the one before."""
    steps, rest = divmod(count, TOLD_FROM)
    return not rest and steps > 0 and steps & (steps - 1) == 0


def _settled(verdict: Verdict) -> Future[Verdict]:
    future = Future[Verdict]()
    future.set_result(verdict)
    return future

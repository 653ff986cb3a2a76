"""The FTP accounts, held in memory, and the check of their passwords."""

import threading

from camvault_gateway.catalog import Catalog, accounts
from camvault_gateway.model import Account, hash_drawn_password, is_slow, new_password, verify_password

from . import anonymous


class Accounts:
    """The catalog's accounts.

    A slow hash is slow once: of a password that was right, a keyed hash is held as long as the account keeps it and the
    process lives. So cameras log in for every file, and a wrong password for such an account is found wrong at once.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._changes = self._learned = 0
        self._known: dict[str, Account] = {}
        self._proven: dict[str, str] = {}
        # A name that does not exist must not answer faster than a wrong password.
        self._nobody = hash_drawn_password(new_password())
        self.learn()

    def change(self) -> None:
        """Note that accounts were changed: what is known of them does not count until it is learned anew."""
        with self._lock:
            self._changes += 1

    def learn(self) -> None:
        """Learn which accounts there are; reads the catalog."""
        with self._lock:
            changes = self._changes
        known = {account.username: account for account in self._catalog.read(accounts.list_all)}
        with self._lock:
            if changes >= self._learned:
                kept = {account.password_hash for account in known.values()}
                self._proven = {slow: quick for slow, quick in self._proven.items() if slow in kept}
                self._known, self._learned = known, changes

    def needs_tls(self, username: str) -> bool:
        """Tell whether an account takes FTPS only."""
        account = self._known.get(username)
        return account is not None and account.tls_required

    def knows(self, username: str) -> bool:
        """Tell whether there is an account of this name."""
        return username in self._known

    def stands(self, account: Account) -> bool:
        """Tell whether an account that logged in earlier could still do so."""
        if account is anonymous.ACCOUNT:
            return True
        known = self._known.get(account.username)
        if known is None:
            return False
        return (known.password_hash, known.tls_required) == (account.password_hash, account.tls_required)

    def takes_long(self, username: str) -> bool:
        """Tell whether checking a password needs the catalog or a slow hash."""
        return self._learned != self._changes or is_slow(self._kept(self._known.get(username)))

    def check(self, username: str, password: str) -> Account | None:
        """Return the account when the password is right."""
        if self._learned != self._changes:
            self.learn()
        account = self._known.get(username)
        kept = self._kept(account)
        if not verify_password(password, kept) or account is None:
            return None
        if is_slow(kept):
            self._proven[account.password_hash] = hash_drawn_password(password)
        return account

    def _kept(self, account: Account | None) -> str:
        if account is None:
            return self._nobody
        return self._proven.get(account.password_hash, account.password_hash)

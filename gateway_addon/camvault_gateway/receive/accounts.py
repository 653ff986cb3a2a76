"""Who may log in: passwords are checked against their hashes, the slow way once and the quick way after that."""

import hashlib
import hmac
import secrets

from camvault_gateway.catalog import Catalog, accounts
from camvault_gateway.model import Account, hash_password, verify_password

from . import anonymous


class Accounts:
    """Checks passwords, and remembers the right ones.

    Cameras log in for every file. A password hash is slow by design, so a right password is remembered as a keyed hash
    whose key lives and dies with the process.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._key = secrets.token_bytes(32)
        self._seen: dict[str, tuple[Account, bytes]] = {}
        self._known: dict[str, Account] = {}
        self.learn()
        # A name that does not exist must not answer faster than a wrong password.
        self._nobody = hash_password(secrets.token_urlsafe())

    def forget(self) -> None:
        """Forget the passwords that were right: an account was changed."""
        self._seen = {}

    def learn(self) -> None:
        """Learn which accounts there are; reads the catalog."""
        self._known = {account.username: account for account in self._catalog.read(accounts.list_all)}

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

    def recall(self, username: str, password: str) -> Account | None:
        """Return the account when this password was right before; quick."""
        account, digest = self._seen.get(username, (None, b""))
        return account if hmac.compare_digest(digest, self._digest(password)) else None

    def check(self, username: str, password: str) -> Account | None:
        """Return the account when the password is right; slow by design, also for a name that does not exist."""
        seen, known = self._seen, self._known
        account = self._catalog.read(accounts.find, username)
        right = verify_password(password, account.password_hash if account else self._nobody)
        if account is None or not right:
            return None
        # Into the memory of when it was read: one that was forgotten meanwhile stays forgotten.
        known[username] = account
        seen[username] = (account, self._digest(password))
        return account

    def _digest(self, password: str) -> bytes:
        return hmac.digest(self._key, password.encode(errors="surrogatepass"), hashlib.sha256)

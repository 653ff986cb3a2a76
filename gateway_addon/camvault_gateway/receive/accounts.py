"""Who may log in: passwords are checked against their hashes, the slow way once and the quick way after that."""

from collections.abc import Iterable
import hashlib
import hmac
import secrets

from camvault_gateway.model import Account, hash_password, verify_password


class Accounts:
    """The accounts, and the passwords that were right since the gateway started.

    Cameras log in for every file. A password hash is slow by design, so a right password is remembered as a keyed hash
    whose key lives and dies with the process.
    """

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._key = secrets.token_bytes(32)
        self._seen: dict[str, bytes] = {}
        # A name that does not exist must not answer faster than a wrong password.
        self._nobody = hash_password(secrets.token_urlsafe())

    def load(self, accounts: Iterable[Account]) -> None:
        """Replace all accounts."""
        known = {account.username: account for account in accounts}
        self._seen = {name: seen for name, seen in self._seen.items() if known.get(name) == self._accounts.get(name)}
        self._accounts = known

    def recall(self, username: str, password: str) -> Account | None:
        """Return the account when this password was right before; quick."""
        seen = self._seen.get(username)
        if seen is None or not hmac.compare_digest(seen, self._digest(password)):
            return None
        return self._accounts.get(username)

    def check(self, username: str, password: str) -> Account | None:
        """Return the account when the password is right; slow by design, also for a name that does not exist."""
        account = self._accounts.get(username)
        right = verify_password(password, account.password_hash if account else self._nobody)
        if account is None or not right:
            return None
        self._seen[username] = self._digest(password)
        return account

    def _digest(self, password: str) -> bytes:
        return hmac.digest(self._key, password.encode(errors="surrogatepass"), hashlib.sha256)

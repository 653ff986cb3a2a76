"""Whose password it is, how soon that is known, and who is told of guesses; without a protocol."""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
import threading
import time

import pytest

from camvault_gateway.admission import BusyError, Gatekeeper, anonymous
from camvault_gateway.admission.accounts import Accounts
from camvault_gateway.admission.failed_logins import TOLD_FROM, FailedLogins
from camvault_gateway.admission.origin import origin_of
from camvault_gateway.admission.password_queue import MOST_IN_ALL, MOST_OF_AN_ORIGIN, PasswordQueue
from camvault_gateway.catalog import Catalog, CatalogError, accounts as accounts_of_catalog
from camvault_gateway.model import (
    Account,
    AccountsChanged,
    GatewayChanged,
    Guesser,
    LoginSeen,
    hash_drawn_password,
    hash_password,
    is_slow,
    new_password,
    now_ms,
    verify_password,
)

from .conftest import Recorder
from .disk_home import until


def _put(catalog: Catalog, username: str, password: str, hashed: Callable[[str], str] = hash_drawn_password) -> Account:
    account = Account(username=username, password_hash=hashed(password), camera=None, created_at=0)
    return catalog.write(accounts_of_catalog.put, account).result()


@pytest.mark.parametrize("hashed", [hash_password, hash_drawn_password])
@pytest.mark.parametrize("password", ["", "right", "x" * 64, "p@$$ w0rd", "pässwört", "$", "\udc80"])
def test_hashes(hashed: Callable[[str], str], password: str) -> None:
    """What is kept fits its password and no other, is another one each time, and does not have it in it."""
    kept = hashed(password)
    assert verify_password(password, kept)
    assert not verify_password(password + "x", kept)
    assert hashed(password) != kept
    assert len(password) < 3 or password not in kept
    assert is_slow(kept) == (hashed is hash_password)


@pytest.mark.parametrize("kept", ["", "x", "$$", "hmac-sha256$$", "md5$00$00", "scrypt$00", "hmac-sha256$00$00$00"])
def test_what_is_no_hash_fits_nothing(kept: str) -> None:
    """Whatever stands in a catalog, nobody comes in by it."""
    assert not verify_password("", kept)
    assert not verify_password("00", kept)


@pytest.mark.parametrize("hashed", [hash_password, hash_drawn_password])
def test_right_and_wrong_passwords(catalog: Catalog, hashed: Callable[[str], str]) -> None:
    """An account's password is right until it is changed; a slow one takes long until it was right once."""
    first = _put(catalog, "a", "one", hashed)
    accounts = Accounts(catalog)
    assert accounts.takes_long("a") == (hashed is hash_password)
    assert accounts.check("a", "wrong") is None
    assert accounts.takes_long("a") == (hashed is hash_password)
    assert accounts.check("nobody", "one") is None
    assert accounts.check("a", "one") == first
    assert not accounts.takes_long("a")
    assert not accounts.takes_long("nobody")
    assert accounts.check("a", "one") == first
    assert accounts.check("a", "wrong") is None
    _put(catalog, "a", "new", hashed)
    accounts.change()
    assert accounts.takes_long("a")
    assert accounts.check("a", "one") is None
    assert accounts.takes_long("a") == (hashed is hash_password)
    assert accounts.check("a", "new") is not None


def test_another_account_that_changes_slows_nobody(catalog: Catalog) -> None:
    """What was proven stays proven."""
    _put(catalog, "a", "one", hash_password)
    accounts = Accounts(catalog)
    assert accounts.check("a", "one")
    _put(catalog, "b", "two")
    accounts.change()
    accounts.learn()
    assert not accounts.takes_long("a")
    catalog.write(accounts_of_catalog.remove, "a").result()
    accounts.change()
    accounts.learn()
    assert not accounts._proven


def test_what_stands_after_a_change(catalog: Catalog) -> None:
    """A session that logged in before may go on as long as it could log in anew."""
    accounts = Accounts(catalog)
    first, other = _put(catalog, "a", "one"), _put(catalog, "b", "two")
    for each in (first, other):
        assert not accounts.stands(each)
        assert not accounts.knows(each.username)
    accounts.learn()
    assert accounts.stands(first)
    assert accounts.knows("a")
    assert not accounts.needs_tls("a")
    assert accounts.stands(anonymous.ACCOUNT)
    catalog.write(accounts_of_catalog.require_tls, "a", required=True).result()
    _put(catalog, "b", "three")
    accounts.learn()
    assert accounts.needs_tls("a")
    assert not accounts.needs_tls("nobody")
    assert not any(accounts.stands(each) for each in (first, other))
    catalog.write(accounts_of_catalog.remove, "a").result()
    accounts.learn()
    assert not accounts.knows("a")
    assert not accounts.stands(first)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("2001:db8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:1::/64"),
        ("2001:db8:0:2::1", "2001:db8:0:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("camera.local", "camera.local"),
    ],
)
def test_origins(address: str, origin: str) -> None:
    """Whoever has an IPv6 network has all of its addresses."""
    assert origin_of(address) == origin


def test_guessers_are_told() -> None:
    """The busiest with their addresses, the others as one; after an hour of quiet they are forgotten."""
    failed = FailedLogins()
    for _ in range(TOLD_FROM - 1):
        failed.add("10.0.0.1", 100)
    assert failed.guessers(100) == ()
    failed.add("10.0.0.1", 160)
    (told,) = failed.guessers(170)
    assert (told.address, told.guesses) == ("10.0.0.1", TOLD_FROM)
    assert abs(told.since - (now_ms() - 70_000)) < 5_000
    failed.forgive("10.0.0.1")
    assert failed.guessers(170) == ()
    failed.add("10.0.0.1", 170)
    for number in range(TOLD_FROM):
        failed.add(f"10.0.1.{number}", 200)
    assert [(each.address, each.guesses) for each in failed.guessers(200)] == [
        ("10.0.0.1", TOLD_FROM),
        (None, TOLD_FROM),
    ]
    assert [each.address for each in failed.guessers(170 + 3601)] == [None]
    assert failed.guessers(200 + 3601) == ()


def test_what_is_told_of_guessers_is_bounded() -> None:
    """Of ten thousand addresses with many guesses each ten are named, and none is left out of the sum."""
    failed = FailedLogins()
    for number in range(10_000):
        for _ in range(TOLD_FROM):
            failed.add(f"10.{number // 65536}.{number // 256 % 256}.{number % 256}", number)
    told = failed.guessers(10_000 - 1)
    assert len(told) == 11
    assert told[-1].address is None
    # Those of the last hour, and what was crowded out within it.
    assert sum(each.guesses for each in told) >= 3600 * TOLD_FROM
    assert len(failed._by_origin) == 1000


@pytest.fixture
def checks() -> Iterator[PasswordQueue[str]]:
    """Return checks that are not run before a test wants it."""
    made = PasswordQueue[str]()
    yield made
    made.close()


class Held:
    """Holds up the thread of slow checks, and notes the order of those behind."""

    def __init__(self, checks: PasswordQueue[str]) -> None:
        self.go = threading.Event()
        self.order: list[str] = []
        self._checks = checks
        began = threading.Event()

        def hold() -> str:
            began.set()
            self.go.wait(30)
            return ""

        checks.submit("holds up", hold, trusted=False)
        assert began.wait(30)

    def add(self, origin: str, *, trusted: bool = False) -> Future[str]:
        """Add a check."""

        def note() -> str:
            self.order.append(origin)
            return origin

        return self._checks.submit(origin, note, trusted=trusted)


def test_each_address_has_its_turn(checks: PasswordQueue[str]) -> None:
    """However many checks one has in waiting, another waits for one of them at most."""
    held = Held(checks)
    waiting = [held.add("attacker") for _ in range(5)] + [held.add("camera")]
    held.go.set()
    assert [each.result(30) for each in waiting][-1] == "camera"
    assert held.order.index("camera") <= 1
    assert len(held.order) == 6


def test_who_was_right_goes_first(checks: PasswordQueue[str]) -> None:
    """And holds up nobody for ever: every second turn is the others'."""
    held = Held(checks)
    for number in range(4):
        held.add(f"stranger{number}")
    last = [held.add("known", trusted=True) for _ in range(4)]
    held.go.set()
    for each in last:
        each.result(30)
    assert "known" in held.order[:2]
    assert sum(each.startswith("stranger") for each in held.order[:4]) == 2


def test_who_is_gone_is_not_checked(checks: PasswordQueue[str]) -> None:
    """And takes no room."""
    held = Held(checks)
    for _ in range(1000):
        assert held.add("attacker").cancel()
    assert checks._waiting == []
    camera = held.add("attacker")
    held.go.set()
    assert camera.result(30) == "attacker"
    assert held.order == ["attacker"]


def test_checks_in_waiting_are_bounded(checks: PasswordQueue[str]) -> None:
    """By address, and in all; the address that has most gives way to the others."""
    held = Held(checks)
    crowd = [held.add("attacker") for _ in range(1000)]
    assert len(checks._waiting) == MOST_OF_AN_ORIGIN
    others = [held.add(f"10.0.0.{number}") for number in range(MOST_IN_ALL - 1)]
    assert len(checks._waiting) == MOST_IN_ALL
    assert not any(each.done() for each in others)
    many = [held.add(f"10.0.1.{number}") for number in range(1000)]
    known = held.add("known", trusted=True)
    assert len(checks._waiting) == MOST_IN_ALL
    held.go.set()
    refused = [each for each in crowd + others + many if isinstance(each.exception(30), BusyError)]
    assert len(refused) == 1000 + len(others) + 1000 + 1 - MOST_IN_ALL
    assert known.result(30) == "known"


def test_checks_end(checks: PasswordQueue[str]) -> None:
    """What waits at the end is not checked any more."""
    held = Held(checks)
    waiting = held.add("camera")
    checks.close()
    held.go.set()
    with pytest.raises(CancelledError):
        waiting.result(30)


@pytest.fixture
def gatekeeper(catalog: Catalog, recorder: Recorder) -> Iterator[Gatekeeper]:
    """Return a gatekeeper; of the account `camera` the password is one that somebody chose."""
    made = Gatekeeper(catalog, recorder.bus)
    yield made
    made.close()


def test_drawn_passwords_are_known_at_once(catalog: Catalog, recorder: Recorder) -> None:
    """So are wrong ones, and whatever is said to a name that does not exist."""
    password = new_password()
    account = _put(catalog, "front", password)
    gatekeeper = Gatekeeper(catalog, recorder.bus)
    right = gatekeeper.check("10.0.0.1", "front", password)
    wrong = gatekeeper.check("10.0.0.1", "front", password.swapcase())
    nobody = gatekeeper.check("10.0.0.1", "nobody", password)
    assert right.done()
    assert wrong.done()
    assert nobody.done()
    assert right.result().account == account
    assert (wrong.result().account, nobody.result().account) == (None, None)
    assert wrong.result().answer_at < nobody.result().answer_at
    gatekeeper.close()


def test_a_guess_counts_when_it_is_made(gatekeeper: Gatekeeper, recorder: Recorder) -> None:
    """Also when nobody waits for its answer; one that was right was none."""
    for _ in range(2 * TOLD_FROM):
        gatekeeper.check("10.0.0.1", "camera", "wrong").cancel()
    assert gatekeeper.check("10.0.0.1", "camera", "right-password").result(30).account
    (told,) = gatekeeper.guessers()
    assert (told.address, told.guesses) == ("10.0.0.1", 2 * TOLD_FROM)
    assert recorder.all(GatewayChanged)


def test_guesses_are_told_without_a_flood(
    gatekeeper: Gatekeeper, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    """A thousand of them are a few lines in the log and a few messages, none with a name that is no account's."""
    gatekeeper.check("10.0.0.1", "camera", "right-password").result(30)
    began = time.monotonic()
    for number in range(1000):
        gatekeeper.check("10.0.0.1", ("camera", "a-typed-password")[number % 2], "wrong").result(30)
    seconds = time.monotonic() - began
    assert 0 < len(recorder.all(LoginSeen)) <= 2 * (seconds + 1)
    assert {told.username for told in recorder.all(LoginSeen)} == {"camera", None}
    lines = [record.getMessage() for record in caplog.records if "was refused" in record.getMessage()]
    assert 5 <= len(lines) <= 15
    assert "a-typed-password" not in caplog.text
    assert "'camera' from 10.0.0.1" in caplog.text


def test_right_passwords_hide_no_guesses(gatekeeper: Gatekeeper) -> None:
    """Whoever has one account and guesses another's is counted and waits all the same."""
    for _ in range(TOLD_FROM):
        assert gatekeeper.check("10.0.0.1", "camera", "right-password").result(30).account
        verdict = gatekeeper.check("10.0.0.1", "other", "wrong").result(30)
    assert verdict.answer_at > time.monotonic() + 10
    assert [each.guesses for each in gatekeeper.guessers()] == [TOLD_FROM]


def test_slow_drip(gatekeeper: Gatekeeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """One guess in half an hour adds up to what is told."""
    clock = time.monotonic()
    for number in range(TOLD_FROM):
        monkeypatch.setattr("camvault_gateway.admission.failed_logins.steady_s", lambda: clock + number * 1800)  # noqa: B023
        gatekeeper.check("10.0.0.1", "nobody", "wrong")
    (told,) = gatekeeper.guessers()
    assert isinstance(told, Guesser)
    assert told.guesses == TOLD_FROM


def test_accounts_that_cannot_be_read(
    gatekeeper: Gatekeeper, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known stays known while nothing changes; after a change it is no guess when nobody can tell."""

    def fail(*_: object) -> None:
        raise CatalogError("The disk is gone.")

    assert gatekeeper.check("10.0.0.1", "camera", "right-password").result(30).account
    monkeypatch.setattr(gatekeeper.accounts._catalog, "read", fail)
    assert gatekeeper.check("10.0.0.1", "camera", "right-password").result(30).account
    recorder.bus.publish(AccountsChanged())
    with pytest.raises(CatalogError):
        gatekeeper.check("10.0.0.1", "camera", "right-password").result(30)
    assert gatekeeper.failed.count("10.0.0.1") == 0
    monkeypatch.undo()
    assert gatekeeper.check("10.0.0.1", "camera", "right-password").result(30).account
    until(lambda: not gatekeeper.accounts.takes_long("camera"))

"""Who may connect and log in, for how long, and from where data may come."""

from concurrent.futures import Future
import contextlib
from dataclasses import dataclass, replace
import itertools
import socket
import time

import pytest

from camvault_gateway.admission import Gatekeeper, Verdict
from camvault_gateway.admission.connection_limit import PER_ADDRESS, TOTAL, ConnectionLimit
from camvault_gateway.admission.failed_logins import LONGEST_S, FailedLogins
from camvault_gateway.catalog import accounts, settings
from camvault_gateway.ftp import login
from camvault_gateway.model import AccountsChanged, SettingsChanged, hash_password

from .conftest import Receiving
from .ftp_client import TIMEOUT_S, RawFtp, listening

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"


def test_guessing_gets_slower() -> None:
    """Each wrong password waits longer, up to a limit, by address; after a while it is forgotten."""
    failed = FailedLogins()
    waits = [failed.add("10.0.0.1", now) for now in range(8)]
    assert waits == [1, 2, 4, 8, 16, LONGEST_S, LONGEST_S, LONGEST_S]
    assert failed.add("10.0.0.2", 8) == 1
    assert failed.add("10.0.0.1", 7 + 3600) == LONGEST_S
    assert failed.add("10.0.0.1", 7 + 3600 + 3601) == 1
    assert failed.add("10.0.0.1", 7 + 3600 + 3602) == 2


def test_guesses_are_bounded() -> None:
    """A million addresses do not fill the memory."""
    failed = FailedLogins()
    for number in range(3000):
        failed.add(f"10.0.{number // 250}.{number % 250}", 0)
    assert len(failed._by_origin) == 1000
    # The oldest were forgotten, not the newest.
    assert failed.add("10.0.11.249", 0) == 2
    assert failed.add("10.0.0.0", 0) == 1


@dataclass(eq=False)
class Connection:
    """A session that is counted."""

    remote_ip: str
    authenticated: bool = False
    gone: bool = False

    def evict(self) -> None:
        """End."""
        self.gone = True


def test_strangers_give_way() -> None:
    """Who has logged in stays; among the others the oldest goes."""
    limit = ConnectionLimit()
    cameras = [Connection("10.0.0.1", authenticated=True) for _ in range(30)]
    strangers = [Connection("10.0.0.1") for _ in range(1000)]
    assert all(limit.admit(connection) for connection in [*cameras, *strangers])
    assert not any(camera.gone for camera in cameras)
    assert [stranger.gone for stranger in strangers] == [True] * (1000 - PER_ADDRESS + 30) + [False] * (
        PER_ADDRESS - 30
    )


def test_full_is_full() -> None:
    """Where all have logged in, one more is refused, by address and in all; one who leaves makes room."""
    limit = ConnectionLimit()
    everybody = [Connection(f"10.0.0.{number % 50}", authenticated=True) for number in range(TOTAL)]
    assert all(limit.admit(connection) for connection in everybody)
    assert not limit.admit(Connection("10.0.1.1"))
    limit.leave(everybody[0])
    assert limit.admit(Connection("10.0.1.1"))
    limit = ConnectionLimit()
    assert all(limit.admit(Connection("10.0.0.1", authenticated=True)) for _ in range(PER_ADDRESS))
    assert not limit.admit(Connection("10.0.0.1"))
    assert limit.admit(Connection("10.0.0.2"))


def test_who_is_inside_needs_no_other_place() -> None:
    """Asking again changes nothing, and whoever leaves twice makes room once."""
    limit = ConnectionLimit()
    connections = [Connection("10.0.0.1", authenticated=True) for _ in range(PER_ADDRESS)]
    for connection in [*connections, *connections]:
        assert limit.admit(connection)
    assert not limit.admit(Connection("10.0.0.1", authenticated=True))
    for _ in range(2):
        limit.leave(connections[0])
    assert limit.admit(Connection("10.0.0.1", authenticated=True))
    assert not limit.admit(Connection("10.0.0.1", authenticated=True))


def test_one_address_takes_no_place_of_another() -> None:
    """Where one address is full, its own strangers give way, and nobody else's."""
    limit = ConnectionLimit()
    other = Connection("10.0.0.2")
    assert limit.admit(other)
    crowd = [Connection("10.0.0.1", authenticated=number > 0) for number in range(PER_ADDRESS)]
    assert all(limit.admit(connection) for connection in crowd)
    assert limit.admit(Connection("10.0.0.1", authenticated=True))
    assert (crowd[0].gone, other.gone) == (True, False)
    assert not limit.admit(Connection("10.0.0.1", authenticated=True))
    assert not other.gone


def test_a_right_password_waits_for_nobody(receiving: Receiving) -> None:
    """While somebody with the same address guesses, a camera logs in at once, also for the first time."""
    failed = receiving.server.gatekeeper.failed
    while failed.add("127.0.0.1", time.monotonic()) < LONGEST_S:
        pass
    with contextlib.ExitStack() as stack:
        guessing = [stack.enter_context(RawFtp(receiving.port)) for _ in range(10)]
        for guesser in guessing:
            guesser.send(b"USER camera\r\nPASS wrong\r\n")
            assert guesser.reply().startswith("331")
        with receiving.client() as camera:
            assert camera.store("garden/a.jpg", JPEG).startswith("226")
        for guesser in guessing:
            guesser.socket.setblocking(False)  # noqa: FBT003 Python's own
            with pytest.raises(BlockingIOError):
                guesser.socket.recv(1)


def test_wrong_passwords_end_the_session(receiving: Receiving) -> None:
    """The third one does."""
    with RawFtp(receiving.port) as ftp:
        for _ in range(3):
            assert ftp.login(password="wrong").startswith("530")
        assert ftp.reply() == ""


def test_guesses_in_one_go(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are checked one after the other, each when the one before has been answered; a right one waits as well."""
    gatekeeper = receiving.server.gatekeeper
    made: list[tuple[float, str]] = []

    def check(address: str, username: str, password: str) -> Future[Verdict]:
        made.append((time.monotonic(), password))
        return Gatekeeper.check(gatekeeper, address, username, password)

    monkeypatch.setattr(gatekeeper, "check", check)
    monkeypatch.setattr(gatekeeper.failed, "add", lambda *_: 0.3)
    with RawFtp(receiving.port) as ftp:
        for password in (b"guess", b"another", b"third", b"right-password"):
            ftp.send(b"USER camera\r\nPASS " + password + b"\r\n")
        assert [ftp.reply()[:3] for _ in range(6)] == ["331", "530"] * 3
        assert ftp.reply() == ""
    assert [password for _, password in made] == ["guess", "another", "third"]
    assert all(later - earlier >= 0.3 for (earlier, _), (later, _) in itertools.pairwise(made))


def test_a_login_has_to_come_soon(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who connects and goes on talking without logging in is sent away; who has logged in stays."""
    monkeypatch.setattr(login, "_LOGIN_S", 1)
    with RawFtp(receiving.port) as silent, receiving.client() as camera:
        assert silent.ask("NOOP").startswith("200")
        assert silent.reply().startswith("421")
        assert silent.reply() == ""
        assert camera.store("a.jpg", JPEG).startswith("226")


NAMES = ("anonymous", "anonymity", "Guest", "")


def _from(receiving: Receiving, *networks: str) -> None:
    changed = receiving.catalog.write(settings.change, anonymous_networks=networks).result()
    receiving.recorder.bus.publish(SettingsChanged(changed))


@pytest.mark.parametrize("name", NAMES)
def test_anonymous(receiving: Receiving, name: str) -> None:
    """Nobody comes in without a password, until the owner allows it for an address."""
    receiving.server.gatekeeper.failed.add = lambda *_: 0.0  # type: ignore[method-assign]
    with RawFtp(receiving.port) as ftp:
        assert ftp.login(name, "").startswith("530")
        _from(receiving, "10.0.0.0/8")
        assert ftp.login(name, "x@y").startswith("530")
        _from(receiving, "10.0.0.0/8", "127.0.0.0/24")
        assert ftp.login(name, "").startswith("230")
        assert ftp.store("garden/a.jpg", JPEG).startswith("226")
    with RawFtp(receiving.port) as ftp:
        assert ftp.login("somebody", "").startswith("530")


def test_a_changed_password_ends_what_the_old_one_opened(receiving: Receiving) -> None:
    """A session that logged in with it uploads nothing more."""
    with receiving.client() as thief:
        assert thief.store("a.jpg", JPEG).startswith("226")
        (known,) = receiving.catalog.read(accounts.list_all)
        receiving.catalog.write(accounts.put, replace(known, password_hash=hash_password("another"))).result()
        receiving.recorder.bus.publish(AccountsChanged())
        deadline = time.monotonic() + TIMEOUT_S
        while (reply := thief.store("b.jpg", JPEG)).startswith("226"):
            assert time.monotonic() < deadline
        assert reply.startswith("530")


def test_bounces_are_refused(receiving: Receiving) -> None:
    """Data goes to the camera itself only, and to none of the ports that services have (RFC 2577)."""
    with receiving.client() as ftp, listening() as (_, port):
        high, low = divmod(port, 256)
        for line in (f"PORT 127,0,0,2,{high},{low}", f"EPRT |1|127.0.0.2|{port}|", "PORT 127,0,0,1,0,25"):
            assert ftp.ask(line).startswith("501")
        assert ftp.ask("STOR a.jpg").startswith("425")


def test_data_comes_from_the_camera_only(receiving: Receiving) -> None:
    """Somebody else who finds the open port gets nothing in, and the camera hears nothing of it."""
    with receiving.client() as ftp:
        port = int(ftp.ask("EPSV").split("|")[3])
        thief = socket.create_connection(("127.0.0.1", port), TIMEOUT_S, source_address=("127.0.0.2", 0))
        with thief, contextlib.suppress(ConnectionError):
            thief.sendall(b"not the camera's")
            assert thief.recv(1) == b""
        with socket.create_connection(("127.0.0.1", port), TIMEOUT_S) as connection:
            assert ftp.ask("STOR a.jpg").startswith("150")
            connection.sendall(JPEG)
        assert ftp.reply().startswith("226")
    assert receiving.content(receiving.only()) == JPEG


def test_stor_without_a_data_connection(receiving: Receiving) -> None:
    """It is told what is missing, and no event opens."""
    with receiving.client() as ftp:
        assert ftp.ask("STOR a.jpg").startswith("425")
        assert ftp.store("a.jpg", JPEG).startswith("226")
        assert ftp.ask("STOR b.jpg").startswith("425")
    assert receiving.only().original_path == "/a.jpg"

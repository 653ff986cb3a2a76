"""Where cameras connect to and how they log in; the table of what is known is in test_quirks_protocol.py."""

from pathlib import Path
import re

import pytest

from camvault_gateway.app.options import parse
from camvault_gateway.app.upload_servers import UploadServers
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, accounts
from camvault_gateway.ftp import FtpSettings
from camvault_gateway.model import Account, AccountsChanged, hash_password, new_password
from camvault_gateway.vault import Vault

from .conftest import Receiving, free_port
from .ftp_client import RawFtp
from .simulated import play


def test_logging_in_over_and_over(receiving: Receiving) -> None:
    """Nobody is banned for logging in: the upload after 200 logins that led to nothing works as any other."""
    for _ in range(200):
        with receiving.client():
            pass
    play(receiving, "amcrest")
    assert len(receiving.captures()) == 3


def test_passive_address(receiving: Receiving, catalog: Catalog, vault: Vault, certificate: Path) -> None:
    """It is the one that the camera came to, unless another one is set."""
    with receiving.client() as ftp:
        assert "(127,0,0,1," in ftp.ask("PASV")
    port = free_port()
    told = FtpSettings(
        host="127.0.0.1",
        port=port,
        passive_ports=range(free_port(), 65536),
        passive_address="192.0.2.7",
        own_certificate=certificate,
    )
    server = UploadServers(catalog, vault, Bus(), told)
    server.start()
    with RawFtp(port) as ftp:
        assert ftp.login().startswith("230")
        assert "(192,0,2,7," in ftp.ask("PASV")
        assert "|||" in ftp.ask("EPSV")
    server.stop()


def test_passwords_fit_every_camera() -> None:
    """Those we make have 12 letters and digits, which any camera takes."""
    assert all(re.fullmatch(r"[A-Za-z0-9]{12}", new_password()) for _ in range(100))


@pytest.mark.parametrize(
    ("username", "password"), [("Cam_1@$*-,.#!", "p@$$ w0rd*-,.#!"), ("c" * 63, "p" * 63), ("anonymity", "share")]
)
def test_odd_logins(receiving: Receiving, username: str, password: str) -> None:
    """Whatever a camera's form takes, an account may have; upper and lower case count."""
    account = Account(username=username, password_hash=hash_password(password), camera=None, created_at=0)
    receiving.catalog.write(accounts.put, account).result()
    receiving.recorder.bus.publish(AccountsChanged())
    receiving.server.gatekeeper.failed.add = lambda *_: 0.0  # type: ignore[method-assign]
    with RawFtp(receiving.port) as ftp:
        assert ftp.login(username, password.swapcase()).startswith("530")
        assert ftp.login(username, password).startswith("230")


def test_ports() -> None:
    """A machine where other users may not listen on 21 has 2121; the app has 21 (tests/app)."""
    assert parse(["run"]).ftp_port == 2121

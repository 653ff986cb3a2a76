"""What is known of cameras' FTPS, as simulated cameras speak it."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from camvault_gateway.model import Kind
from demo.simulator.brands import BRANDS

from . import simulated
from .conftest import Receiving
from .ftp_client import RawFtp
from .simulated import CLIP, passing, without_test

ROWS: Final = {
    "older firmware knows no FTPS (Reolink)": ("test_quirks_tls.test_side_by_side",),
    "explicit on the usual port, implicit on one of its own (Reolink)": ("test_quirks_tls.test_side_by_side",),
    "no session is taken up again, TLS 1.2 and 1.3": ("test_ftps.test_openssl", "test_ftps.test_curl"),
    "a certificate that nobody signed": (
        "test_quirks_tls.test_side_by_side",
        "test_ftps_certificate.test_own_is_made_once",
    ),
    "no goodbye at the end": ("test_ftps.test_no_goodbye",),
    "TLS 1.1 and older": ("test_ftps.test_old_tls_is_refused",),
    "SFTP is something else (INSTAR, Vivotek)": ("test_quirks_tls.test_sftp",),
}


def test_every_row_has_a_test() -> None:
    """The table above is true."""
    assert without_test(ROWS) == []


@pytest.mark.parametrize("order", [("reolink", "reolink-ftps"), ("reolink-ftps", "reolink")])
def test_side_by_side(receiving: Receiving, order: tuple[str, str]) -> None:
    """Plain FTP, explicit and implicit FTPS: the same camera may change from one to the other."""
    said: list[str] = []
    ways = ((order[0], None), (order[1], None), ("reolink-implicit-ftps", receiving.implicit_tls_port))
    for minutes, (brand, port) in enumerate(ways):
        camera = simulated.player(receiving, note=lambda line, _: said.append(line), port=port)
        camera.play(BRANDS[brand](passing(start=datetime.now(UTC) - timedelta(minutes=minutes))))
    assert said.count("AUTH TLS") == said.count("PROT P") == 2
    clips = [capture for capture in receiving.captures() if capture.kind is Kind.CLIP]
    assert len(clips) == 3
    assert {receiving.content(clip) for clip in clips} == {CLIP}
    assert {capture.camera for capture in receiving.captures()} == {"garden"}


def test_sftp(receiving: Receiving) -> None:
    """A client that speaks SSH is told that it is wrong here, and harms nobody."""
    with RawFtp(receiving.port) as ftp:
        assert ftp.ask("SSH-2.0-OpenSSH_9.9").startswith("500")
    simulated.play(receiving, "reolink")

"""Uploads and connections that never come to anything are over at once, and nothing is left of them."""

from collections.abc import Callable
from pathlib import Path
import socket

import pytest

from camvault_gateway.catalog import Catalog, captures, events
from camvault_gateway.ftp import tls_channel as channel
from camvault_gateway.ftp.data_connection import DataConnection
from camvault_gateway.model import CaptureChanged, EventChanged, EventRemoved, new_id
from camvault_gateway.vault import Vault

from .conftest import Receiving, Recorder, running_server
from .disk_home import until
from .ftp_client import RawFtp

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"


@pytest.mark.parametrize(
    "line",
    ["ABOR", "EPSV", "PASV", "EPRT |1|127.0.0.1|{port}|", "REIN", "QUIT"],
    ids=lambda line: line[:4],
)
def test_upload_whose_data_never_comes(receiving: Receiving, line: str) -> None:
    """Whatever the camera does instead ends it, and its event was none."""
    with receiving.client() as ftp, socket.create_server(("127.0.0.1", 0)) as server:
        assert ftp.ask("EPSV").startswith("229")
        assert ftp.ask("STOR a.jpg").startswith("150")
        opened = receiving.recorder.wait(EventChanged).event
        ftp.ask(line.format(port=server.getsockname()[1]))
        assert receiving.recorder.wait(EventRemoved).event == opened
    assert not [kept for kept in receiving.captures() if kept.size]


def test_camera_that_hangs_up(receiving: Receiving) -> None:
    """Its control connection is gone before its data connection came."""
    with receiving.client() as ftp:
        assert ftp.ask("EPSV").startswith("229")
        assert ftp.ask("STOR a.jpg").startswith("150")
        opened = receiving.recorder.wait(EventChanged).event
    assert receiving.recorder.wait(EventRemoved).event == opened
    assert receiving.catalog.write(events.open_events).result() == []


def test_data_that_stops_coming(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data connection on which nothing comes any more is given up; what came is kept, as incomplete."""
    monkeypatch.setattr(DataConnection, "timeout", 1)
    with receiving.client() as ftp, ftp.passive() as connection:
        assert ftp.ask("STOR garden/a.jpg").startswith("150")
        connection.sendall(JPEG)
        assert not ftp.reply().startswith("226")
        assert receiving.recorder.wait(CaptureChanged).capture.condition == "incomplete"


def _closed(ftp: RawFtp) -> bool:
    try:
        return ftp.socket.recv(1) == b""
    except ConnectionError:
        return True


def _after_auth(receiving: Receiving) -> RawFtp:
    ftp = RawFtp(receiving.port)
    assert ftp.ask("AUTH TLS").startswith("234")
    return ftp


def _implicit(receiving: Receiving) -> RawFtp:
    ftp = RawFtp(receiving.port)
    ftp.socket.close()
    ftp.socket = socket.create_connection(("127.0.0.1", receiving.implicit_tls_port), 30)
    return ftp


@pytest.mark.parametrize("connect", [_after_auth, _implicit])
@pytest.mark.parametrize("said", [b"USER camera\r\nPASS right-password\r\n", b"\x16\x03\x01"])
def test_handshake_that_fails(
    receiving: Receiving, monkeypatch: pytest.MonkeyPatch, connect: Callable[[Receiving], RawFtp], said: bytes
) -> None:
    """What is no TLS, or never ends: the connection is closed, for nothing can be said on it; its place is free."""
    monkeypatch.setattr(channel, "_HANDSHAKE_S", 0.5)
    with connect(receiving) as ftp:
        ftp.send(said)
        assert _closed(ftp)
    until(lambda: not receiving.server.gatekeeper._limit._inside)
    with receiving.client() as other:
        assert other.store("garden/a.jpg", JPEG).startswith("226")


def test_only_what_a_stop_left_is_recovered(
    catalog: Catalog, vault: Vault, recorder: Recorder, certificate: Path
) -> None:
    """Once, before anything arrives: what arrives later is no leftover."""
    with running_server(catalog, vault, recorder, certificate) as receiving:
        arriving = vault.incoming(new_id())
        arriving.write_bytes(JPEG)
        receiving.server.recover()
        assert arriving.exists()
        assert catalog.read(captures.list_page).items == []


def test_stopped_server_has_kept_everything(receiving: Receiving) -> None:
    """When it has stopped, nothing is under way any more, and nobody is connected."""
    with receiving.client() as ftp, ftp.passive() as connection:
        assert ftp.ask("STOR garden/a.jpg").startswith("150")
        connection.sendall(JPEG)
        until(lambda: receiving.recorder.all(EventChanged))
        receiving.server.stop()
        assert ftp.reply() == ""
        assert list(receiving.vault.incoming_files()) == []
        assert receiving.catalog.read(captures.receiving) == []
    with pytest.raises(OSError, match="refused"):
        RawFtp(receiving.port)

"""Uploads by HTTP PUT, by the real curl and by hand."""

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
import errno
import hashlib
import os
from pathlib import Path
import socket
import ssl
import subprocess
import time
from typing import Any, override

import pytest

from camvault_gateway.catalog import Catalog, accounts, cameras
from camvault_gateway.http import HttpSettings, body as http_body
from camvault_gateway.model import (
    Account,
    CaptureChanged,
    Condition,
    EventChanged,
    LoginSeen,
    Refusing,
    hash_password,
    now_ms,
    rfc3339,
)
from camvault_gateway.receive.outcome import Outcome
from camvault_gateway.receive.upload import SideFileUpload
from camvault_gateway.vault import Vault, upload as vault_upload

from .conftest import Receiving, Recorder, free_port, running_server
from .http_client import login


@dataclass(frozen=True, slots=True)
class Servers:
    """A running server that takes HTTP, too."""

    home: Receiving
    port: int
    tls_port: int


@pytest.fixture
def servers(catalog: Catalog, vault: Vault, recorder: Recorder, certificate: Path) -> Iterator[Servers]:
    """Run the servers with HTTP on."""
    http = HttpSettings(host="127.0.0.1", port=free_port(), tls_port=free_port())
    with running_server(catalog, vault, recorder, certificate, http) as home:
        assert http.port is not None
        assert http.tls_port is not None
        yield Servers(home, http.port, http.tls_port)


def curl(servers: Servers, *more: str, path: str = "front/clip.jpg", tls: bool = False) -> tuple[int, str]:
    """Run curl, and return the status and the body."""
    url = f"{'https' if tls else 'http'}://127.0.0.1:{servers.tls_port if tls else servers.port}/{path}"
    command = ["curl", "-s", "-k", "-w", "\n%{http_code}", "-u", "camera:right-password", *more, url]
    body, _, status = subprocess.run(command, capture_output=True, check=False).stdout.decode().rpartition("\n")
    return int(status), body


def picture(size: int = 5000) -> bytes:
    """Return a JPEG's frame around noise."""
    return b"\xff\xd8\xff\xe0" + b"x" * size + b"\xff\xd9"


def raw(servers: Servers, text: str) -> socket.socket:
    """Return a connection on which a request's begin was sent."""
    connection = socket.create_connection(("127.0.0.1", servers.port), timeout=10)
    connection.sendall(text.encode())
    return connection


def status_of(connection: socket.socket) -> int:
    """Return the status that a connection answers with, or 0 when it is hung up."""
    try:
        line = connection.recv(65536).split(b" ", 2)
    except ConnectionError:
        return 0
    return int(line[1]) if len(line) > 1 else 0


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("size", [0, 5000, 2_000_000])
def test_curl_uploads_a_file(servers: Servers, tmp_path: Path, size: int, tls: bool) -> None:  # noqa: FBT001
    """201 means what 226 means: it is durable; the first folder of the shared login names the camera."""
    content = picture(size) if size else b""
    (tmp_path / "a.jpg").write_bytes(content)
    assert curl(servers, "-T", str(tmp_path / "a.jpg"), tls=tls)[0] == 201
    capture = servers.home.only()
    assert (capture.camera, capture.original_path, capture.size) == ("front", "/front/clip.jpg", len(content))
    assert servers.home.content(capture) == content


def test_the_event_opens_at_the_first_byte(servers: Servers) -> None:
    """Before the body is there, motion is told."""
    connection = raw(servers, f"PUT /front/a.mp4 HTTP/1.1\r\nHost: x\r\n{login()}Content-Length: 10\r\n\r\n1")
    event = servers.home.recorder.wait(EventChanged).event
    assert (event.camera, event.ended_at) == ("front", None)
    connection.sendall(b"234567890")
    assert status_of(connection) == 201
    connection.close()


def test_the_very_same_file_again(servers: Servers, tmp_path: Path) -> None:
    """It is kept once, and answered with 200."""
    (tmp_path / "a.jpg").write_bytes(picture())
    assert [curl(servers, "-T", str(tmp_path / "a.jpg"))[0] for _ in range(3)] == [201, 200, 200]
    assert servers.home.only().size == len(picture())


def test_a_cameras_own_login(servers: Servers, tmp_path: Path) -> None:
    """Its files are its own, whether the path names it or not."""
    home = servers.home
    home.catalog.write(cameras.for_folder, "garage", now_ms(), "Garage").result()
    own = Account(username="garage", password_hash=hash_password("own"), camera="garage", created_at=now_ms())
    home.catalog.write(accounts.put, own).result()
    home.server.gatekeeper.accounts.learn()
    for number, path in enumerate(("garage/2026/a.jpg", "b.jpg", "other/c.jpg")):
        (tmp_path / "a.jpg").write_bytes(picture(100 + number))
        assert curl(servers, "-u", "garage:own", "-T", str(tmp_path / "a.jpg"), path=path)[0] == 201
    assert {(each.camera, each.original_path) for each in home.captures()} == {
        ("garage", "/2026/a.jpg"),
        ("garage", "/b.jpg"),
        ("garage", "/other/c.jpg"),
    }


@pytest.mark.parametrize("expects", [False, True])
def test_a_wrong_login_is_refused_before_a_byte(servers: Servers, expects: bool) -> None:  # noqa: FBT001
    """Nothing is kept, no motion is told, and the guess is counted."""
    expect = "Expect: 100-continue\r\n" if expects else ""
    begin = f"PUT /front/a.jpg HTTP/1.1\r\nHost: x\r\n{login(password='guess')}Content-Length: 9\r\n{expect}\r\n"
    with raw(servers, begin) as connection:
        assert status_of(connection) == 401
    assert not servers.home.recorder.wait(LoginSeen).accepted
    assert not servers.home.captures()
    assert not servers.home.recorder.all(EventChanged)


def test_without_a_login(servers: Servers) -> None:
    """A client is told how to log in."""
    with raw(servers, "PUT /front/a.jpg HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n") as connection:
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 401")
    assert b'WWW-Authenticate: Basic realm="CamVault"' in answer


def test_a_full_disk_refuses_before_a_byte(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    """507, where FTP says 452; curl sends nothing of what it would have sent."""
    disk = servers.home.vault.disk_space
    monkeypatch.setattr(type(disk), "look", lambda _: Refusing.DISK_FULL)
    begin = f"PUT /front/a.jpg HTTP/1.1\r\nHost: x\r\n{login()}Content-Length: 9\r\nExpect: 100-continue\r\n\r\n"
    with raw(servers, begin) as connection:
        assert status_of(connection) == 507
    assert not servers.home.captures()


def test_it_is_asked_for_when_the_client_waits(servers: Servers) -> None:
    """`Expect: 100-continue`: first the login and the disk, then 100, then the body."""
    begin = f"PUT /front/a.jpg HTTP/1.1\r\nHost: x\r\n{login()}Content-Length: 9\r\nExpect: 100-continue\r\n\r\n"
    with raw(servers, begin) as connection:
        assert connection.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"123456789")
        assert status_of(connection) == 201


@pytest.mark.parametrize("how", ["length", "chunked"])
def test_a_broken_connection_leaves_an_incomplete_capture(servers: Servers, how: str) -> None:
    """What came is kept; nothing was promised."""
    says, sent = {
        "length": ("Content-Length: 100000", picture(1000)),
        "chunked": ("Transfer-Encoding: chunked", b"3ec\r\n" + picture(998)),
    }[how]
    connection = raw(servers, f"PUT /front/a.jpg HTTP/1.1\r\nHost: x\r\n{login()}{says}\r\n\r\n")
    connection.sendall(sent)
    servers.home.recorder.wait(EventChanged)
    time.sleep(0.3)
    connection.close()
    captured = servers.home.recorder.wait(CaptureChanged).capture
    assert captured.condition is Condition.INCOMPLETE
    assert captured.size == len(sent) - (5 if how == "chunked" else 0)


def test_chunks_of_any_length(servers: Servers) -> None:
    """No length need be told beforehand."""
    connection = raw(servers, f"PUT /front/a.jpg HTTP/1.1\r\nHost: x\r\n{login()}Transfer-Encoding: chunked\r\n\r\n")
    connection.sendall(b"3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n")
    assert status_of(connection) == 201
    assert servers.home.content(servers.home.only()) == b"abcd"
    connection.close()


def test_a_body_that_stalls(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended after a minute, and kept as incomplete."""
    monkeypatch.setattr(http_body, "STALLED_S", 0.3)
    with raw(servers, f"PUT /front/a.jpg HTTP/1.1\r\nHost: x\r\n{login()}Content-Length: 9\r\n\r\n123") as connection:
        assert status_of(connection) == 408
    assert servers.home.recorder.wait(CaptureChanged).capture.condition is Condition.INCOMPLETE


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("size", [100, 700_000])
def test_a_digest_is_checked(servers: Servers, tmp_path: Path, size: int, right: bool) -> None:  # noqa: FBT001
    """A body that is not what `Repr-Digest` says is kept as incomplete, and refused."""
    content = picture(size)
    (tmp_path / "a.jpg").write_bytes(content)
    digest = base64.b64encode(hashlib.sha256(content if right else b"other").digest()).decode()
    status, _ = curl(servers, "-T", str(tmp_path / "a.jpg"), "-H", f"Repr-Digest: sha-256=:{digest}:")
    assert status == (201 if right else 400)
    assert (servers.home.only().condition is Condition.INCOMPLETE) is not right
    assert servers.home.content(servers.home.only()) == content


def test_the_clients_own_time_counts_like_a_cameras(servers: Servers, tmp_path: Path) -> None:
    """It is plausible, so it is when the capture was taken; and the camera's clock is told to be off by it."""
    taken = now_ms() - 90_000
    (tmp_path / "a.jpg").write_bytes(picture())
    assert curl(servers, "-T", str(tmp_path / "a.jpg"), "-H", f"X-Captured-At: {rfc3339(taken)}")[0] == 201
    capture = servers.home.only()
    assert (capture.captured_at, capture.camera_time) == (taken, taken)


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("X-Captured-At: yesterday", "front/a.jpg"),
        ("X-Captured-At: 2026-11-30T14:35:07", "front/a.jpg"),
        ("Repr-Digest: sha-256=:x:", "front/a.jpg"),
        ("Repr-Digest: sha-256=:YWJj:", "front/a.jpg"),
        ("Content-Range: bytes 0-3/9", "front/a.jpg"),
        ("X-Nothing: 1", ""),
        ("X-Nothing: 1", "%2e%2e/%2e%2e/etc/passwd"),
        ("X-Nothing: 1", "x" * 1500),
    ],
)
def test_what_cannot_be_understood_is_refused(servers: Servers, tmp_path: Path, header: str, path: str) -> None:
    """In words, before anything is kept."""
    (tmp_path / "a.jpg").write_bytes(picture())
    status, words = curl(servers, "-X", "PUT", "--data-binary", f"@{tmp_path / 'a.jpg'}", "-H", header, path=path)
    assert status == 400
    assert len(words) > 10
    assert not servers.home.captures()


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PROPFIND"])
def test_it_does_nothing_else(servers: Servers, method: str) -> None:
    """No list, no download, no deletion."""
    assert curl(servers, "-X", method)[0] == 405


def test_one_connection_for_many_files(servers: Servers, tmp_path: Path) -> None:
    """A client may keep it."""
    for number in range(20):
        (tmp_path / f"{number}.jpg").write_bytes(picture(100 + number))
    command = ["-T", f"{tmp_path}/{{{','.join(f'{number}.jpg' for number in range(20))}}}"]
    curl(servers, *command, path="front/")
    assert len(servers.home.captures()) == 20


def test_a_stop_keeps_what_had_come(servers: Servers) -> None:
    """A gateway that ends promises nothing, and loses nothing."""
    connection = raw(servers, f"PUT /front/a.jpg HTTP/1.1\r\nHost: x\r\n{login()}Content-Length: 999999\r\n\r\n")
    connection.sendall(picture(400_000))
    servers.home.recorder.wait(EventChanged)
    servers.home.server.http.stop()
    assert status_of(connection) not in {200, 201}
    connection.close()
    servers.home.server.receiver._workers.shutdown()
    assert servers.home.only().condition is Condition.INCOMPLETE


def test_tls_alone_is_no_plain_door(servers: Servers) -> None:
    """The port with TLS shows FTPS's certificate, and takes nothing in the clear."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", servers.tls_port)) as plain, context.wrap_socket(plain) as secure:
        shown = secure.getpeercert(binary_form=True)
    with (
        socket.create_connection(("127.0.0.1", servers.home.implicit_tls_port)) as plain,
        context.wrap_socket(plain) as secure,
    ):
        assert shown == secure.getpeercert(binary_form=True)
    with socket.create_connection(("127.0.0.1", servers.tls_port), timeout=10) as plain:
        plain.sendall(f"PUT /front/a.jpg HTTP/1.1\r\nHost: x\r\n{login()}Content-Length: 0\r\n\r\n".encode())
        assert status_of(plain) == 0


@pytest.mark.parametrize(("error", "status"), [(errno.ENOSPC, 507), (errno.EIO, 503)])
def test_a_disk_that_fails_in_the_middle(
    servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, status: int
) -> None:
    """It is said what FTP says; what had come is kept as incomplete, and the next upload works."""
    whole = picture(900_000)
    (tmp_path / "a.jpg").write_bytes(whole)
    real = vault_upload.Upload.write

    def write(upload: vault_upload.Upload, data: bytes) -> None:
        if upload.size:
            raise OSError(error, os.strerror(error))
        real(upload, data)

    with monkeypatch.context() as patched:
        patched.setattr(vault_upload.Upload, "write", write)
        assert curl(servers, "-T", str(tmp_path / "a.jpg"))[0] == status
    assert servers.home.only().condition is Condition.INCOMPLETE
    assert curl(servers, "-T", str(tmp_path / "a.jpg"))[0] == 201


async def test_who_hangs_up_when_asked_leaves_no_upload_open() -> None:
    """A client that waits to be asked may be gone by then: its event must not go on for ever."""
    ended: list[bytes] = []

    class Begun(SideFileUpload):
        @override
        def _concluded(self, rest: bytes, *, aborted: bool) -> Outcome:
            ended.append(rest)
            return Outcome(aborted=aborted)

    async def ask() -> None:
        raise ConnectionResetError

    with ThreadPoolExecutor(1) as workers:
        content: Any = None
        with pytest.raises(ConnectionResetError):
            await http_body.Body(content, Begun(lambda _: None), workers, None, ask).keep()
    assert ended == [b""]


def test_the_same_file_at_another_time_is_news(servers: Servers, tmp_path: Path) -> None:
    """Only what is asked for again within ten minutes is the same upload, by the times that are told."""
    (tmp_path / "a.jpg").write_bytes(picture())
    told = [f"X-Captured-At: {rfc3339(now_ms() - ago)}" for ago in (0, 15 * 60_000, 15 * 60_000)]
    assert [curl(servers, "-T", str(tmp_path / "a.jpg"), "-H", each)[0] for each in told] == [201, 201, 200]

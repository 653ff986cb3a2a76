"""FTP as cameras speak it: each test is a client's own way of doing things."""

import contextlib

import pytest

from camvault_gateway.ftp.session import Session
from camvault_gateway.model import Condition, Kind, State

from .conftest import Receiving
from .ftp_client import RawFtp, listening

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"


@pytest.mark.parametrize("extended", [False, True])
def test_passive_upload(receiving: Receiving, *, extended: bool) -> None:
    """PASV and EPSV, the whole path in STOR, no CWD: busybox ftpput."""
    with receiving.client() as ftp:
        connection = ftp.passive(extended=extended)
        assert ftp.ask("STOR garden/2026/a.jpg").startswith("150")
        connection.sendall(JPEG)
        connection.close()
        assert ftp.reply().startswith("226")
    capture = receiving.only()
    assert capture.camera == "garden"
    assert capture.kind is Kind.SNAPSHOT
    assert capture.state is State.STORED
    assert capture.condition is Condition.COMPLETE
    assert receiving.content(capture) == JPEG


@pytest.mark.parametrize("command", ["PORT", "EPRT"])
def test_active_upload(receiving: Receiving, command: str) -> None:
    """PORT and EPRT: Axis, Foscam and sonoff-hack by default."""
    with receiving.client() as ftp, listening() as (server, port):
        address = f"127,0,0,1,{port // 256},{port % 256}" if command == "PORT" else f"|1|127.0.0.1|{port}|"
        ftp.send(f"{command} {address}")
        connection, _ = server.accept()
        assert ftp.reply().startswith("200")
        assert ftp.ask("STOR axis/a.jpg").startswith("150")
        connection.sendall(JPEG)
        connection.close()
        assert ftp.reply().startswith("226")
    assert receiving.content(receiving.only()) == JPEG


def test_bounce_is_refused(receiving: Receiving) -> None:
    """PORT to somebody else is an attack (RFC 2577)."""
    with receiving.client() as ftp:
        assert ftp.ask("PORT 192,0,2,1,200,1").startswith("501")


def test_commands_after_stor_wait_for_its_end(receiving: Receiving) -> None:
    """Send the rename before the answer to the upload is there."""
    with receiving.client() as ftp, ftp.passive() as connection:
        ftp.send(b"STOR cam/a.tmp\r\nRNFR cam/a.tmp\r\nRNTO cam/b.jpg\r\nQUIT\r\n")
        assert ftp.reply().startswith("150")
        connection.sendall(JPEG)
        connection.close()
        assert [ftp.reply()[:3] for _ in range(4)] == ["226", "350", "250", "221"]
    assert receiving.only().original_path == "/cam/b.jpg"


def test_quit_before_the_data_ends(receiving: Receiving) -> None:
    """A QUIT sent early must not cut the upload."""
    with receiving.client() as ftp, ftp.passive() as connection:
        assert ftp.ask("STOR cam/a.jpg").startswith("150")
        connection.sendall(JPEG[:100])
        assert ftp.ask("QUIT").startswith("221")
        connection.sendall(JPEG[100:])
        connection.close()
        assert ftp.reply().startswith("226")
    assert receiving.content(receiving.only()) == JPEG


def test_folders_are_there_and_empty(receiving: Receiving) -> None:
    """Every folder can be made and entered; NLST of an empty one is no error, which motionEye needs."""
    with receiving.client() as ftp:
        for line in ("MKD a//b", "MKD a/b", "XMKD c", "RMD c"):
            assert ftp.ask(line)[:3] in {"257", "250"}, line
        for line in ("CWD a/b/c", "CWD ../d", "CDUP", "CWD /", "CDUP"):
            assert ftp.ask(line).startswith("250"), line
        assert ftp.ask("TYPE A").startswith("200")
        for command in ("NLST a/b", "LIST d", "MLSD a/b", "NLST cam"):
            with ftp.passive() as connection:
                assert ftp.ask(command)[:3] in {"125", "150"}, command
                assert connection.recv(100) == b""
            assert ftp.reply().startswith("226")


def test_a_camera_sees_only_its_own_last_upload(receiving: Receiving) -> None:
    """What was just uploaded is known by its name; nothing can be read or deleted."""
    with receiving.client() as ftp:
        assert ftp.store("cam/a.jpg", JPEG).startswith("226")
        assert ftp.ask("SIZE cam/a.jpg") == f"213 {len(JPEG)}"
        assert ftp.ask("SIZE cam/other.jpg").startswith("550")
        with ftp.passive():
            assert ftp.ask("RETR cam/a.jpg").startswith("550")
        for line in ("MDTM cam/b.jpg", "MLST cam/b.jpg", "MFMT 20200101000000 cam/b.jpg", "SITE CHMOD 777 cam/b.jpg"):
            assert ftp.ask(line).startswith("550"), line
        assert ftp.ask("DELE cam/a.jpg").startswith("250")
        assert ftp.ask("SIZE cam/a.jpg").startswith("550")
        assert ftp.ask("RNFR cam/a.jpg").startswith("550")
    assert receiving.content(receiving.only()) == JPEG


@pytest.mark.parametrize("command", ["STOR", "MKD", "CWD", "DELE", "RNFR", "SIZE", "STOU"])
@pytest.mark.parametrize("path", ["../x.jpg", "/../../etc/x.jpg", "a/../../x.jpg"])
def test_paths_out_of_the_root(receiving: Receiving, command: str, path: str) -> None:
    """A path that leads out of the account's root is refused, and nothing is written."""
    with receiving.client() as ftp, ftp.passive():
        assert ftp.ask(f"{command} {path}").startswith("550")
    assert receiving.captures() == []


def test_endless_names(receiving: Receiving) -> None:
    """They are refused."""
    with receiving.client() as ftp, ftp.passive():
        assert ftp.ask(b"STOR " + b"x" * 1500 + b"\r\n").startswith("550")
    assert receiving.captures() == []


def test_names_are_kept_to_the_letter(receiving: Receiving) -> None:
    """Spaces, brackets, quotes, non-ASCII letters, and bytes that are no UTF-8."""
    names = ["Vor der Tür/x [1] (2) {3} 'ä' \"ö\" 日本 #%&+,;=@!~.jpg", "Vor der Tür/ leading and trailing .jpg "]
    with receiving.client() as ftp:
        for name in names:
            assert ftp.store(name, JPEG).startswith("226")
        with ftp.passive() as connection:
            assert ftp.ask(b"STOR gbk/\xb3\xb5.jpg\r\n").startswith("150")
            connection.sendall(JPEG)
            connection.close()
            assert ftp.reply().startswith("226")
    paths = [capture.original_path for capture in reversed(receiving.captures())]
    assert paths == [f"/{name}" for name in names] + ["/gbk/\xb3\xb5.jpg"]


def test_ascii_type_changes_no_byte(receiving: Receiving) -> None:
    """Cameras that never say TYPE I still send pictures."""
    data = b"\xff\xd8\xff" + b"\r\n\r\n" * 100 + b"\xff\xd9"
    with receiving.client() as ftp:
        assert ftp.ask("TYPE A").startswith("200")
        assert ftp.store("cam/a.jpg", data).startswith("226")
    assert receiving.content(receiving.only()) == data


def test_wrong_passwords(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """530 for a wrong name as for a wrong password, and nothing can be done without one."""
    monkeypatch.setattr(Session, "auth_failed_timeout", 0)
    for username, password in (("camera", "wrong"), ("nobody", "right-password"), ("camera", ""), ("", "x")):
        with RawFtp(receiving.port) as ftp:
            assert ftp.login(username, password)[:3] in {"530", "503"}
            assert ftp.ask("STOR a.jpg").startswith("530")
    with receiving.client() as ftp:
        assert ftp.ask("PASS right-password").startswith("503")


def test_passive_ports_are_never_outside_the_range(receiving: Receiving) -> None:
    """When all are taken the answer is 425, not a port that the host does not publish."""
    with contextlib.ExitStack() as stack:
        replies = [stack.enter_context(receiving.client()).ask("EPSV") for _ in range(45)]
    given = {int(reply.split("|")[3]) for reply in replies if reply.startswith("229")}
    assert given <= set(receiving.passive_ports)
    assert len(given) == sum(reply.startswith("229") for reply in replies)
    assert {reply[:3] for reply in replies[40:]} == {"425"}
    with receiving.client() as ftp:
        assert ftp.store("cam/a.jpg", JPEG).startswith("226")


def test_a_flood_of_commands_is_cut_off(receiving: Receiving) -> None:
    """Lines that cannot be done yet are kept only up to a limit."""
    with receiving.client() as ftp, ftp.passive() as connection:
        assert ftp.ask("STOR cam/a.jpg").startswith("150")
        connection.sendall(JPEG)
        ftp.send(b"SIZE x\r\n" * 1000)
        replies = [ftp.reply()]
        while replies[-1]:
            with contextlib.suppress(ConnectionError):
                replies.append(ftp.reply())
                continue
            break
        assert any(reply.startswith("421") for reply in replies)
    with receiving.client() as ftp:
        assert ftp.store("cam/b.jpg", JPEG).startswith("226")

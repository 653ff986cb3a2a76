"""FTPS with the programs and libraries that cameras use, against the real server."""

import ftplib
import io
from pathlib import Path
import socket
import ssl

import pytest

from camvault_gateway.catalog import accounts
from camvault_gateway.model import AccountsChanged, Condition
from demo.simulator.wire import trusting

from .conftest import Receiving
from .ftp_client import RawFtp, reset
from .ftps_client import USER, ImplicitFtps, client, only, run

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"
BIG = b"\xff\xd8\xff\xe0" + bytes(3_000_000) + b"\xff\xd9"


@pytest.mark.parametrize("implicit", [False, True], ids=["explicit", "implicit"])
@pytest.mark.parametrize("version", ["--tlsv1.2 --tls-max 1.2", "--tlsv1.3"])
def test_curl(receiving: Receiving, tmp_path: Path, version: str, *, implicit: bool) -> None:
    """Curl uploads by either kind of FTPS, in either version of TLS."""
    (tmp_path / "clip.jpg").write_bytes(BIG)
    url = f"ftps://127.0.0.1:{receiving.implicit_tls_port}" if implicit else f"ftp://127.0.0.1:{receiving.port}"
    options = ["--silent", "--show-error", "--insecure", "--ssl-reqd", "--user", USER, *version.split()]
    done = run("curl", *options, "--upload-file", tmp_path / "clip.jpg", f"{url}/garden/clip.jpg")
    assert (done.returncode, done.stderr) == (0, "")
    kept = receiving.only()
    assert (kept.condition, kept.original_path) == (Condition.COMPLETE, "/garden/clip.jpg")
    assert receiving.content(kept) == BIG


@pytest.mark.parametrize("implicit", [False, True], ids=["explicit", "implicit"])
def test_lftp(receiving: Receiving, tmp_path: Path, *, implicit: bool) -> None:
    """So does lftp, which is built on GnuTLS and also lists a folder."""
    (tmp_path / "clip.jpg").write_bytes(BIG)
    url = f"ftps://127.0.0.1:{receiving.implicit_tls_port}" if implicit else f"ftp://127.0.0.1:{receiving.port}"
    rules = "set ssl:verify-certificate no; set ftp:ssl-force yes; set ftp:ssl-protect-data yes; set net:max-retries 1"
    done = run("lftp", "-u", USER.replace(":", ","), "-e", f"{rules}; put {tmp_path}/clip.jpg; ls; bye", url)
    assert (done.returncode, done.stderr) == (0, "")
    assert receiving.content(receiving.only()) == BIG


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
@pytest.mark.parametrize("private", [False, True], ids=["PROT C", "PROT P"])
def test_openssl(receiving: Receiving, version: ssl.TLSVersion, *, private: bool) -> None:
    """An OpenSSL client uploads file after file, data protected or not, each with a session of its own."""
    ftp = client(receiving.port, only(version))
    if private:
        ftp.prot_p()
    for name in ("a.jpg", "b.jpg"):
        assert ftp.storbinary(f"STOR garden/{name}", io.BytesIO(BIG)).startswith("226")
    assert ftp.nlst("garden") == ["a.jpg", "b.jpg"]
    ftp.quit()
    assert [receiving.content(kept) for kept in receiving.captures()] == [BIG, BIG]


def test_implicit_protects_data_unasked(receiving: Receiving) -> None:
    """Where TLS is implied, it is for data too."""
    ftp = ImplicitFtps(context=trusting())
    ftp.connect_implicitly(receiving.implicit_tls_port)
    assert ftp.sendcmd(f"USER {USER.split(':')[0]}").startswith("331")
    assert ftp.sendcmd(f"PASS {USER.split(':')[1]}").startswith("230")
    assert ftp.storbinary("STOR a.jpg", io.BytesIO(JPEG)).startswith("226")


def test_old_tls_is_refused(receiving: Receiving) -> None:
    """TLS 1.1 is not spoken, and plain FTP goes on beside it."""
    context = trusting()
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(OSError, match=r"(?i)protocol|version|alert|reset"):
        client(receiving.port, context)
    with receiving.client() as plain:
        assert plain.store("a.jpg", JPEG).startswith("226")


def _storing(receiving: Receiving, context: ssl.SSLContext) -> tuple[ftplib.FTP_TLS, ssl.SSLSocket]:
    ftp = client(receiving.port, context)
    ftp.prot_p()
    connection, _ = ftp.ntransfercmd("STOR garden/a.jpg")
    assert isinstance(connection, ssl.SSLSocket)
    return ftp, connection


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_no_goodbye(receiving: Receiving, version: ssl.TLSVersion) -> None:
    """Cameras close without TLS's goodbye, and without ever reading: a whole file is whole all the same."""
    ftp, connection = _storing(receiving, only(version))
    connection.sendall(BIG)
    socket.close(connection.detach())
    assert ftp.getresp().startswith("226")
    assert receiving.only().condition is Condition.COMPLETE
    assert receiving.content(receiving.only()) == BIG


def test_cut_without_goodbye(receiving: Receiving) -> None:
    """And half a file is half a file: whoever decodes it says so."""
    ftp, connection = _storing(receiving, trusting())
    connection.sendall(JPEG[:-200])
    socket.close(connection.detach())
    ftp.getresp()
    assert receiving.only().condition is Condition.PENDING


def test_reset_in_the_middle(receiving: Receiving) -> None:
    """A data connection that breaks is never answered with 226; what arrived is kept, as a beginning if it is one."""
    ftp, connection = _storing(receiving, trusting())
    connection.sendall(BIG)
    # The kernel may throw away what it has and the server has not read yet.
    reset(connection)
    with pytest.raises(ftplib.error_temp, match="426"):
        ftp.getresp()
    kept = receiving.only()
    content = receiving.content(kept)
    assert BIG.startswith(content)
    assert kept.condition is (Condition.PENDING if content == BIG else Condition.INCOMPLETE)


def test_broken_records(receiving: Receiving) -> None:
    """Bytes that are no TLS break the connection off, as a reset does."""
    ftp, connection = _storing(receiving, trusting())
    connection.sendall(JPEG)
    raw = socket.socket(fileno=connection.detach())
    raw.sendall(b"\x17\x03\x03\x00\x20" + b"x" * 32)
    with pytest.raises(ftplib.error_temp, match="426"):
        ftp.getresp()
    assert receiving.only().condition is Condition.INCOMPLETE
    raw.close()


def test_plain_data_where_tls_was_agreed(receiving: Receiving) -> None:
    """A camera that says PROT P and sends its file in the clear is told."""
    ftp = client(receiving.port)
    ftp.prot_p()
    connection, _ = ftplib.FTP.ntransfercmd(ftp, "STOR a.jpg")  # noqa: S321 on purpose
    with connection:
        connection.sendall(JPEG)
        with pytest.raises(ftplib.error_perm, match="522"):
            ftp.getresp()
    assert receiving.captures() == [] or receiving.only().condition is Condition.EMPTY


@pytest.mark.parametrize("where", ["control", "implicit", "data"])
def test_a_handshake_that_never_ends(receiving: Receiving, where: str) -> None:
    """It holds up nobody: others upload meanwhile."""
    with RawFtp(receiving.port) as slow:
        if where == "control":
            assert slow.ask("AUTH TLS").startswith("234")
            slow.send(b"\x16\x03\x01")
        elif where == "implicit":
            slow.socket.close()
            slow.socket = socket.create_connection(("127.0.0.1", receiving.implicit_tls_port))
            slow.send(b"\x16\x03")
        else:
            ftp = client(receiving.port)
            ftp.prot_p()
            connection, _ = ftplib.FTP.ntransfercmd(ftp, "STOR slow.jpg")  # noqa: S321 on purpose
            connection.sendall(b"\x16\x03\x01")
        with receiving.client() as quick:
            assert quick.store("quick/a.jpg", JPEG).startswith("226")
        if where == "data":
            connection.close()
            with pytest.raises(ftplib.Error, match="522"):
                ftp.getresp()


def test_nothing_said_in_the_clear_counts_after_auth(receiving: Receiving) -> None:
    """Commands that somebody slipped in before the handshake are not obeyed under TLS."""
    with RawFtp(receiving.port) as ftp:
        ftp.send(b"AUTH TLS\r\nUSER camera\r\nPASS right-password\r\n")
        assert ftp.reply().startswith("234")
        assert ftp.reply() == ""


def test_commands_in_the_wrong_order(receiving: Receiving) -> None:
    """Each has its own answer."""
    with RawFtp(receiving.port) as ftp:
        assert "AUTH TLS" in ftp.ask("FEAT")
        for line, code in (("PROT P", "503"), ("PBSZ 0", "503"), ("AUTH KERBEROS", "504"), ("AUTH", "501")):
            assert ftp.ask(line).startswith(code)
    ftps = client(receiving.port)
    for line, code in (("AUTH TLS", "503"), ("PROT S", "536"), ("PROT X", "536"), ("CCC", "500")):
        with pytest.raises(ftplib.error_perm, match=code):
            ftps.sendcmd(line)


@pytest.fixture
def tls_only(receiving: Receiving) -> Receiving:
    """Return the server with an account that takes FTPS only, as the API leaves it."""
    receiving.catalog.write(accounts.require_tls, "camera", required=True).result()
    receiving.recorder.bus.publish(AccountsChanged())
    return receiving


def test_an_account_for_ftps_only(tls_only: Receiving) -> None:
    """Without TLS it gets no further than its name, and its files are not taken in the clear either."""
    with RawFtp(tls_only.port) as plain:
        assert plain.login().startswith(("503", "530"))
        assert plain.ask("STOR a.jpg").startswith("530")
    ftp = client(tls_only.port)
    with pytest.raises(ftplib.error_perm, match="521"):
        ftp.storbinary("STOR a.jpg", io.BytesIO(JPEG))
    ftp.prot_p()
    assert ftp.storbinary("STOR a.jpg", io.BytesIO(JPEG)).startswith("226")
    with pytest.raises(ftplib.error_perm, match="534"):
        ftp.prot_c()


def test_a_data_connection_from_before_prot(tls_only: Receiving) -> None:
    """A data connection that was opened in the clear stays so, whatever is said after it."""
    ftp = client(tls_only.port)
    host, port = ftp.makepasv()
    with socket.create_connection((host, port)) as connection:
        connection.settimeout(10)
        ftp.sendcmd("NOOP")
        ftp.prot_p()
        with pytest.raises(ftplib.error_perm, match="521"):
            ftp.sendcmd("STOR a.jpg")

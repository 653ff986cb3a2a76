"""Which certificate cameras are shown."""

import os
from pathlib import Path
import socket
import ssl
import stat

from cryptography.hazmat.primitives import serialization
import pytest

from camvault_gateway.tls import CertificateFiles, Certificates, self_signed
from camvault_gateway.vault import write_whole

from .conftest import free_port
from .running import RunningGateway

_PEM, _PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8


@pytest.fixture
def given(tmp_path: Path) -> CertificateFiles:
    """Return an owner's certificate, in two files."""
    _put(files := CertificateFiles(tmp_path / "fullchain.pem", tmp_path / "privkey.pem"), self_signed.make())
    return files


def _put(files: CertificateFiles, pem: bytes) -> None:
    cut = pem.index(b"-----BEGIN CERTIFICATE")
    files.key.write_bytes(pem[:cut])
    files.certificate.write_bytes(pem[cut:])


def _shown(context: ssl.SSLContext) -> bytes | None:
    """Return the certificate that a client sees."""
    here, there = socket.socketpair()
    with here, there:
        server = context.wrap_socket(here, server_side=True, do_handshake_on_connect=False)
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        client = trusting.wrap_bio(incoming, outgoing)
        server.setblocking(False)  # noqa: FBT003 Python's own
        while True:
            try:
                client.do_handshake()
            except ssl.SSLWantReadError:
                there.sendall(outgoing.read())
                with pytest.raises(ssl.SSLWantReadError):
                    server.do_handshake()
                incoming.write(there.recv(65536))
            else:
                return client.getpeercert(binary_form=True)


def _der(files: CertificateFiles) -> bytes:
    return ssl.PEM_cert_to_DER_cert(files.certificate.read_text())


def _own(path: Path) -> ssl.SSLContext:
    certificates = Certificates(path, None, write_whole)
    certificates.refresh()
    return certificates.context


def test_own_is_made_once(tmp_path: Path) -> None:
    """The first start makes it, for nobody else to read; later ones show the same."""
    path = tmp_path / "ftps.pem"
    shown = _shown(_own(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert _shown(_own(path)) == shown
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("left", [b"", b"-----BEGIN PRIVATE KEY-----\nabc\n"])
def test_own_is_made_again(tmp_path: Path, left: bytes) -> None:
    """A file that a power cut left in pieces is replaced."""
    path = tmp_path / "ftps.pem"
    path.write_bytes(left)
    assert _shown(_own(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_owners_counts_more(tmp_path: Path, given: CertificateFiles) -> None:
    """With a certificate of the owner's, none is made."""
    certificates = Certificates(tmp_path / "ftps.pem", given, write_whole)
    certificates.refresh()
    assert _shown(certificates.context) == _der(given)
    assert not (tmp_path / "ftps.pem").exists()


def test_renewal_is_noticed(tmp_path: Path, given: CertificateFiles) -> None:
    """A renewed one is shown without a restart; as long as it is there by half, the one before is."""
    certificates = Certificates(tmp_path / "ftps.pem", given, write_whole)
    certificates.refresh()
    before = _der(given)
    pem = self_signed.make()
    given.key.write_bytes(pem[: pem.index(b"-----BEGIN CERTIFICATE")])
    certificates.refresh()
    assert _shown(certificates.context) == before
    _put(given, pem)
    os.utime(given.certificate, ns=(1, 1))
    certificates.refresh()
    assert _shown(certificates.context) == _der(given) != before


@pytest.mark.parametrize("how", ["unreadable", "unusable", "locked", "wrong_key"])
def test_a_broken_one_is_named(
    tmp_path: Path, given: CertificateFiles, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    """The log says which file and why, once, and the API why; FTPS goes on with the gateway's own."""
    pem, told = given.key.read_bytes() + given.certificate.read_bytes(), list[str | None]()
    match how:
        case "unreadable":
            given.certificate.unlink()
        case "unusable":
            given.certificate.write_text("x")
        case "locked":
            key = serialization.load_pem_private_key(given.key.read_bytes(), None)
            given.key.write_bytes(key.private_bytes(_PEM, _PKCS8, serialization.BestAvailableEncryption(b"word")))
        case "wrong_key":
            _put(CertificateFiles(tmp_path / "other.pem", given.key), self_signed.make())
    certificates = Certificates(tmp_path / "ftps.pem", given, write_whole, lambda: told.append(certificates.problem))
    certificates.refresh()
    certificates.refresh()
    assert told == [how]
    assert _shown(certificates.context)
    (record,) = caplog.records
    assert str(given.certificate) in record.message
    assert "gateway's own" in record.message
    _put(given, pem)
    certificates.refresh()
    assert told == [how, None]


def test_the_api_tells_of_it(tmp_path: Path) -> None:
    """Whoever looks after the gateway from afar learns why its certificate is not shown."""
    given = ("--certificate", str(tmp_path / "not-there.pem"))
    gateway = RunningGateway(tmp_path, free_port(), free_port(), more=given)
    gateway.start()
    try:
        assert gateway.ask("/gateway")["ftp"]["certificate_problem"] == "unreadable"
    finally:
        gateway.end()

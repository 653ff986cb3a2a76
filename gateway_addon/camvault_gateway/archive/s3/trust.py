"""Certificates that the owner trusts: of an S3 server of one's own, or of who signed it."""

from dataclasses import dataclass
import ssl
from typing import TYPE_CHECKING, Self, override

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from urllib3.util.ssl_match_hostname import CertificateError, match_hostname

from camvault_gateway.model import Millis, to_millis

if TYPE_CHECKING:
    import socket


@dataclass(frozen=True, slots=True)
class Certificate:
    """The summary of a certificate: whose it is, and when it ends."""

    name: str
    ends_at: Millis


def certificates(pem: str) -> list[Certificate]:
    """Return what certificates in PEM say of themselves; raises ValueError when there are none."""
    return [Certificate(_name(each), to_millis(each.not_valid_after_utc)) for each in _read(pem)]


def plain(pem: str) -> str:
    """Return certificates without what stood around them, which may be a private key; raises ValueError."""
    return "".join(each.public_bytes(Encoding.PEM).decode() for each in _read(pem))


def _read(pem: str) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(pem.strip().encode())


def _name(certificate: x509.Certificate) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for found in certificate.subject.get_attributes_for_oid(kind):
            return str(found.value)
    return certificate.subject.rfc4514_string() or f"{certificate.serial_number:x}"


class TrustingContext(ssl.SSLContext):
    """Takes the certificates of the owner and whom they signed; one that is here itself under any name."""

    pinned: frozenset[bytes]

    @classmethod
    def of(cls, pem: str) -> Self:
        """Return a context that trusts these and no others."""
        made = cls(ssl.PROTOCOL_TLS_CLIENT)
        found = _read(pem)
        made.pinned = frozenset(each.public_bytes(Encoding.DER) for each in found)
        made.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        made.check_hostname = False
        made.load_verify_locations(cadata=plain(pem))
        return made

    @override
    def wrap_socket(
        self,
        sock: socket.socket,
        server_side: bool = False,
        do_handshake_on_connect: bool = True,
        suppress_ragged_eofs: bool = True,
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLSocket:
        """Shake hands, and compare the name unless the very certificate is known."""
        wrapped = super().wrap_socket(
            sock, server_side, do_handshake_on_connect, suppress_ragged_eofs, server_hostname, session
        )
        if wrapped.getpeercert(binary_form=True) in self.pinned:
            return wrapped
        try:
            match_hostname(wrapped.getpeercert(), str(server_hostname).strip("[]"))  # type: ignore[arg-type] # it was verified
        except CertificateError as err:
            wrapped.close()
            raise ssl.SSLCertVerificationError(f"CERTIFICATE_VERIFY_FAILED: Hostname mismatch, {err}") from err
        return wrapped

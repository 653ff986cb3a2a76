"""A certificate of the gateway's own, for homes that have none."""

import datetime as dt
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

# What every camera with FTPS takes; some know no elliptic curves.
_KEY_BITS: Final = 2048
# From before a clock that is not set yet, until the last year that 32 bits of seconds can tell.
_NOT_BEFORE: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_NOT_AFTER: Final = dt.datetime(2037, 12, 31, tzinfo=dt.UTC)


def make() -> bytes:
    """Return a new key and its certificate, in PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CamVault")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOT_BEFORE)
        .not_valid_after(_NOT_AFTER)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("camvault")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)

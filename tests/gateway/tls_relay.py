"""TLS in front of an S3 server, with certificates made for the test."""

import asyncio
from collections.abc import AsyncIterator
import contextlib
import datetime as dt
import ipaddress
from pathlib import Path
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from .s3_servers import HOST

type Pair = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def certificate(name: str, *, signed_by: Pair | None = None, is_ca: bool = False, address: bool = False) -> Pair:
    """Return a certificate and its key: of its own, or signed by another; for the loopback address or for a name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer, issuer_key = (signed_by[0].subject, signed_by[1]) if signed_by else (subject, key)
    now = dt.datetime.now(dt.UTC)
    known: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(HOST)) if address else x509.DNSName(name)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=365))
        .add_extension(x509.SubjectAlternativeName([known]), critical=False)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )
    return made, key


def pem(pair: Pair) -> str:
    """Return a certificate as text."""
    return pair[0].public_bytes(serialization.Encoding.PEM).decode()


@contextlib.asynccontextmanager
async def relay(port: int, pair: Pair, folder: Path) -> AsyncIterator[str]:
    """Speak TLS in front of a port; yields the address."""
    key = pair[1].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "relay.pem"
    await asyncio.to_thread(file.write_bytes, key + pem(pair).encode())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)

    async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(HOST, port)
        await asyncio.gather(copy(reader, far_writer), copy(far_reader, writer))

    listener = await asyncio.start_server(serve, HOST, 0, ssl=context)
    try:
        yield f"https://{HOST}:{listener.sockets[0].getsockname()[1]}"
    finally:
        listener.close()

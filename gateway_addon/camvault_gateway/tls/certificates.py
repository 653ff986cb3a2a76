"""The certificate that cameras are shown: the owner's, or one of the gateway's own."""

from collections.abc import Callable
import contextlib
from dataclasses import dataclass
import logging
from pathlib import Path
import ssl
from typing import Final

_LOGGER = logging.getLogger(__name__)
# Forward secrecy first; the last group is for cameras that know nothing better, which would use plain FTP otherwise.
_CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES:RSA+AESGCM:RSA+AES"
type _Signature = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """The paths of a certificate with its chain and of its private key (PEM)."""

    certificate: Path
    key: Path


class Certificates:
    """The certificate in use; all but `context` and `problem` wait for the disk."""

    def __init__(
        self,
        own: Path,
        given: CertificateFiles | None,
        write: Callable[[Path, bytes], None],
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        """Show what is `given`, or else the one in `own`, which is made and put there by `write`."""
        self._own = own
        self._given = given
        self._write = write
        self._on_change = on_change
        # Why the owner's cannot be used, by the contract's words.
        self.problem: str | None = None
        self._signature: _Signature | None = None
        self._context: ssl.SSLContext | None = None

    @property
    def context(self) -> ssl.SSLContext:
        """Return what a connection is protected with."""
        assert self._context is not None  # noqa: S101 set by refresh(), which comes before the first connection
        return self._context

    def following(self) -> ssl.SSLContext:
        """Return a context that shows whatever certificate is in use when somebody connects."""
        made = _prepared()

        def show(connection: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
            connection.context = self.context

        made.sni_callback = show
        return made

    def refresh(self) -> None:
        """Read the owner's certificate when it is new; as long as it cannot be used, the last one stays in use."""
        before = self.problem
        if self._given is not None and self._changed(self._given):
            self.problem = self._take(self._given)
        if self._context is None:
            self._context = self._own_context()
        if self.problem != before:
            self._on_change()

    def _own_context(self) -> ssl.SSLContext:
        """Return the gateway's own certificate, made at its first start."""
        files = CertificateFiles(self._own, self._own)
        with contextlib.suppress(OSError):
            return context(files)
        # Imported late: only a first start needs it.
        from . import self_signed  # noqa: PLC0415

        self._write(self._own, self_signed.make())
        return context(files)

    def _take(self, given: CertificateFiles) -> str | None:
        """Use the owner's certificate; returns why it cannot be used."""
        try:
            self._context = context(given)
        except (OSError, ValueError) as err:
            _LOGGER.error(  # noqa: TRY400 the owner needs no traceback
                "The certificate %s with the key %s cannot be used for FTPS: %s. FTPS goes on with %s.",
                given.certificate,
                given.key,
                err,
                "the gateway's own certificate" if self._context is None else "the one it had",
            )
            return _problem(err)
        _LOGGER.info("FTPS shows the certificate %s", given.certificate)
        return None

    def _changed(self, files: CertificateFiles) -> bool:
        before, self._signature = self._signature, (_signature(files.certificate), _signature(files.key))
        return before != self._signature


def _problem(err: OSError | ValueError) -> str:
    if isinstance(err, ssl.SSLError):
        return "wrong_key" if err.reason == "KEY_VALUES_MISMATCH" else "unusable"
    return "unreadable" if isinstance(err, OSError) else "locked"


def _signature(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def context(files: CertificateFiles) -> ssl.SSLContext:
    """Return TLS 1.2 and 1.3 with a certificate. Raises OSError or ValueError when it cannot be used."""
    made = _prepared()
    made.load_cert_chain(files.certificate, files.key, password=_no_password)
    return made


def _prepared() -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    # Many cameras end a file by closing the connection, without TLS's goodbye: what its content says counts.
    made.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_CIPHER_SERVER_PREFERENCE | ssl.OP_IGNORE_UNEXPECTED_EOF
    made.set_ciphers(_CIPHERS)
    # See ftp/tls_channel.py.
    made.num_tickets = 0
    return made


def _no_password() -> str:
    raise ValueError("the key is locked with a password; give one without")

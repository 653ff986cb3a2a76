"""TLS: connections that turn to it, and the certificate that cameras are shown."""

from .certificates import CertificateFiles, Certificates
from .channel import TlsChannel

__all__ = ["CertificateFiles", "Certificates", "TlsChannel"]

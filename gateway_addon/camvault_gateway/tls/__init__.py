"""The certificate that cameras are shown, whatever protocol they speak: the owner's, or one of the gateway's own."""

from .certificates import CertificateFiles, Certificates

__all__ = ["CertificateFiles", "Certificates"]

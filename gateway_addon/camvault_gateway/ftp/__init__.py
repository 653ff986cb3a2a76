"""FTP and FTPS: the server that cameras upload to; `receive` keeps what they send."""

from .server import FtpServer, FtpSettings, PortError
from .tls import CertificateFiles, Certificates

__all__ = ["CertificateFiles", "Certificates", "FtpServer", "FtpSettings", "PortError"]

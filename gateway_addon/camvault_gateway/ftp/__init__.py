"""FTP and FTPS: the door that cameras upload through; what they send is kept by `receive`."""

from .server import FtpServer, FtpSettings, PortError
from .tls import CertificateFiles, Certificates

__all__ = ["CertificateFiles", "Certificates", "FtpServer", "FtpSettings", "PortError"]

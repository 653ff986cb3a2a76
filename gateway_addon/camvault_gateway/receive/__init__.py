"""Receive: the FTP server, from a camera's first command to a durable capture."""

from .certificate import CertificateFiles
from .server import FtpServer, FtpSettings, PortError

__all__ = ["CertificateFiles", "FtpServer", "FtpSettings", "PortError"]

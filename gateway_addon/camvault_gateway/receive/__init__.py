"""Receive: the FTP server, from a camera's first command to a durable capture."""

from .server import FtpServer, FtpSettings

__all__ = ["FtpServer", "FtpSettings"]

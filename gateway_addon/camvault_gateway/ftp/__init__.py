"""FTP and FTPS: the server that cameras upload to; `receive` keeps what they send."""

from .server import FtpServer, FtpSettings

__all__ = ["FtpServer", "FtpSettings"]

"""The FTP servers that cameras upload to here, each as people run it."""

from .bare import bare_pyftpdlib
from .camvault import CamVault, camvault
from .pure_ftpd import pure_ftpd
from .server import Server, started
from .vsftpd import vsftpd

__all__ = ["CamVault", "Server", "bare_pyftpdlib", "camvault", "pure_ftpd", "started", "vsftpd"]

"""FTPS as cameras and their libraries speak it."""

import ftplib
import socket
import ssl
import subprocess
from typing import override

from demo.simulator.wire import TIMEOUT_S, trusting

USER = "camera:right-password"


def only(version: ssl.TLSVersion) -> ssl.SSLContext:
    """Return TLS of one version."""
    context = trusting()
    context.minimum_version = context.maximum_version = version
    return context


class ImplicitFtps(ftplib.FTP_TLS):
    """FTPS with TLS from the first byte, which Python has no client for."""

    @override
    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket.socket, int | None]:
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321 TLS comes next
        return self.context.wrap_socket(connection, server_hostname=self.host), size

    def connect_implicitly(self, port: int) -> None:
        """Connect, and shake hands before the greeting."""
        self.host = "127.0.0.1"
        plain = socket.create_connection((self.host, port), timeout=TIMEOUT_S)
        self.af = plain.family
        self.sock = self.context.wrap_socket(plain, server_hostname=self.host)
        self.file = self.sock.makefile("r", encoding=self.encoding)
        self.welcome = self.getresp()


def client(port: int, context: ssl.SSLContext | None = None) -> ftplib.FTP_TLS:
    """Return a client that has logged in by TLS."""
    ftp = ftplib.FTP_TLS(context=context or trusting(), timeout=TIMEOUT_S)  # noqa: S321 what is tried here
    ftp.connect("127.0.0.1", port)
    ftp.login("camera", "right-password")
    return ftp


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    return subprocess.run([str(each) for each in arguments], capture_output=True, text=True, timeout=60, check=False)

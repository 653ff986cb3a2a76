"""HTTP: the server that cameras `PUT` their files to; `receive` keeps what they send."""

from .server import HttpServer, HttpSettings

__all__ = ["HttpServer", "HttpSettings"]

"""The API: HTTP and a WebSocket, as docs/openapi.yaml says."""

from .server import create_app
from .services import ArchiveReader, FtpInfo, Rebuilds, Services

__all__ = ["ArchiveReader", "FtpInfo", "Rebuilds", "Services", "create_app"]

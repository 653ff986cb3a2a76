"""The API: HTTP and a WebSocket, as docs/openapi.yaml says."""

from .server import create_app
from .services import ArchiveReader, FtpInfo, Player, Rebuilds, Services

__all__ = ["ArchiveReader", "FtpInfo", "Player", "Rebuilds", "Services", "create_app"]

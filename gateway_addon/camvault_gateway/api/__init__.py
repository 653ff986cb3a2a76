"""The API: HTTP and a WebSocket, as docs/openapi.yaml says."""

from .server import create_app
from .services import ArchiveReader, FtpInfo, HttpInfo, Player, Rebuilds, Services
from .shown.wire_gateway import API_VERSION

__all__ = ["API_VERSION", "ArchiveReader", "FtpInfo", "HttpInfo", "Player", "Rebuilds", "Services", "create_app"]

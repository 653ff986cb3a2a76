"""Logs: one line a thing that happened, with its time, its weight and the room it happened in."""

import logging
import time
from typing import override


class _Formatter(logging.Formatter):
    """`2026-11-23T10:15:30Z INFO receive: text`."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(room)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    @override
    def format(self, record: logging.LogRecord) -> str:
        parts = record.name.split(".")
        record.room = parts[1] if parts[0] == "camvault_gateway" and len(parts) > 1 else parts[0]
        return super().format(record)


def set_up(level: str) -> None:
    """Send logs to standard error; other people's libraries only when something is wrong."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Formatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("camvault_gateway").setLevel(level.upper())
    # These write a line for each request, and some of them what it carried.
    for name in ("botocore", "urllib3", "aiohttp.access"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # Every FTP command and its answer, with passwords left out, for whoever has a camera that will not upload.
    logging.getLogger("pyftpdlib").setLevel(logging.DEBUG if level == "debug" else logging.ERROR)

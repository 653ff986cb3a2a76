"""The media worker's process asked about files by their paths."""

import asyncio
from pathlib import Path
from typing import Unpack

from camvault_gateway.derive.process import Known, MediaProcess
from camvault_gateway.derive.protocol import Conversion, Media
from camvault_gateway.model import Kind


async def examine(media: MediaProcess, path: Path, kind: Kind, size: int = 0, told_ms: int | None = None) -> Media:
    """Return what a file shows."""
    with path.open("rb") as file:
        return await media.examine(file, kind, size, told_ms)


async def convert(media: MediaProcess, path: Path, into: Path, size: int = 0, **known: Unpack[Known]) -> Conversion:
    """Write what browsers show of a file, unless there is nothing to be written."""
    with path.open("rb") as file, into.open("w+b", buffering=0) as made:
        try:
            return await media.convert(file, made, size, **known)
        finally:
            await asyncio.to_thread(_remove_if_empty, into)


def _remove_if_empty(path: Path) -> None:
    if not path.stat().st_size:
        path.unlink()

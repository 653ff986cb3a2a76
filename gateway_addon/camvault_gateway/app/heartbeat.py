"""A sign of life in a file, for a health check that costs nothing: the machine's uptime when all was last well."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import contextlib
import logging
from pathlib import Path
from typing import Final

_LOGGER = logging.getLogger(__name__)
_EVERY_S: Final = 10.0
# A disk may be slow; what does not answer by then is stuck.
_PATIENCE_S: Final = 30.0
_UPTIME: Final = Path("/proc/uptime")

type Check = Callable[[], Awaitable[object]]


@contextlib.asynccontextmanager
async def beating(path: Path | None, *checks: Check) -> AsyncIterator[None]:
    """Write the file every ten seconds, as long as all checks answer; without a path nobody looks."""
    if path is None:
        yield
        return
    beat = asyncio.create_task(_beat(path, checks), name="heartbeat")
    try:
        yield
    finally:
        beat.cancel()
        await asyncio.gather(beat, return_exceptions=True)
        await asyncio.to_thread(path.unlink, missing_ok=True)


async def _beat(path: Path, checks: tuple[Check, ...]) -> None:
    while True:
        try:
            async with asyncio.timeout(_PATIENCE_S):
                for check in checks:
                    await check()
            await asyncio.to_thread(_write, path)
        except Exception:
            _LOGGER.exception("The gateway is not well")
        await asyncio.sleep(_EVERY_S)


def _write(path: Path) -> None:
    draft = path.with_name(f"{path.name}.part")
    # As the health check reads it: in a container both may be told another uptime than the machine's.
    draft.write_text(_UPTIME.read_text())
    draft.rename(path)

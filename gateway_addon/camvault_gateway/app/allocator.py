"""The C library's allocator: gives freed memory back to the system."""

import asyncio
from collections.abc import AsyncIterator, Callable
import contextlib
import ctypes
import gc
from typing import Final

# mallopt(3), of glibc.
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8
_LARGE: Final = 1024 * 1024
_EVERY_S: Final = 60.0


def return_freed_memory() -> None:
    """Have freed memory go back to the system: one heap for all threads, and large blocks apart from it.

    glibc would keep a heap for each thread, and in them the 16 MiB of each password hash. Other C libraries have no
    such habits, and are left alone.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, 1)
        mallopt(_MMAP_THRESHOLD, _LARGE)


def trim() -> None:
    """Give back the pages that lie free between those in use; glibc by itself gives back only the heap's end."""
    malloc_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if malloc_trim is not None:
        malloc_trim(0)


@contextlib.asynccontextmanager
async def trimmed(work: Callable[[], int]) -> AsyncIterator[None]:
    """Trim the heap once a minute as long as a count of work goes up, and once more when it rests."""
    trimming = asyncio.create_task(_trim_after(work), name="heap")
    try:
        yield
    finally:
        trimming.cancel()
        await asyncio.gather(trimming, return_exceptions=True)


async def _trim_after(work: Callable[[], int]) -> None:
    before, rests = -1, False
    while True:
        await asyncio.sleep(_EVERY_S)
        done = work()
        if done != before or not rests:
            before, rests = done, done == before
            await asyncio.to_thread(_collect_and_trim if rests else trim)


def _collect_and_trim() -> None:
    # All threads wait for it, some 60 ms, so not while there is something to do.
    gc.collect()
    trim()

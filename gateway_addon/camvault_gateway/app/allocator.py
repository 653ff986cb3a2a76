"""The C library's allocator: gives freed memory back to the system."""

import ctypes
from typing import Final

# mallopt(3), of glibc.
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8
_LARGE: Final = 1024 * 1024


def return_freed_memory() -> None:
    """Have freed memory go back to the system: one heap for all threads, and large blocks apart from it.

    glibc would keep a heap for each thread, and in them the 16 MiB of each password hash. Other C libraries have no
    such habits, and are left alone.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, 1)
        mallopt(_MMAP_THRESHOLD, _LARGE)

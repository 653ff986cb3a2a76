"""Landlock: the kernel's module by which a process renounces files and networks for good."""

import ctypes
import os
import struct
from typing import Final

from .kernel import syscall

# The same on all architectures.
_CREATE_RULESET: Final = 444
_RESTRICT_SELF: Final = 446
_ASK_VERSION: Final = 1
# From which version on how many rights about files there are: the lowest bits.
_FILE_RIGHTS: Final = ((5, 16), (3, 15), (2, 14), (1, 13))
_WITH_NETWORK: Final = 4
_BIND_AND_CONNECT_TCP: Final = 0b11
_WITH_SCOPES: Final = 6
_ABSTRACT_SOCKETS_AND_SIGNALS: Final = 0b11


def version() -> int:
    """Return the version that the kernel has; raises OSError when it has none."""
    return syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))


def rules(known: int) -> bytes:
    """Return the set of rules of a version that allows nothing."""
    files = next(count for since, count in _FILE_RIGHTS if known >= since)
    words = [(1 << files) - 1]
    if known >= _WITH_NETWORK:
        words.append(_BIND_AND_CONNECT_TCP)
    if known >= _WITH_SCOPES:
        words.append(_ABSTRACT_SOCKETS_AND_SIGNALS)
    return struct.pack(f"={len(words)}Q", *words)


def renounce() -> None:
    """Let this process open nothing by a path any more, as far as the kernel's version goes; raises OSError.

    It must have given up new privileges before.
    """
    wanted = rules(version())
    ruleset = syscall(_CREATE_RULESET, wanted, ctypes.c_size_t(len(wanted)), ctypes.c_uint32(0))
    try:
        syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    finally:
        os.close(ruleset)

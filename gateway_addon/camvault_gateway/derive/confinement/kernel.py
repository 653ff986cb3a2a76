"""System calls that Python has no functions for."""

import ctypes
import os
import signal
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_NO_NEW_PRIVS: Final = 38
# The version of the kernel's interface with two words of 32 bits for each set.
_CAPABILITY_VERSION: Final = 0x20080522
_CAPABILITY_WORDS: Final = 6

_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long


def syscall(number: int, *arguments: object) -> int:
    """Make a system call; raises OSError."""
    return _checked(_LIBC.syscall(ctypes.c_long(number), *arguments))


def prctl(option: int, *arguments: object) -> None:
    """Change something about this process; raises OSError."""
    given = (*arguments, 0, 0, 0, 0)[:4]
    _checked(_LIBC.prctl(option, *(ctypes.c_ulong(each) if isinstance(each, int) else each for each in given)))


def give_up_privileges() -> None:
    """Have no capabilities and get none by executing anything, be looked into by nobody, and end with the parent."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    _checked(_LIBC.capset(header, (ctypes.c_uint32 * _CAPABILITY_WORDS)()))
    prctl(_PR_SET_DUMPABLE, 0)
    # A change of the user would undo it.
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result

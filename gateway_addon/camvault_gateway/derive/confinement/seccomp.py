"""A seccomp filter: the system calls that decoding needs, and no others."""

import ctypes
from dataclasses import dataclass
import errno
import platform
import struct
from typing import Final

from .kernel import prctl

_PR_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2
# Instructions of the classic Berkeley Packet Filter: code, jump if true, jump if false, operand.
_LOAD: Final = 0x20
_JUMP_IF_EQUAL: Final = 0x15
_JUMP_IF_ANY_BIT: Final = 0x45
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_KILL_PROCESS: Final = 0x80000000
_ERROR: Final = 0x00050000
# Where the kernel puts what is asked; of an argument the lower half, which comes first on both architectures.
_NUMBER: Final = 0
_ARCHITECTURE: Final = 4
_ARGUMENTS: Final = 16
_CLONE_THREAD: Final = 0x10000
_PROT_EXEC: Final = 0x4

# Files by descriptor, memory, threads, time, signals of its own, and its end: nothing that takes a path or an address.
_PLAIN: Final = {
    "pread64": (17, 67),
    "read": (0, 63),
    "write": (1, 64),
    "pwrite64": (18, 68),
    "futex": (202, 98),
    "munmap": (11, 215),
    "madvise": (28, 233),
    "brk": (12, 214),
    "mremap": (25, 216),
    "clock_gettime": (228, 113),
    "lseek": (8, 62),
    "recvmsg": (47, 212),
    "close": (3, 57),
    "ftruncate": (77, 46),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "setitimer": (38, 103),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "gettimeofday": (96, 169),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getrandom": (318, 278),
    "getrusage": (98, 165),
    "membarrier": (324, 283),
    "rseq": (334, 293),
    "set_robust_list": (273, 99),
    "set_tid_address": (218, 96),
    "restart_syscall": (219, 128),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
# Not on both architectures.
_ALARM: Final = 37
_CLONE3: Final = 435


@dataclass(frozen=True, slots=True)
class Architecture:
    """The audit number of an architecture, and the numbers of its system calls."""

    audit: int
    plain: tuple[int, ...]
    clone: int
    mmap: int
    mprotect: int


ARCHITECTURES: Final = {
    "x86_64": Architecture(
        audit=0xC000003E, plain=(*(x86 for x86, _ in _PLAIN.values()), _ALARM), clone=56, mmap=9, mprotect=10
    ),
    "aarch64": Architecture(
        audit=0xC00000B7, plain=tuple(arm for _, arm in _PLAIN.values()), clone=220, mmap=222, mprotect=226
    ),
}


def program(machine: Architecture) -> bytes:
    """Return the filter: threads may begin, processes not; memory may be had, but not to be executed."""
    refuse = _ERROR | errno.EPERM
    code = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_IF_EQUAL, 1, 0, machine.audit),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD, 0, 0, _NUMBER),
    ]
    for number in machine.plain:
        code += _when(number, [(_RETURN, 0, 0, _ALLOW)])
    # The C library falls back on the older call, whose flags can be looked at.
    code += _when(_CLONE3, [(_RETURN, 0, 0, _ERROR | errno.ENOSYS)])
    code += _when(machine.clone, _by_bits(0, _CLONE_THREAD, _ALLOW, refuse))
    for number in (machine.mmap, machine.mprotect):
        code += _when(number, _by_bits(2, _PROT_EXEC, refuse, _ALLOW))
    code.append((_RETURN, 0, 0, refuse))
    return b"".join(struct.pack("=HBBI", *each) for each in code)


type _Code = list[tuple[int, int, int, int]]


def _when(number: int, then: _Code) -> _Code:
    return [(_JUMP_IF_EQUAL, 0, len(then), number), *then]


def _by_bits(argument: int, bits: int, if_any: int, if_none: int) -> _Code:
    return [
        (_LOAD, 0, 0, _ARGUMENTS + 8 * argument),
        (_JUMP_IF_ANY_BIT, 0, 1, bits),
        (_RETURN, 0, 0, if_any),
        (_RETURN, 0, 0, if_none),
    ]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def renounce() -> None:
    """Refuse this process all other system calls from now on; raises OSError, also on an unknown architecture.

    It must have given up new privileges before.
    """
    machine = ARCHITECTURES.get(platform.machine())
    if machine is None:
        raise OSError(errno.ENOSYS, "There is no filter for this architecture.")
    code = program(machine)
    prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(_Program(len(code) // 8, code)))

"""The tables of the media worker's confinement: a filter run as the kernel runs it, and Landlock's rules by version."""

import errno
import struct
from typing import Final

import pytest

from camvault_gateway.derive.confinement import landlock, seccomp
from camvault_gateway.derive.protocol import WorkerError, read_greeting, write_greeting
from camvault_gateway.model import Confinement, Means

ALLOWED: Final = 0x7FFF0000
KILLED: Final = 0x80000000
REFUSED: Final = 0x00050000 | errno.EPERM
UNKNOWN: Final = 0x00050000 | errno.ENOSYS
# By architecture: what is refused, and what is needed.
DANGEROUS: Final = {
    "x86_64": {
        "open": 2, "stat": 4, "ioctl": 16, "access": 21, "dup": 32, "socket": 41, "connect": 42, "sendto": 44,
        "sendmsg": 46, "bind": 49, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "fcntl": 72, "truncate": 76,
        "rename": 82, "unlink": 87, "fchmod": 91, "fchown": 93, "ptrace": 101, "setuid": 105, "prctl": 157,
        "setrlimit": 160, "chroot": 161, "mount": 165, "tgkill": 234, "openat": 257, "newfstatat": 262,
        "unlinkat": 263, "unshare": 272, "prlimit64": 302, "setns": 308, "process_vm_readv": 310,
        "process_vm_writev": 311, "seccomp": 317, "memfd_create": 319, "bpf": 321, "execveat": 322,
        "pidfd_send_signal": 424, "io_uring_setup": 425, "openat2": 437, "pidfd_getfd": 438, "x32 read": 0x40000000,
    },
    "aarch64": {
        "fcntl": 25, "ioctl": 29, "unlinkat": 35, "renameat": 38, "mount": 40, "truncate": 45, "chroot": 51,
        "fchmod": 52, "openat": 56, "ptrace": 117, "kill": 129, "tgkill": 131, "setuid": 146, "setrlimit": 164,
        "prctl": 167, "socket": 198, "bind": 200, "connect": 203, "sendto": 206, "sendmsg": 211, "execve": 221,
        "prlimit64": 261, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271, "renameat2": 276,
        "seccomp": 277, "memfd_create": 279, "bpf": 280, "execveat": 281, "pidfd_send_signal": 424,
        "io_uring_setup": 425, "openat2": 437, "pidfd_getfd": 438,
    },
}  # fmt: skip
NEEDED: Final = {
    "x86_64": {"read": 0, "write": 1, "close": 3, "pread64": 17, "recvmsg": 47, "futex": 202, "exit_group": 231},
    "aarch64": {"read": 63, "write": 64, "close": 57, "pread64": 67, "recvmsg": 212, "futex": 98, "exit_group": 94},
}


def judged(machine: str, number: int, *arguments: int, audit: int | None = None) -> int:
    """Return what a filter says to a system call."""
    architecture = seccomp.ARCHITECTURES[machine]
    asked = struct.pack("=IIQ6Q", number, audit or architecture.audit, 0, *(*arguments, *[0] * 6)[:6])
    code = list(struct.iter_unpack("=HBBI", seccomp.program(architecture)))
    at = accumulator = 0
    while True:
        instruction, if_true, if_false, operand = code[at]
        at += 1
        match instruction:
            case 0x20:
                (accumulator,) = struct.unpack_from("=I", asked, operand)
            case 0x15:
                at += if_true if accumulator == operand else if_false
            case 0x45:
                at += if_true if accumulator & operand else if_false
            case 0x06:
                return int(operand)
            case _:
                raise AssertionError(instruction)


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_what_the_filter_lets_through(machine: str) -> None:
    """What a decoder needs, and nothing by which it gets at anything else."""
    assert {name for name, number in NEEDED[machine].items() if judged(machine, number) != ALLOWED} == set()
    assert {name for name, number in DANGEROUS[machine].items() if judged(machine, number) != REFUSED} == set()


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_threads_and_memory(machine: str) -> None:
    """Threads and no processes; memory, and none that can be executed."""
    architecture = seccomp.ARCHITECTURES[machine]
    assert judged(machine, architecture.clone, 0x3D0F00) == ALLOWED
    assert judged(machine, architecture.clone, 17) == REFUSED
    assert judged(machine, architecture.clone, 0x10000000 | 17) == REFUSED
    assert judged(machine, 435) == UNKNOWN
    for number in (architecture.mmap, architecture.mprotect):
        assert judged(machine, number, 0, 4096, 0b011) == ALLOWED
        assert judged(machine, number, 0, 4096, 0b101) == REFUSED


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_calls_by_another_table(machine: str) -> None:
    """Numbers of another architecture mean other calls: who uses them is ended."""
    assert judged(machine, 0, audit=0x40000003) == KILLED


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (1, (0x1FFF,)),
        (2, (0x3FFF,)),
        (3, (0x7FFF,)),
        (4, (0x7FFF, 3)),
        (5, (0xFFFF, 3)),
        (6, (0xFFFF, 3, 3)),
        (99, (0xFFFF, 3, 3)),
    ],
)
def test_rules_by_version(known: int, words: tuple[int, ...]) -> None:
    """Each version of Landlock is asked for what it knows, and for no more, which it would refuse."""
    assert landlock.rules(known) == struct.pack(f"={len(words)}Q", *words)


def test_greetings() -> None:
    """What a worker says of its confinement before its first file."""
    for means in (frozenset[Means](), frozenset({Means.SECCOMP}), frozenset(Means)):
        told = Confinement(means)
        assert read_greeting(f"{write_greeting(told)}\n".encode()) == told
    for line in (b"", b"ready", b"Traceback\n", b"\xff\n", b"\n"):
        with pytest.raises(WorkerError):
            read_greeting(line)


@pytest.mark.parametrize(
    ("means", "network", "files"),
    [
        (set(), False, False),
        ({Means.USER}, False, False),
        ({Means.ROOT}, False, True),
        ({Means.NAMESPACES}, True, False),
        ({Means.LANDLOCK}, False, True),
        ({Means.SECCOMP}, True, True),
        ({Means.APPARMOR}, True, False),
    ],
)
def test_what_each_means_is_worth(means: set[Means], *, network: bool, files: bool) -> None:
    """What the gateway tells of a confinement, by its means."""
    told = Confinement(frozenset(means))
    assert (told.no_network, told.no_files, told.own_user) == (network, files, Means.USER in means)

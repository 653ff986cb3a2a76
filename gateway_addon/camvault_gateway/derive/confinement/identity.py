"""The identity of a process and its view of the machine: its user, its root folder, its network."""

import os
import resource
from typing import Final

# No account has it: above those that systemd gives away, below nobody's, which other programs run as.
NO_ONE: Final = 65533
# A folder that every process has, and that tells of its own open files only.
_EMPTY: Final = "/proc/self/fdinfo"
# Of all workers on this machine; one has a thread or two.
_MOST_PROCESSES: Final = 64
_ALONE: Final = os.CLONE_NEWNET | os.CLONE_NEWIPC


def is_root() -> bool:
    """Tell whether this process may change who it is."""
    return os.geteuid() == 0


def leave_network() -> None:
    """Have a network that leads nowhere; raises OSError. Who is not root needs a user namespace for it."""
    os.unshare(_ALONE if is_root() else _ALONE | os.CLONE_NEWUSER)


def leave_files() -> None:
    """Have an empty root folder; raises OSError."""
    os.chroot(_EMPTY)
    os.chdir("/")


def become_no_one() -> None:
    """Run as a user and a group that own nothing; raises OSError without the right to."""
    os.setgroups([])
    os.setresgid(NO_ONE, NO_ONE, NO_ONE)
    os.setresuid(NO_ONE, NO_ONE, NO_ONE)
    resource.setrlimit(resource.RLIMIT_NPROC, (_MOST_PROCESSES, _MOST_PROCESSES))

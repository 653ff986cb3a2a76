"""File operations that fail when a test wants it: the switch of faults.c, which is preloaded into the process."""

from collections.abc import Iterator
import contextlib
from enum import IntEnum
import errno
import mmap
import os
from pathlib import Path
import struct
import subprocess
from typing import Final

_SOURCE: Final = Path(__file__).with_name("faults.c")
_ROOM: Final = 1024
_NUMBERS: Final = struct.Struct("7i")
_WHAT: Final = 32
_SIZE: Final = _NUMBERS.size + _WHAT + 2 * _ROOM
CONTROL: Final = "CAMVAULT_FAULTS"


class Which(IntEnum):
    """The operations that are counted."""

    ALL = 0
    SYNCS = 1
    WRITES = 2
    TAKING_ROOM = 4


class Error(IntEnum):
    """What an operation fails with."""

    IO = errno.EIO
    FULL = errno.ENOSPC
    # Half of a write is done, and the next write finds no room.
    SHORT = -1


def build(folder: Path) -> Path:
    """Compile what is preloaded."""
    made = folder / "faults.so"
    command = ["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", str(made), str(_SOURCE), "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return made


def environment(preloaded: Path, control: Path) -> dict[str, str]:
    """Return what a process that can be made to fail needs in its environment."""
    control.write_bytes(bytes(_SIZE))
    return {"LD_PRELOAD": str(preloaded), CONTROL: str(control)}


class Faults:
    """The switch in the shared page of this process, or of one that it starts."""

    def __init__(self, control: Path) -> None:
        with control.open("r+b") as file:
            self._page = mmap.mmap(file.fileno(), _SIZE)

    @classmethod
    def here(cls) -> Faults:
        """Return the switch of this process."""
        return cls(Path(os.environ[CONTROL]))

    def aim(self, root: Path, at: int, error: Error, which: Which = Which.ALL) -> None:
        """Choose the operation that fails, below a folder; 0 for none."""
        where = str(root).encode().ljust(_ROOM, b"\0")
        self._page[:] = _NUMBERS.pack(0, 0, at, error, which, 0, 0) + bytes(_WHAT + _ROOM) + where

    def arm(self) -> None:
        """Begin to count."""
        self._page[:4] = struct.pack("i", 1)

    def disarm(self) -> None:
        """Let everything work again."""
        self._page[:4] = bytes(4)

    @contextlib.contextmanager
    def armed(self) -> Iterator[None]:
        """Count for a while."""
        self.arm()
        try:
            yield
        finally:
            self.disarm()

    @property
    def failed(self) -> str:
        """Return which operation failed, on which file; empty when there were not so many."""
        if not _NUMBERS.unpack_from(self._page)[5]:
            return ""
        what, where = struct.unpack_from(f"{_WHAT}s{_ROOM}s", self._page, _NUMBERS.size)
        return f"{_text(what)} {_text(where)}"


def _text(room: bytes) -> str:
    return room.partition(b"\0")[0].decode()

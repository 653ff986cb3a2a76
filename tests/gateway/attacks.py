"""What code does that took over the media worker: it runs there, behind the real start, in the place of the decoder.

`python -m tests.gateway.attacks JSON [LARGEST]` with the target's whereabouts and the means to be left out. Each attack
does what it is called, and raises OSError when it is refused.
"""

from collections.abc import Callable
import ctypes
import errno
from functools import partial
import json
import os
from pathlib import Path
import resource
import socket
import sys
import threading
from typing import Any, Final

from camvault_gateway.derive import worker
from camvault_gateway.derive.confinement import confine
from camvault_gateway.derive.protocol import Media
from camvault_gateway.model import Means

MAGIC: Final = b"\xff\xd8\xff"
DONE: Final = "done"
PTRACE_SEIZE: Final = 0x4206

_LIBC: Final = ctypes.CDLL(None, use_errno=True)


def _connect(family: int, kind: int, address: tuple[str, int] | str) -> None:
    with socket.socket(family, kind) as made:
        made.settimeout(5)
        made.connect(address)
        made.send(b"the token")


def _spawn() -> None:
    os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)


def _fork() -> None:
    if (child := os.fork()) == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _trace(pid: int) -> None:
    if _LIBC.ptrace(ctypes.c_long(PTRACE_SEIZE), ctypes.c_long(pid), None, None) < 0:
        raise OSError(ctypes.get_errno(), "ptrace")


def _see_machine() -> None:
    if "etc" not in os.listdir("/"):  # noqa: PTH208 as code would that knows nothing of us
        raise OSError(errno.ENOENT, "This is not the machine's root folder.")


def _thread() -> None:
    began = threading.Event()
    thread = threading.Thread(target=began.set)
    thread.start()
    thread.join()


def attacks(target: dict[str, Any], descriptor: int) -> dict[str, Callable[[], object]]:
    """Return what is tried, in this order."""
    folder, pid = Path(target["folder"]), target["pid"]
    return {
        "read the token": (folder / "data/api-token").read_bytes,
        "open the catalog": partial(os.open, folder / "data/catalog.db", os.O_RDWR),
        "read the machine's files": Path("/etc/passwd").read_bytes,
        "list a folder": partial(os.listdir, folder),
        "list the root folder": _see_machine,
        "write into the vault": partial((folder / "vault/new").touch),
        "rename a clip": partial((folder / "vault/a.mp4").rename, folder / "vault/b.mp4"),
        "delete a clip": (folder / "vault/c.mp4").unlink,
        "write what is to be read": partial(os.open, f"/proc/self/fd/{descriptor}", os.O_RDWR),
        "alter what is to be read": partial(os.fchmod, descriptor, 0o666),
        "connect by TCP": partial(_connect, socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", target["tcp"])),
        "send by UDP": partial(_connect, socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", target["tcp"])),
        "connect to a socket file": partial(
            _connect, socket.AF_UNIX, socket.SOCK_STREAM, os.path.relpath(folder / "s", "/")
        ),
        "connect to an abstract socket": partial(_connect, socket.AF_UNIX, socket.SOCK_STREAM, target["abstract"]),
        "begin a process": _fork,
        "execute a program": _spawn,
        "signal the gateway": partial(os.kill, pid, 0),
        "trace the gateway": partial(_trace, pid),
        "read the gateway's memory": partial(os.open, f"/proc/{pid}/mem", os.O_RDONLY),
        "read the gateway's environment": Path(f"/proc/{pid}/environ").read_bytes,
        "write larger files": partial(resource.setrlimit, resource.RLIMIT_FSIZE, (2**40, 2**40)),
        "become root": partial(os.setresuid, 0, 0, 0),
        "see the root folder anew": partial(os.chroot, "/proc/self/fdinfo"),
        "begin a thread": _thread,
    }


def _outcome(attack: Callable[[], object]) -> str:
    try:
        attack()
    except (OSError, ValueError) as err:
        return type(err).__name__
    return DONE


def main() -> None:
    """Be the worker, whose decoder was taken over."""
    target = json.loads(sys.argv.pop(1))
    without = frozenset(Means(each) for each in target["without"])

    def examine(descriptor: int, _: object) -> Media:
        told = {name: _outcome(attack) for name, attack in attacks(target, descriptor).items()}
        return Media(picture=MAGIC + json.dumps(told).encode(), codec="", width=1, height=1)

    worker.__dict__["examine"] = examine
    worker.__dict__["confine"] = partial(confine, without)
    worker.main()


if __name__ == "__main__":
    main()

"""What strace wrote: each file operation, when it began and ended, and each answer of the FTP server."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
import re
import shutil
import subprocess
import sys

_CALLS = (
    "openat,open,creat,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,copy_file_range,sendfile,"
    "fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,sendto"
)
_LINE = re.compile(r"(\d+) +(?:<\.\.\. (\w+) resumed>)?(.*)", re.DOTALL)
_UNFINISHED = " <unfinished ...>"
_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+|\?)(?:<(.*)>)?", re.DOTALL)
_ARGUMENT = re.compile(r'\s*(?:"((?:\\x[0-9a-f]{2})*)"(?:\.\.\.)?|([^,<"]*)<((?:[^->]|->|-)*)>|([^,]+))')
_HEX = re.compile(r"(?:\\x[0-9a-f]{2})+")
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Call:
    """A system call that did something: `begin` and `end` are lines of the trace."""

    name: str
    arguments: list[bytes | str]
    result: int
    target: str
    begin: int
    end: int

    def path(self, index: int) -> str:
        """Return an argument that names a file: as a path, or as a descriptor of one."""
        argument = self.arguments[index]
        return argument.decode() if isinstance(argument, bytes) else argument


def record(
    what: str, folder: Path, trace: Path, environment: Mapping[str, str], module: str = "tests.crash.recorded"
) -> None:
    """Run a part of a recorded process's program under strace."""
    strace = shutil.which("strace")
    assert strace, "strace is not installed"
    flags = ["-f", "-yy", "-xx", "-s", "9999999", "--seccomp-bpf", "-o", str(trace), "-e", f"trace={_CALLS}"]
    given = [f"-E{name}={value}" for name, value in environment.items()]
    command = [strace, *flags, *given, sys.executable, "-m", module, what, str(folder)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def read(trace: Path, base: int = 0) -> Iterator[Call]:
    """Yield the calls that succeeded, in the order of their ends; the trace's lines are counted from `base` on."""
    waiting: dict[str, tuple[int, str]] = {}
    with trace.open() as lines:
        for number, line in enumerate(lines, base):
            found = _LINE.fullmatch(line.rstrip("\n"))
            assert found, line[:200]
            process, resumed, text = found.groups()
            begin = number
            if resumed:
                begin, first = waiting.pop(process)
                text = first + text
            if text.endswith(_UNFINISHED):
                waiting[process] = (begin, text.removesuffix(_UNFINISHED))
            elif (call := _parse(text, begin, number)) is not None:
                yield call


def _parse(text: str, begin: int, end: int) -> Call | None:
    found = _CALL.match(text)
    if found is None or not found[3].isdigit():
        return None
    return Call(found[1], list(_arguments(found[2])), int(found[3]), _plain(found[4] or "").decode(), begin, end)


def _arguments(text: str) -> Iterator[bytes | str]:
    for quoted, _, target, other in _ARGUMENT.findall(text):
        if other.strip():
            yield other.strip()
        elif target:
            yield _plain(target).decode()
        else:
            yield _plain(quoted)


def _plain(text: str) -> bytes:
    """Return a text that strace wrote in hex; a socket's name is not, and a device's has more behind it."""
    found = _HEX.match(text)
    return bytes.fromhex(found[0].replace("\\x", "")) if found else text.encode()

"""A disk that may lose whatever was not synced: the states a power cut can leave behind.

A write or truncation is safe once an fsync or fdatasync of its file has begun after it and ended; a name (made, moved,
deleted) once that of the folder it is in has. A sync that failed takes that away for good: what it should have brought
to the disk counts as clean from then on, and no later sync brings it; only what is written anew may be safe again.
`Names.LINUX` adds what ext4, XFS, Btrfs and F2FS do beyond POSIX: the fsync of a new file keeps the name it was made
with, a name that is kept brings the same file's earlier ones along, and a move is one thing. Under `Names.POSIX` it is
two: the new name, and the old one gone, each kept by its own folder's sync. Everything else may be there or not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
import os
from pathlib import Path, PurePosixPath
from typing import Final

from .trace import Call

_VOLATILE: Final = ("-shm", "/marks")
_HALF: Final = 512


class Names(Enum):
    """Who promises that names are kept."""

    POSIX = "only what POSIX promises"
    LINUX = "what Linux's file systems do"


class Fate(Enum):
    """What becomes of an effect that was not synced."""

    KEPT = "kept"
    DROPPED = "dropped"
    TORN = "half of it"


@dataclass(frozen=True, slots=True)
class Op:
    """An effect on the disk, or a sync."""

    kind: str
    inode: int
    begin: int
    end: int
    path: str = ""
    source: str = ""
    data: bytes = b""
    offset: int = 0
    size: int = 0

    @property
    def of_names(self) -> bool:
        """Whether it changes a folder, not a file."""
        return self.kind in {"make", "move", "name", "delete", "folder"}

    @property
    def is_sync(self) -> bool:
        """Whether it changes nothing."""
        return self.kind in {"fsync", "failed sync"}


@dataclass(slots=True)
class Recording:
    """Everything that was done below a folder, from an empty one on."""

    root: str
    ops: list[Op] = field(default_factory=list)
    _inodes: dict[str, int] = field(default_factory=dict)
    _sizes: dict[int, int] = field(default_factory=dict)

    def under(self, names: Names) -> Recording:
        """Return it with each move as what it is where only so much is promised of names."""
        if names is Names.LINUX:
            return self
        return replace(self, ops=[each for op in self.ops for each in _apart(op)])

    def _new(self, path: str) -> int:
        self._inodes[path] = inode = len(self._sizes) + 1
        self._sizes[inode] = 0
        return inode

    def add(self, call: Call) -> None:
        """Take a system call."""
        kind = {"fdatasync": "fsync", "pwrite64": "write", "sync_file_range": "failed_sync"}.get(call.name, call.name)
        handler: Callable[[Call], None] | None = getattr(self, f"_on_{kind}", None)
        touched = [each for each in (call.target, *map(_text, call.arguments)) if self._is_ours(each)]
        if touched:
            assert handler is not None, f"The model does not know {call.name} of {touched}"
            handler(call)

    def _is_ours(self, path: str) -> bool:
        return (path == self.root or path.startswith(f"{self.root}/")) and not path.endswith(_VOLATILE)

    def _add(self, kind: str, inode: int, call: Call, **more: object) -> None:
        self.ops.append(Op(kind, inode, call.begin, call.end, **more))  # type: ignore[arg-type]

    def _on_openat(self, call: Call) -> None:
        path, flags = call.target, str(call.arguments[2])
        if path not in self._inodes and "O_CREAT" in flags:
            self._add("make", self._new(path), call, path=path)
        elif "O_TRUNC" in flags:
            self._truncate(self._inodes[path], 0, call)

    def _on_write(self, call: Call) -> None:
        inode = self._inodes[call.path(0)]
        data = call.arguments[1]
        assert isinstance(data, bytes)
        data = data[: call.result]
        offset = int(_text(call.arguments[3])) if call.name == "pwrite64" else self._sizes[inode]
        self._sizes[inode] = max(self._sizes[inode], offset + len(data))
        self._add("write", inode, call, data=data, offset=offset)

    def _on_ftruncate(self, call: Call) -> None:
        self._truncate(self._inodes[call.path(0)], int(_text(call.arguments[1])), call)

    def _truncate(self, inode: int, size: int, call: Call) -> None:
        self._sizes[inode] = size
        self._add("truncate", inode, call, size=size)

    def _on_fsync(self, call: Call) -> None:
        path = call.path(0)
        self._add("fsync", self._inodes.get(path, 0), call, path=path)

    def _on_failed_sync(self, call: Call) -> None:
        """Take a sync that faults.c let fail."""
        path = call.path(0)
        self._add("failed sync", self._inodes.get(path, 0), call, path=path)

    def _on_rename(self, call: Call) -> None:
        source, target = call.path(0), call.path(1)
        self._inodes[target] = inode = self._inodes.pop(source)
        self._add("move", inode, call, path=target, source=source)

    def _on_unlink(self, call: Call) -> None:
        path = call.path(0)
        self._add("delete", self._inodes.pop(path), call, path=path)

    def _on_mkdir(self, call: Call) -> None:
        self._add("folder", 0, call, path=call.path(0))

    def _on_rmdir(self, call: Call) -> None:
        self._add("delete", 0, call, path=call.path(0))


def _text(argument: bytes | str) -> str:
    return argument.decode(errors="replace") if isinstance(argument, bytes) else argument


def _apart(op: Op) -> Iterator[Op]:
    """Yield a move's two effects."""
    if op.kind != "move":
        yield op
        return
    yield replace(op, kind="name", source="")
    yield replace(op, kind="delete", path=op.source, source="")


def loose(ops: Iterable[Op], names: Names) -> list[Op]:
    """Return the effects that no sync has made safe."""
    done = list(ops)
    # When the last sync of each file and folder began, going backwards: what ended before it is safe.
    files: dict[int, int] = {}
    folders: dict[str, int] = {}
    named: dict[int, int] = {}
    found = []
    for op in reversed(done):
        if op.kind == "failed sync":
            # Of a folder, it says nothing of the file that has the number 0.
            files.pop(op.inode, None)
            folders.pop(op.path, None)
            continue
        if op.kind == "fsync":
            files[op.inode] = max(files.get(op.inode, -1), op.begin)
            folders[op.path] = max(folders.get(op.path, -1), op.begin)
            continue
        synced = folders.get(str(PurePosixPath(op.path).parent), -1) if op.of_names else files.get(op.inode, -1)
        if op.of_names and op.inode and names is Names.LINUX:
            synced = max(synced, named.get(op.inode, -1), files.get(op.inode, -1) if op.kind == "make" else -1)
            named[op.inode] = synced
        if op.end >= synced:
            found.append(op)
    return found[::-1]


def rebuild(recording: Recording, ops: Iterable[Op], fates: Mapping[Op, Fate], target: Path) -> None:
    """Write the disk as it is after some operations; `fates` are those of the loose ones."""
    entries: dict[str, int] = {}
    contents: dict[int, bytearray] = {}
    folders = {recording.root}
    for op in ops:
        fate = fates.get(op, Fate.KEPT)
        if not op.is_sync and fate is not Fate.DROPPED:
            _apply(op, fate, entries, contents, folders)
    for folder in sorted(folders):
        if all(str(parent) in folders or len(str(parent)) < len(recording.root) for parent in Path(folder).parents):
            (target / os.path.relpath(folder, recording.root)).mkdir(exist_ok=True)
    for path, inode in entries.items():
        place = target / os.path.relpath(path, recording.root)
        if place.parent.is_dir():
            place.write_bytes(contents.get(inode, b""))


def _apply(op: Op, fate: Fate, entries: dict[str, int], contents: dict[int, bytearray], folders: set[str]) -> None:
    if op.kind == "folder":
        folders.add(op.path)
    elif op.kind == "delete":
        entries.pop(op.path, None)
        folders.discard(op.path)
    elif op.of_names:
        entries.pop(op.source, None)
        entries[op.path] = op.inode
    elif op.kind == "truncate":
        content = contents.setdefault(op.inode, bytearray())
        del content[op.size :]
        content.extend(bytes(op.size - len(content)))
    else:
        _write(contents.setdefault(op.inode, bytearray()), op, fate)


def _write(content: bytearray, op: Op, fate: Fate) -> None:
    data = op.data[: max(_HALF, len(op.data) // 2 // _HALF * _HALF)] if fate is Fate.TORN else op.data
    content.extend(bytes(max(0, op.offset - len(content))))
    content[op.offset : op.offset + len(data)] = data

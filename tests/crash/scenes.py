"""What a gateway does while one of its file operations fails.

Each scene prepares a folder, and acts in it: an operation fails, then everything works again, and the rooms have the
chance to make good what they could not do. Then the process is killed.
"""

import asyncio
from collections.abc import Callable, Coroutine
import contextlib
from dataclasses import dataclass
import os
from pathlib import Path
import traceback
from typing import Any, Final, override

from botocore.exceptions import ClientError

from camvault_gateway.admission import PortError
from camvault_gateway.app.catalog_file import open_catalog
from camvault_gateway.app.errors import SetupError
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, CatalogError, settings
from camvault_gateway.model import ArchiveError, Capture, OutageError, Settings, State, Task, TaskKind
from camvault_gateway.retain import Retainer
from camvault_gateway.vault import Vault
from tests.gateway.archiving import Gateway, task_of
from tests.gateway.s3_memory import MemoryClient, memory_store
from tests.gateway.todo import TASKS

from . import recorded
from .faults import Faults
from .scene import Rooms, Told, again, first_start, rooms
from .uploads import sha256

_LARGE: Final = 700_000
_SHOWN: Final = 1500
# What a room may raise when its disk fails; everything else is a mistake of its own.
_EXPECTED: Final = (OSError, CatalogError, SetupError, PortError, ArchiveError, OutageError)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is there before, and what is done."""

    prepare: Callable[[Path], None]
    act: Callable[[Path, Faults, Told], None]


def _picture(size: int) -> bytes:
    return b"\xff\xd8\xff\xe0" + b"camvault" * (size // 8) + b"\xff\xd9"


def _first_upload(data: Path, faults: Faults, told: Told) -> None:
    """Upload a small file, the first of its day."""
    with rooms(data) as made:
        with faults.armed():
            made.store("door/a.jpg", _picture(3000), told)
        _afterwards(made, told)


def _large_upload(data: Path, faults: Faults, told: Told) -> None:
    """Upload a file that is written in several goes, and that the catalog hears of when it begins."""
    with rooms(data) as made:
        made.store("door/before.jpg", _picture(900), told)
        with faults.armed():
            made.store("door/a.mp4", os.urandom(_LARGE), told)
        _afterwards(made, told)


def _afterwards(made: Rooms, told: Told) -> None:
    made.store_again("door/again", _picture(1000), told)
    made.settle(told)
    told.leave(made.data.with_name("told"))


def _rename(data: Path, faults: Faults, told: Told) -> None:
    """Rename an upload."""
    with rooms(data) as made, made.client() as ftp:
        picture = _picture(2000)
        assert ftp.store("door/a.jpg.tmp", picture).startswith("226")
        for number in again():
            with faults.armed() if not number else contextlib.nullcontext():
                told.replies += [ftp.ask("RNFR door/a.jpg.tmp"), ftp.ask("RNTO door/a.jpg")]
            if told.replies[-1].startswith("250"):
                told.kept["/door/a.jpg"] = sha256(picture)
                break
        else:
            told.wrong.append(f"it is not renamed although the disks work: {told.replies}")
        _afterwards(made, told)


def _stop(data: Path, faults: Faults, told: Told) -> None:
    """End in order, as far as that can be."""
    stack = contextlib.ExitStack()
    made = stack.enter_context(rooms(data))
    made.store("door/a.jpg", _picture(3000), told)
    with faults.armed():
        _expecting(stack.close, told)
    told.leave(data.with_name("told"))


def _left_behind(data: Path) -> None:
    """Leave what a kill leaves: uploads that were arriving, one with its row and not yet at its place."""
    first_start(data)
    recorded.leave_behind(data)


def _start(data: Path, faults: Faults, told: Told) -> None:
    """Start on what a kill left."""
    stack = contextlib.ExitStack()
    with faults.armed():
        made = _expecting(lambda: stack.enter_context(rooms(data)), told)
    if made is not None:
        _afterwards(made, told)
    told.leave(data.with_name("told"))


def _expecting[T](work: Callable[[], T], told: Told) -> T | None:
    """Do what may fail, in a way that is known."""
    try:
        return work()
    except _EXPECTED as err:
        told.replies.append(f"{type(err).__name__}: {err}")
    except Exception:  # noqa: BLE001 that is what is looked for
        told.wrong.append(f"it is not told what failed: {traceback.format_exc()[-_SHOWN:]}")
    return None


class _Bucket(MemoryClient):
    """A bucket that takes each key once, and tells what it took."""

    @override
    def put_object(self, Key: str, Body: bytes, **request: Any) -> dict[str, Any]:
        if Key in self.objects:
            error = {"Error": {"Code": "PreconditionFailed"}, "ResponseMetadata": {"HTTPStatusCode": 412}}
            raise ClientError(error, "PutObject")  # type: ignore[arg-type]
        self.add(Key, Body, Metadata=request["Metadata"], ContentType=request["ContentType"])
        return {"ETag": '"memory"'}


class _Archiving(Gateway):
    """A catalog, a vault and a bucket, and the newest capture in them."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.bucket = _Bucket()
        super().__init__(open_catalog(data), Vault(data / "vault", data))
        self.archive._store = memory_store(self.bucket)
        self.capture = self.add(_picture(5000), path="/door/a.jpg")

    @property
    def now(self) -> Capture:
        """The capture as the catalog has it."""
        return self.get(self.capture)

    def work(self, kind: TaskKind) -> Coroutine[Any, Any, None]:
        """Do a task of the capture's."""
        handlers = {TaskKind.ARCHIVE: self.archive.archive, TaskKind.VERIFY: self.archive.verify}
        return handlers[kind](task_of(self.capture, kind))

    def expect(self, kind: TaskKind, state: State, faults: Faults, told: Told) -> None:
        """Do a task, which may fail once, until the capture is in a state."""
        with faults.armed():
            _expecting(lambda: asyncio.run(self.work(kind)), told)
        for _ in again():
            if self.now.state is state:
                return
            _expecting(lambda: asyncio.run(self.work(kind)), told)
        told.wrong.append(f"it is {self.now.state} although the disks work: {told.replies}")

    def leave(self, told: Told) -> None:
        """End as by a kill."""
        if self.now.local:
            told.kept[self.now.original_path] = self.now.sha256 or ""
        told.bucket = {key: sha256(body) for key, (body, _) in self.bucket.objects.items()}
        told.leave(self.data.with_name("told"))


def _archive(data: Path, faults: Faults, told: Told) -> None:
    """Put a capture into the bucket."""
    made = _Archiving(data)
    made.expect(TaskKind.ARCHIVE, State.ARCHIVED, faults, told)
    made.leave(told)


def _verify(data: Path, faults: Faults, told: Told) -> None:
    """Prove that a capture is in the bucket."""
    made = _Archiving(data)
    asyncio.run(made.work(TaskKind.ARCHIVE))
    made.expect(TaskKind.VERIFY, State.VERIFIED, faults, told)
    made.leave(told)


def _evict(data: Path, faults: Faults, told: Told) -> None:
    """Let a capture that is safe leave the vault."""
    made = _Archiving(data)
    asyncio.run(made.work(TaskKind.ARCHIVE))
    asyncio.run(made.work(TaskKind.VERIFY))
    kept: Settings = made.catalog.write(settings.change, vault_limit_bytes=1).result()
    retainer = Retainer(made.catalog, made.vault, Bus(), kept)
    expire = Task(kind=TaskKind.EXPIRE, capture=made.capture.id, camera=made.capture.camera)

    def evict() -> None:
        retainer._evict_some()
        if _is_waiting(made.catalog, expire):
            asyncio.run(retainer.expire(expire))

    with faults.armed():
        _expecting(evict, told)
    for _ in again():
        if not (made.now.local or made.vault.has(made.now) or _is_waiting(made.catalog, expire)):
            made.leave(told)
        _expecting(evict, told)
    told.wrong.append(f"it does not leave although the disks work: {told.replies}")
    made.leave(told)


def _is_waiting(catalog: Catalog, task: Task) -> bool:
    query = f"SELECT 1 FROM ({TASKS}) WHERE kind = ? AND capture = ?"  # noqa: S608 constants
    return catalog.read(lambda db: db.execute(query, (task.kind, task.capture)).fetchone()) is not None


SCENES: Final = {
    "first upload": Scene(first_start, _first_upload),
    "large upload": Scene(first_start, _large_upload),
    "rename": Scene(first_start, _rename),
    "archive": Scene(first_start, _archive),
    "verify": Scene(first_start, _verify),
    "evict": Scene(first_start, _evict),
    "stop": Scene(first_start, _stop),
    "start": Scene(_left_behind, _start),
}

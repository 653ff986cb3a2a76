"""The process whose archiving is recorded: captures are put, proven, told of and evicted, and the bucket lies beside.

python -m tests.crash.archived prepare FOLDER     a vault with some captures
python -m tests.crash.archived record FOLDER      archive them, and let them leave the vault
"""

import asyncio
from base64 import b64encode
import hashlib
import os
from pathlib import Path
import sys
from typing import Any, Final, override
from urllib.parse import quote, unquote

from botocore.exceptions import ClientError

from camvault_gateway.archive import SegmentWriter
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, archives, captures, settings
from camvault_gateway.catalog.file import wal
from camvault_gateway.model import Capture, State, Task, TaskKind
from camvault_gateway.retain import Retainer
from camvault_gateway.vault import Vault
from camvault_gateway.vault.durable import write_whole
from tests.gateway.archiving import Gateway, task_of
from tests.gateway.s3_memory import SETTINGS, MemoryClient, memory_store
from tests.gateway.todo import to_do

CAPTURES: Final = 4
BUCKET: Final = "bucket"
_CHECKPOINT_PAGES: Final = 100


class DiskBucket(MemoryClient):
    """A bucket that takes each key once, durably before it answers, and proves every other object at its put."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            if path.suffix != ".new":
                self.add(unquote(path.name), path.read_bytes())

    @override
    def put_object(self, Key: str, Body: bytes, **request: Any) -> dict[str, Any]:
        if Key in self.objects:
            error = {"Error": {"Code": "PreconditionFailed"}, "ResponseMetadata": {"HTTPStatusCode": 412}}
            raise ClientError(error, "PutObject")  # type: ignore[arg-type]
        write_whole(self._folder / quote(Key, safe=""), Body)
        self.add(Key, Body)
        proof = {} if len(self.objects) % 2 else {"ChecksumSHA256": b64encode(hashlib.sha256(Body).digest()).decode()}
        return {"ETag": '"disk"', **proof}


class Home(Gateway):
    """A catalog, a vault, and a bucket on the same disk."""

    def __init__(self, data: Path) -> None:
        # The catalog syncs the folder in which the vault is made.
        vault = Vault(data / "vault", data)
        super().__init__(Catalog(data / "catalog.db"), vault)
        self.bucket = DiskBucket(data / BUCKET)
        self.archive._store = memory_store(self.bucket)
        self.segments = SegmentWriter(self.catalog, self.archive)

    def captures(self) -> list[Capture]:
        """Return what the catalog knows."""
        return self.catalog.read(captures.list_page).items

    async def work(self) -> None:
        """Do what waits to be archived and proven."""
        handlers = {"archive": self.archive.archive, "verify": self.archive.verify}
        while found := [row for row in self.catalog.read(to_do) if row["kind"] in handlers]:
            for row in found:
                capture = self.catalog.read(captures.get, row["capture"])
                await handlers[row["kind"]](task_of(capture, TaskKind(row["kind"])))

    async def live(self) -> None:
        """Archive one capture after the other, tell of them, and let those that are safe leave the vault."""
        kept = self.catalog.write(settings.change, vault_limit_bytes=1).result()
        retainer = Retainer(self.catalog, self.vault, Bus(), kept)
        for capture in self.captures():
            await self.archive.archive(task_of(capture))
            if self.get(capture).state is State.ARCHIVED:
                await self.archive.verify(task_of(capture, TaskKind.VERIFY))
            assert await self.segments.write()
            assert retainer._evict_some()
            await retainer.expire(Task(kind=TaskKind.EXPIRE, capture=capture.id, camera=capture.camera))
            assert not self.vault.has(self.get(capture))


def _prepare(data: Path) -> None:
    home = Home(data)
    home.catalog.write(settings.ensure).result()
    home.catalog.write(archives.change, SETTINGS).result()
    for number in range(CAPTURES):
        home.add(bytes([number]) * 3000, path=f"/door/{number}.mp4")
    os._exit(0)


def _record(data: Path) -> None:
    # So often that the few captures see some.
    wal.MOST_FRAMES = _CHECKPOINT_PAGES
    asyncio.run(Home(data).live())
    os._exit(0)


if __name__ == "__main__":
    {"prepare": _prepare, "record": _record}[sys.argv[1]](Path(sys.argv[2]))

"""Bytes of captures, read back from the archives they lie in: the present one, or a former one."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
import contextlib
import hashlib
from pathlib import Path

from camvault_gateway.catalog import Catalog, archives
from camvault_gateway.model import ArchiveError, ArchiveProblem, ArchiveSettings, Capture

from .s3.errors import answers_of
from .s3.store import Store

_THREADS = 4
_CHUNK = 256 * 1024


class Source:
    """Reads in threads of its own: people who watch a clip and uploads do not wait for each other."""

    def __init__(self, catalog: Catalog, present: Callable[[], Store | None]) -> None:
        self._catalog = catalog
        self._present = present
        self._former: dict[ArchiveSettings, Store] = {}
        self.threads = ThreadPoolExecutor(_THREADS, "archive-read")

    async def stream(self, capture: Capture, start: int, end: int) -> AsyncGenerator[bytes]:
        """Yield a capture's bytes from `start` up to but without `end`; raises ArchiveError, mostly at the first."""
        chunks = self._read(capture, start, end)
        step = self.threads.submit(next, chunks, b"")
        try:
            while chunk := await asyncio.wrap_future(step):
                yield chunk
                step = self.threads.submit(next, chunks, b"")
        finally:
            # A reader that goes away may leave a thread inside: what it holds is closed when it is out.
            step.add_done_callback(lambda _: chunks.close())

    async def fetch(self, capture: Capture, path: Path) -> None:
        """Write a capture's bytes into a new file; raises ArchiveError, also when they are not what was received."""
        digest = hashlib.sha256()
        with await asyncio.to_thread(path.open, "wb") as file:
            async with contextlib.aclosing(self.stream(capture, 0, capture.size)) as chunks:
                async for chunk in chunks:
                    digest.update(chunk)
                    await asyncio.to_thread(file.write, chunk)
        if digest.hexdigest() != capture.sha256:
            raise ArchiveError(ArchiveProblem.DAMAGED, f"The archive gave other bytes of capture {capture.id}.")

    def close(self) -> None:
        """Stop; what is on the wire is left to its fate."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        for store in self._former.values():
            store.close()

    def _read(self, capture: Capture, start: int, end: int) -> Generator[bytes]:
        """Yield a capture's bytes from the archive it lies in, for a thread."""
        yield from _read(self._store_of(capture), capture, start, end)

    def _store_of(self, capture: Capture) -> Store:
        former = self._catalog.read(archives.former_of, capture.id)
        if former is None:
            if (store := self._present()) is None:
                raise ArchiveError(ArchiveProblem.UNREACHABLE, "No archive is set up to read the capture from.")
            return store
        if not former.secret_access_key:
            said = f"The capture lies in bucket {former.bucket}, whose keys were removed. Set it up again to play it."
            raise ArchiveError(ArchiveProblem.DENIED, said)
        return self._former.setdefault(former, Store(former, ""))


def _read(store: Store, capture: Capture, start: int, end: int) -> Generator[bytes]:
    """Yield the bytes from `start` up to but without `end`, for a thread; raises ArchiveError."""
    if start >= end:
        return
    if (key := capture.archive_key) is None:
        raise ArchiveError(ArchiveProblem.FAILED, f"Capture {capture.id} is not in the archive.")
    whole = start == 0 and end == capture.size
    with answers_of(store.settings):
        body = store.open(key, start, None if whole else end)
        try:
            yield from body.iter_chunks(_CHUNK)
        finally:
            body.close()

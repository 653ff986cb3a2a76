"""Read a capture's bytes back from the bucket."""

from collections.abc import Generator

from camvault_gateway.model import ArchiveError, ArchiveProblem, Capture

from .errors import answers_of
from .store import Store

_CHUNK = 256 * 1024


def read(store: Store, capture: Capture, start: int, end: int) -> Generator[bytes]:
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

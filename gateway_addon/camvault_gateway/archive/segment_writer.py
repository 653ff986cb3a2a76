"""Writes what the catalog knows into the bucket, a segment at a time, so that the bucket alone is enough."""

import asyncio
from base64 import b64encode
import contextlib
from dataclasses import dataclass
import hashlib
import logging
from typing import TYPE_CHECKING, Final, Protocol

from botocore.exceptions import ClientError

from camvault_gateway.catalog import Catalog, changes
from camvault_gateway.model import ArchiveError, ArchiveProblem, Changes, Millis, OutageError, new_id, now_ms, steady_s
from camvault_gateway.record.keys import segment_key
from camvault_gateway.record.segments import encode

from .s3.errors import answers_of, is_not_implemented, status
from .s3.store import Store

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import PutObjectRequestTypeDef

_LOGGER = logging.getLogger(__name__)
# A segment is written once an hour, or when so many changes wait; what a person did is written at once. Of what came
# since, the objects tell themselves.
EVERY_S: Final = 3600.0
MANY: Final = 500
_LOOK_EVERY_S = 15.0
_MOST: Final = 1000
_FIRST_RETRY_S = 10.0
_LONGEST_RETRY_S: Final = 600.0
_LAST_WORDS_S = 3.0
_EXISTS = 412


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment to put, and the number of the last change in it."""

    moment: Millis
    identity: str
    body: bytes
    upto: int


class Place(Protocol):
    """Where segments are put."""

    @property
    def configured(self) -> bool:
        """Whether there is an archive."""

    async def put_segment(self, segment: Segment) -> None:
        """Put a segment; raises OutageError or ArchiveError."""


class SegmentWriter:
    """Writes segments while there is something to tell."""

    def __init__(self, catalog: Catalog, archive: Place, every_s: float = EVERY_S) -> None:
        self._catalog = catalog
        self._archive = archive
        self._every_s = every_s
        self._written_at = steady_s()
        # What waited when so many transactions had been committed.
        self._seen: tuple[int, changes.Waiting] | None = None
        self._failures = 0
        self._trouble: object = None
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Write what there is to tell, from now on."""
        self._loop = asyncio.create_task(self._run(), name="segments")

    async def stop(self) -> None:
        """Write the last of it if the archive works, and stop."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        if self._archive.configured and not self._failures:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORDS_S):
                    await self.write()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._pause())
            try:
                await self._write_if_due()
            except Exception:
                _LOGGER.exception("A segment of the catalog could not be written into the archive")
                self._failures += 1

    async def write(self) -> bool:
        """Write what has waited longest, as one segment; returns whether that went well."""
        waits = await asyncio.to_thread(self._catalog.read, changes.waiting)
        if not waits.changes:
            return True
        found = await asyncio.to_thread(self._catalog.read, changes.untold, _MOST)
        try:
            if not found.empty:
                await self._archive.put_segment(await self._segment(found))
        except (OutageError, ArchiveError) as err:
            self._failed(err)
            return False
        await self._catalog.keep(changes.told, found.upto)
        self._worked()
        return True

    def _pause(self) -> float:
        look = min(_LOOK_EVERY_S, self._every_s)
        return min(look + _FIRST_RETRY_S * (2.0 ** min(self._failures, 6) - 1), _LONGEST_RETRY_S)

    async def _write_if_due(self) -> None:
        while self._archive.configured:
            waits = await self._waiting()
            over = waits.changes > 0 and steady_s() - self._written_at >= self._every_s
            if not (waits.urgent or waits.changes >= MANY or over) or not await self.write():
                return

    async def _waiting(self) -> changes.Waiting:
        """Return what waits; a catalog that nobody has written to since is not read again."""
        commits = self._catalog.commits
        if self._seen is None or self._seen[0] != commits:
            self._seen = commits, await asyncio.to_thread(self._catalog.read, changes.waiting)
        return self._seen[1]

    async def _segment(self, found: Changes) -> Segment:
        """Return a segment of changes; later ones sort behind it, also when the clock was set back since."""
        # Synced, and with it all that the segment tells: no power cut takes back what the archive was told.
        moment = await self._catalog.keep(changes.next_moment, now_ms())
        return Segment(moment, new_id(), await asyncio.to_thread(encode, found), found.upto)

    def _failed(self, err: OutageError | ArchiveError) -> None:
        self._failures += 1
        cause = err.__cause__ if isinstance(err, OutageError) else err
        problem = cause.problem if isinstance(cause, ArchiveError) else None
        if problem is not None and problem is not self._trouble:
            _LOGGER.warning("A segment of the catalog could not be written into the archive; trying again: %s", err)
        self._trouble = problem

    def _worked(self) -> None:
        if self._trouble is not None:
            _LOGGER.info("Segments of the catalog are written into the archive again")
        self._failures, self._trouble = 0, None
        self._written_at = steady_s()


def put_segment(store: Store, segment: Segment) -> str:
    """Put a segment, for a thread, and return its key; raises ArchiveError.

    The key is new, so that an object which lies there already is the segment itself.
    """
    key = segment_key(store.settings.prefix, store.site, segment.moment, segment.identity)
    with answers_of(store.settings):
        try:
            told = _send(store, key, segment.body)
        except ClientError as err:
            store.close()
            if status(err) == _EXISTS:
                return key
            if not store.conditional or not is_not_implemented(err):
                raise
            store.conditional = False
            told = _send(store, key, segment.body)
    if told not in {None, _checksum(segment.body)}:
        raise ArchiveError(ArchiveProblem.DAMAGED, f"The archive's object {key} is not what was put there.")
    return key


def _send(store: Store, key: str, body: bytes) -> str | None:
    request: PutObjectRequestTypeDef = {
        "Bucket": store.settings.bucket,
        "Key": key,
        "Body": body,
        "ContentLength": len(body),
        "ContentType": "application/gzip",
    }
    if store.checksums:
        request["ChecksumSHA256"] = _checksum(body)
    if store.conditional:
        request["IfNoneMatch"] = "*"
    return store.put(request).get("ChecksumSHA256")


def _checksum(body: bytes) -> str:
    return b64encode(hashlib.sha256(body).digest()).decode()

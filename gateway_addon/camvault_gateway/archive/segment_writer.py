"""Tells the archive what the catalog knows, a segment at a time, so that the bucket alone is enough to have it back."""

import asyncio
from base64 import b64encode
import contextlib
from dataclasses import dataclass
import hashlib
import logging
from typing import TYPE_CHECKING, Protocol

from botocore.exceptions import ClientError

from camvault_gateway.catalog import Catalog, journal
from camvault_gateway.model import ArchiveError, ArchiveProblem, Millis, OutageError, new_id, now_ms, steady_s
from camvault_gateway.record.keys import segment_key
from camvault_gateway.record.segments import encode

from .s3.errors import answers_of, is_not_implemented, status
from .s3.store import Store

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import PutObjectRequestTypeDef

_LOGGER = logging.getLogger(__name__)
EVERY_S = 600.0
_LOOK_EVERY_S = 15.0
# So much is told without waiting for its time.
MANY = 2000
_MOST = 5000
_FIRST_RETRY_S = 10.0
_LAST_WORDS_S = 3.0
_EXISTS = 412


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment to put, and the last number of the journal in it."""

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
        self._told_at = steady_s()
        self._failures = 0
        self._trouble: object = None
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Tell what there is to tell, from now on."""
        self._loop = asyncio.create_task(self._run(), name="journal")

    async def stop(self) -> None:
        """Tell the last of it if the archive works, and stop."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        if self._archive.configured and not self._failures:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORDS_S):
                    await self.tell()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._pause())
            try:
                await self._tell_if_due()
            except Exception:
                _LOGGER.exception("The archive could not be told what the catalog knows")
                self._failures += 1

    async def tell(self) -> bool:
        """Tell what has waited longest, as one segment; returns whether that went well."""
        segment = await asyncio.to_thread(self._next)
        if segment is None:
            return True
        try:
            await self._archive.put_segment(segment)
        except (OutageError, ArchiveError) as err:
            self._failed(err)
            return False
        await self._catalog.keep(journal.told, segment.upto)
        self._worked()
        return True

    def _pause(self) -> float:
        look = min(_LOOK_EVERY_S, self._every_s)
        return min(look + _FIRST_RETRY_S * (2.0 ** min(self._failures, 6) - 1), max(self._every_s, look))

    async def _tell_if_due(self) -> None:
        while self._archive.configured:
            waiting = await asyncio.to_thread(self._catalog.read, journal.waiting)
            due = waiting > MANY or (waiting > 0 and steady_s() - self._told_at >= self._every_s)
            if not due or not await self.tell():
                return

    def _next(self) -> Segment | None:
        """Return a segment of what waits; later ones sort behind it, also when the clock was set back since."""
        news = self._catalog.read(journal.news, _MOST)
        if not news.upto:
            return None
        moment = self._catalog.write(journal.next_moment, now_ms()).result()
        return Segment(moment, new_id(), encode(news), news.upto)

    def _failed(self, err: OutageError | ArchiveError) -> None:
        self._failures += 1
        cause = err.__cause__ if isinstance(err, OutageError) else err
        problem = cause.problem if isinstance(cause, ArchiveError) else None
        if problem is not None and problem is not self._trouble:
            _LOGGER.warning("The archive could not be told what the catalog knows; trying again: %s", err)
        self._trouble = problem

    def _worked(self) -> None:
        if self._trouble is not None:
            _LOGGER.info("The archive is told again what the catalog knows")
        self._failures, self._trouble = 0, None
        self._told_at = steady_s()


def put_segment(store: Store, segment: Segment) -> str:
    """Put a segment, for a thread, and return its key; raises ArchiveError.

    The key is new, so that an object which lies there already is the segment itself.
    """
    key = segment_key(store.settings.prefix, store.site, segment.moment, segment.identity)
    put_once(store, key, segment.body)
    return key


def put_once(store: Store, key: str, body: bytes) -> None:
    """Put a small object, unless one lies there, for a thread; raises ArchiveError."""
    with answers_of(store.settings):
        try:
            told = _send(store, key, body)
        except ClientError as err:
            store.close()
            if status(err) == _EXISTS:
                return
            if not store.conditional or not is_not_implemented(err):
                raise
            store.conditional = False
            told = _send(store, key, body)
    if told not in {None, _checksum(body)}:
        raise ArchiveError(ArchiveProblem.DAMAGED, f"The archive's object {key} is not what was put there.")


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

"""The segments of a bucket, fetched and read in the order in which they count."""

from collections.abc import Iterator
from typing import Final

from botocore.exceptions import ClientError

from camvault_gateway.archive.s3.errors import code
from camvault_gateway.archive.s3.store import Store
from camvault_gateway.record.order import Listed, Span, by_owners, uncovered
from camvault_gateway.record.segments import LARGEST, Rows, SegmentError, decode, decode_day

from .requests import Requests

GONE: Final = frozenset({"NoSuchKey", "404"})

# A segment's key, and what it tells or what is wrong with it.
type Found = tuple[str, Rows | SegmentError]


class SegmentReader:
    """Fetches segments, several at a time, and yields what each tells."""

    def __init__(self, store: Store, requests: Requests) -> None:
        self._store = store
        self._requests = requests
        self._owners: dict[str, str] = {}

    def read(self, spans: list[Span]) -> Iterator[Found]:
        """Yield what each segment tells, the newest first, or what is wrong with it; raises ArchiveError."""
        for key, found in self._read(spans):
            yield key, found if isinstance(found, SegmentError) else by_owners(found, self._owners)

    def _read(self, spans: list[Span]) -> Iterator[Found]:
        rolled_up = self._requests.each(self._body, [span.rolled_up for span in spans if span.rolled_up])
        for span in spans:
            rows: Rows | None = None
            left = span.segments
            if span.rolled_up:
                (key, _), body = next(rolled_up)
                try:
                    covers, rows = decode_day(body)
                    left = uncovered(span.segments, covers)
                except SegmentError as err:
                    rows, left = None, span.segments
                    yield key, err
            yield from self._each(left)
            if span.rolled_up and rows is not None:
                yield span.rolled_up[0], rows

    def _each(self, segments: list[Listed]) -> Iterator[Found]:
        for (key, _), body in self._requests.each(self._body, segments):
            try:
                yield key, decode(body)
            except SegmentError as err:
                yield key, err

    def _body(self, listed: Listed) -> bytes:
        key, size = listed
        try:
            return self._store.open(key, 0, min(size, LARGEST) or None).read()
        except ClientError as err:
            if code(err) in GONE:
                return b""
            raise

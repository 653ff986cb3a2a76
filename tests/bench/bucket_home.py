"""A home's bucket as a gateway leaves it: captures' objects and the segments that tell of them.

The objects are a byte each, and written past S3 into the server's own store; who reads them does so over S3.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
import http.client
import itertools
from urllib.parse import quote
import uuid

from camvault_gateway.model import Camera, Capture, Changes
from camvault_gateway.record.keys import archive_key, segment_key
from camvault_gateway.record.segments import encode
from tests.gateway.s3_servers import HOST, S3Server

from .cameras import CAMERAS
from .home import BEGIN, camera_id, captures, event

PREFIX, SITE = "camvault", "home"
_YEAR_MS = 365 * 24 * 3600 * 1000
_AT_ONCE = 4000
_PROCESSES = 2

type Object = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Home:
    """A year of fourteen cameras, told of in segments of so many captures each."""

    count: int
    per_segment: int

    def captures(self) -> Iterator[Capture]:
        """Yield what was archived."""
        return (
            replace(each, size=1, archive_key=archive_key(PREFIX, SITE, each))
            for each in captures(0, self.count, self._step_ms)
        )

    @property
    def _step_ms(self) -> int:
        return _YEAR_MS // self.count

    def fill(self, server: S3Server, bucket: str) -> int:
        """Put it all into a bucket; returns how many bytes the segments have."""
        filer = next(int(each.partition("=")[2]) for each in server.command if each.startswith("-filer.port="))
        told = 0
        with ProcessPoolExecutor(_PROCESSES) as pool:
            batches = itertools.batched(self._objects(), _AT_ONCE, strict=False)
            for some in itertools.batched(batches, _PROCESSES, strict=False):
                told += sum(pool.map(_put, [filer] * len(some), [bucket] * len(some), some))
        return told

    def _objects(self) -> Iterator[Object]:
        for numbered in itertools.batched(enumerate(self.captures()), self.per_segment, strict=False):
            yield from ((each.archive_key or "", b"x") for _, each in numbered)
            moment = numbered[-1][1].received_at + 60_000
            yield segment_key(PREFIX, SITE, moment, uuid.uuid4().hex), encode(self._news(numbered))

    def _news(self, numbered: Iterable[tuple[int, Capture]]) -> Changes:
        cameras = tuple(Camera(id=camera_id(n), name=f"Camera {n}", created_at=BEGIN) for n in range(CAMERAS))
        events = {capture.event: event(number, self._step_ms) for number, capture in numbered}
        return Changes(
            upto=1,
            cameras=cameras,
            folders=tuple((each.name, each.id) for each in cameras),
            events=tuple(events.values()),
            captures=tuple(capture for _, capture in numbered),
        )


def _put(filer: int, bucket: str, objects: Iterable[Object]) -> int:
    connection = http.client.HTTPConnection(HOST, filer)
    told = 0
    for key, body in objects:
        connection.request("PUT", f"/buckets/{bucket}/{quote(key)}", body)
        answer = connection.getresponse()
        answer.read()
        assert answer.status < 300, answer.status
        told += len(body) if "/_catalog/" in key else 0
    connection.close()
    return told

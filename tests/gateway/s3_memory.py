"""A bucket in memory, for tests that need thousands; real servers have tests of their own."""
# ruff: noqa: N803, ARG002 the names are boto3's

from collections.abc import Iterator
from dataclasses import dataclass, field
import io
from typing import Any

from botocore.exceptions import ClientError

from camvault_gateway.archive import ArchiveStore
from camvault_gateway.model import ArchiveSettings, Capture
from camvault_gateway.record.metadata import metadata

SETTINGS = ArchiveSettings(bucket="memory", access_key_id="key", secret_access_key="secret")


class Body(io.BytesIO):
    """What botocore gives to read from."""

    def iter_chunks(self, size: int) -> Iterator[bytes]:
        """Yield it in pieces."""
        while chunk := self.read(size):
            yield chunk


@dataclass(slots=True)
class MemoryClient:
    """The requests that a rebuild and a roll-up make; pages are short, and everything is counted."""

    objects: dict[str, tuple[bytes, dict[str, Any]]] = field(default_factory=dict)
    page: int = 3
    heads: int = 0

    def add(self, key: str, body: bytes, **head: Any) -> None:  # noqa: ANN401 whatever S3 tells
        """Put an object."""
        self.objects[key] = (body, head)

    def add_capture(self, capture: Capture, body: bytes | None = None) -> None:
        """Put a capture's object, as the archive does."""
        body = bytes(capture.size) if body is None else body
        self.add(capture.archive_key or "", body, Metadata=metadata(capture), ContentType=capture.content_type)

    def list_objects_v2(
        self, Bucket: str, Prefix: str, Delimiter: str = "", ContinuationToken: str = ""
    ) -> dict[str, Any]:
        """Answer ListObjectsV2."""
        keys = sorted(key for key in self.objects if key.startswith(Prefix) and key > ContinuationToken)
        if Delimiter:
            rests = {key: key.removeprefix(Prefix).partition(Delimiter) for key in keys}
            folders = sorted({f"{Prefix}{rest[0]}/" for rest in rests.values() if rest[1]})
            loose = [key for key, rest in rests.items() if not rest[1]]
            return {"Contents": self._contents(loose), "CommonPrefixes": [{"Prefix": each} for each in folders]}
        some = keys[: self.page]
        more = {"IsTruncated": True, "NextContinuationToken": some[-1]} if len(some) < len(keys) else {}
        return {"Contents": self._contents(some), **more}

    def _contents(self, keys: list[str]) -> list[dict[str, Any]]:
        return [{"Key": key, "Size": len(self.objects[key][0])} for key in keys]

    def get_object(self, Bucket: str, Key: str, Range: str = "") -> dict[str, Any]:
        """Answer GetObject."""
        body = self._found(Key)[0]
        if Range:
            first, _, last = Range.removeprefix("bytes=").partition("-")
            body = body[int(first) : int(last) + 1]
        return {"Body": Body(body), "ContentLength": len(body)}

    def put_object(self, Key: str, Body: bytes, **request: Any) -> dict[str, Any]:  # noqa: ANN401 whatever S3 takes
        """Answer PutObject; nothing is overwritten."""
        assert Key not in self.objects
        self.add(Key, Body)
        return {"ETag": '"memory"'}

    def head_object(self, Bucket: str, Key: str, ChecksumMode: str) -> dict[str, Any]:
        """Answer HeadObject."""
        self.heads += 1
        body, head = self._found(Key)
        return {"ContentLength": len(body), "ETag": '"memory"', **head}

    def _found(self, key: str) -> tuple[bytes, dict[str, Any]]:
        if key not in self.objects:
            error = {"Error": {"Code": "NoSuchKey"}, "ResponseMetadata": {"HTTPStatusCode": 404}}
            raise ClientError(error, "GetObject")  # type: ignore[arg-type]
        return self.objects[key]

    def close(self) -> None:
        """Close nothing."""


def memory_store(client: MemoryClient, site: str = "home") -> ArchiveStore:
    """Return a store whose bucket is in memory."""
    store = ArchiveStore(SETTINGS, site)
    store._client = client  # type: ignore[assignment]
    # Nothing is sent: all puts are to come to this client.
    store._is_elsewhere = True
    return store

"""A model of an S3 server: what it keeps, and what it does when nothing goes wrong."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import hashlib
from typing import Final
from xml.sax.saxutils import escape

from .messages import Answer, Request, error, xml

_SKEW: Final = timedelta(minutes=15)
_META: Final = "x-amz-meta-"
_SHA256: Final = "x-amz-checksum-sha256"
_HOLD: Final = "x-amz-object-lock-legal-hold"
_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Stored:
    """An object."""

    body: bytes
    headers: Mapping[str, str]
    put_at: datetime

    @property
    def sha256(self) -> str:
        """Its hash, in hex."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def is_whole(self) -> bool:
        """Whether it is what it says of itself."""
        return self.headers.get(f"{_META}sha256", self.sha256) == self.sha256


@dataclass(slots=True)
class Bucket:
    """A bucket and its objects."""

    objects: dict[str, Stored] = field(default_factory=dict)
    uploads: dict[str, tuple[str, Mapping[str, str], dict[int, bytes]]] = field(default_factory=dict)
    # What is not there any more, and when that was: by its own rules, or behind everybody's back.
    removed: dict[str, datetime] = field(default_factory=dict)
    days: int | None = None
    full: bool = False

    def remove(self, key: str, at: datetime) -> None:
        """Lose an object."""
        del self.objects[key]
        self.removed[key] = at


@dataclass(frozen=True, slots=True)
class Kind:
    """What a server can do."""

    conditional: bool = True
    checksums: bool = True
    holds: bool = True


class Server:
    """Buckets behind one address; `key` is the access key that it knows."""

    def __init__(self, kind: Kind, key: str, now: Callable[[], datetime]) -> None:
        self.kind = kind
        self.key = key
        self.buckets: dict[str, Bucket] = {}
        self._now = now
        self._uploads = 0
        # Whole objects that were overwritten by other bytes: there must never be one.
        self.overwritten: list[str] = []

    def answer(self, request: Request) -> Answer:
        """Do what is asked, and say how that went."""
        if refused := self._refused(request):
            return refused
        bucket = self.buckets[request.bucket]
        if not request.key:
            return self._of_bucket(bucket, request)
        if "uploadId" in request.query or "uploads" in request.query:
            return self._in_parts(bucket, request)
        if request.method == "PUT":
            return self._put(bucket, request.key, request.headers, request.body, self._checksum(request.headers))
        return self._get(bucket, request)

    def _refused(self, request: Request) -> Answer | None:
        at = datetime.strptime(request.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if abs(at - self._now()) > _SKEW:
            return error(403, "RequestTimeTooSkewed", "The difference between the request time and ours is too large")
        if f"Credential={self.key}/" not in request.headers["authorization"]:
            return error(403, "InvalidAccessKeyId")
        if request.bucket not in self.buckets:
            return error(404, "NoSuchBucket")
        return None

    def _checksum(self, headers: Mapping[str, str]) -> str | None:
        return headers.get(_SHA256) if self.kind.checksums else None

    def _put(self, bucket: Bucket, key: str, headers: Mapping[str, str], body: bytes, checksum: str | None) -> Answer:
        if bucket.full:
            return error(507, "StorageFull", "There is not enough space")
        if checksum not in {None, _base64(body)}:
            return error(400, "BadDigest", "The SHA256 you specified did not match what we received")
        if not self.kind.holds and _HOLD in headers:
            return error(400, "InvalidRequest", "Bucket is missing Object Lock Configuration")
        known = bucket.objects.get(key)
        if "if-none-match" in headers:
            if not self.kind.conditional:
                return error(501, "NotImplemented", "A header you provided implies functionality not implemented")
            if known:
                return error(412, "PreconditionFailed")
        if known and known.body != body and known.is_whole:
            self.overwritten.append(key)
        names = {"content-type", "x-amz-storage-class", _HOLD}
        kept = {name: value for name, value in headers.items() if name.startswith(_META) or name in names}
        if checksum:
            kept[_SHA256] = checksum
        bucket.removed.pop(key, None)
        bucket.objects[key] = Stored(body, kept, self._now())
        return Answer(200, {"ETag": _etag(body), **({_SHA256: checksum} if checksum else {})})

    def _get(self, bucket: Bucket, request: Request) -> Answer:
        found = bucket.objects.get(request.key)
        if found is None:
            return error(404, "NoSuchKey")
        headers = {**found.headers, "ETag": _etag(found.body)}
        if request.headers.get("x-amz-checksum-mode", "").upper() != "ENABLED":
            headers.pop(_SHA256, None)
        body = found.body
        if span := request.headers.get("range"):
            first, _, last = span.removeprefix("bytes=").partition("-")
            if int(first) >= len(body):
                return error(416, "InvalidRange")
            body = body[int(first) : int(last) + 1]
            headers["Content-Range"] = f"bytes {first}-{int(first) + len(body) - 1}/{len(found.body)}"
        headers["Content-Length"] = str(len(body))
        return Answer(206 if span else 200, headers, body if request.method == "GET" else b"")

    def _in_parts(self, bucket: Bucket, request: Request) -> Answer:
        if request.method == "POST" and "uploads" in request.query:
            self._uploads += 1
            bucket.uploads[str(self._uploads)] = (request.key, dict(request.headers), {})
            return xml(f"<InitiateMultipartUploadResult><UploadId>{self._uploads}</UploadId>")
        upload = request.query["uploadId"]
        if upload not in bucket.uploads or bucket.uploads[upload][0] != request.key:
            return error(404, "NoSuchUpload")
        key, headers, parts = bucket.uploads[upload]
        if request.method == "PUT":
            return self._put_part(bucket, parts, request)
        if request.method == "DELETE":
            del bucket.uploads[upload]
            return Answer(204)
        digests = b"".join(hashlib.sha256(parts[number]).digest() for number in sorted(parts))
        whole = b"".join(parts[number] for number in sorted(parts))
        conditions = {name: value for name, value in request.headers.items() if name == "if-none-match"}
        done = self._put(bucket, key, {**headers, **conditions}, whole, None)
        if done.status != 200:
            return done
        del bucket.uploads[upload]
        told = f"<ChecksumSHA256>{_base64(digests)}-{len(parts)}</ChecksumSHA256>" if self.kind.checksums else ""
        return xml(f"<CompleteMultipartUploadResult><Key>{escape(key)}</Key>{told}")

    def _put_part(self, bucket: Bucket, parts: dict[int, bytes], request: Request) -> Answer:
        if bucket.full:
            return error(507, "StorageFull", "There is not enough space")
        if self._checksum(request.headers) not in {None, _base64(request.body)}:
            return error(400, "BadDigest")
        parts[int(request.query["partNumber"])] = request.body
        return Answer(200, {"ETag": _etag(request.body)})

    def _of_bucket(self, bucket: Bucket, request: Request) -> Answer:
        if "uploads" in request.query:
            rows = "".join(
                f"<Upload><Key>{escape(key)}</Key><UploadId>{upload}</UploadId></Upload>"
                for upload, (key, _, _) in bucket.uploads.items()
                if key.startswith(request.query.get("prefix", ""))
            )
            return xml(f"<ListMultipartUploadsResult>{rows}")
        if "lifecycle" in request.query:
            return _lifecycle(bucket)
        return _listed(bucket, request.query)

    def expire(self) -> None:
        """Remove what the buckets' own rules say."""
        for bucket in self.buckets.values():
            if bucket.days is None:
                continue
            before = self._now() - timedelta(days=bucket.days)
            for key in [key for key, each in bucket.objects.items() if each.put_at < before and _may_expire(key)]:
                bucket.remove(key, self._now())


def _may_expire(key: str) -> bool:
    return key.startswith("camvault/home/")


def _lifecycle(bucket: Bucket) -> Answer:
    if bucket.days is None:
        return error(404, "NoSuchLifecycleConfiguration")
    rule = (
        "<Rule><ID>old</ID><Status>Enabled</Status><Filter><Prefix>camvault/home/</Prefix></Filter>"
        f"<Expiration><Days>{bucket.days}</Days></Expiration></Rule>"
    )
    return xml(f"<LifecycleConfiguration>{rule}")


def _listed(bucket: Bucket, query: Mapping[str, str]) -> Answer:
    """Answer ListObjectsV2."""
    prefix, delimiter = query.get("prefix", ""), query.get("delimiter", "")
    after = query.get("continuation-token", "")
    rows: list[tuple[str, str]] = []
    for key in sorted(bucket.objects):
        if key.startswith(prefix):
            head, found, _ = key.removeprefix(prefix).partition(delimiter) if delimiter else (key, "", "")
            folder = f"{prefix}{head}{delimiter}"
            if found and (folder, "") not in rows:
                rows.append((folder, ""))
            elif not found:
                rows.append((key, str(len(bucket.objects[key].body))))
    rows = [row for row in rows if row[0] > after]
    page = rows[:_PAGE]
    told = "".join(
        f"<Contents><Key>{escape(name)}</Key><Size>{size}</Size></Contents>"
        if size
        else f"<CommonPrefixes><Prefix>{escape(name)}</Prefix></CommonPrefixes>"
        for name, size in page
    )
    more = "<IsTruncated>false</IsTruncated>"
    if len(page) < len(rows):
        more = f"<IsTruncated>true</IsTruncated><NextContinuationToken>{escape(page[-1][0])}</NextContinuationToken>"
    return xml(f"<ListBucketResult><KeyCount>{len(page)}</KeyCount>{told}{more}")


def _base64(data: bytes) -> str:
    return b64encode(hashlib.sha256(data).digest()).decode()


def _etag(body: bytes) -> str:
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'

"""Multipart uploads, for files that are too large for one request."""

from base64 import b64encode
from collections.abc import Iterator
import contextlib
import hashlib
from typing import TYPE_CHECKING, BinaryIO, Final

from botocore.exceptions import BotoCoreError, ClientError

from camvault_gateway.model import ArchiveError, ArchiveProblem, Capture

from .store import Store

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef, CreateMultipartUploadRequestTypeDef

# The most that S3 takes in one request, and the most parts of an object. A part is held in memory while it is sent.
SINGLE_MOST: Final = 5 * 2**30
PART_BYTES: Final = 16 * 2**20
_MOST_PARTS: Final = 10_000


def is_big(capture: Capture) -> bool:
    """Tell whether a capture has to be put in parts."""
    return capture.size > SINGLE_MOST


def put_multipart(
    store: Store, capture: Capture, request: CreateMultipartUploadRequestTypeDef, file: BinaryIO, *, once: bool
) -> bool:
    """Put a file in parts; tells whether the store proved to have its very bytes. `once`: never over another object."""
    place = _Place(store, request["Bucket"], request["Key"])
    place.abort_leftovers()
    if store.checksums:
        request |= {"ChecksumAlgorithm": "SHA256", "ChecksumType": "COMPOSITE"}
    upload = store.client.create_multipart_upload(**request)["UploadId"]
    try:
        return _send(place, upload, capture, file, once=once)
    except BaseException:
        # When it was the answer that got lost, there is nothing to abort any more.
        place.abort(upload)
        raise


class _Place:
    """A key to put at."""

    def __init__(self, store: Store, bucket: str, key: str) -> None:
        self.store = store
        self.bucket = bucket
        self.key = key

    def abort_leftovers(self) -> None:
        """Let go what a stop left of earlier tries; where the key may not, the bucket's lifecycle does."""
        with contextlib.suppress(ClientError):
            found = self.store.client.list_multipart_uploads(Bucket=self.bucket, Prefix=self.key).get("Uploads", [])
            for upload in found:
                if upload["Key"] == self.key:
                    self.abort(upload["UploadId"])

    def abort(self, upload: str) -> None:
        """Let go of an upload's parts, if that can be done."""
        with contextlib.suppress(ClientError, BotoCoreError):
            self.store.client.abort_multipart_upload(Bucket=self.bucket, Key=self.key, UploadId=upload)

    def put(self, upload: str, number: int, data: bytes) -> CompletedPartTypeDef:
        """Put one part."""
        if self.store.retired:
            raise ArchiveError(ArchiveProblem.UNREACHABLE, "The upload of a large file was stopped; it begins anew.")
        where = {"Bucket": self.bucket, "Key": self.key, "UploadId": upload, "PartNumber": number}
        told = {"ChecksumSHA256": _base64(hashlib.sha256(data).digest())} if self.store.checksums else {}
        named = {"ChecksumAlgorithm": "SHA256"} if told else {}
        answer = self.store.client.upload_part(Body=data, **where, **named, **told)  # type: ignore[arg-type] # as above
        return {"ETag": answer["ETag"], "PartNumber": number, **told}  # type: ignore[typeddict-item] # as above


def _send(place: _Place, upload: str, capture: Capture, file: BinaryIO, *, once: bool) -> bool:
    whole, digests = hashlib.sha256(), hashlib.sha256()
    done: list[CompletedPartTypeDef] = []
    for data in _split(file, capture.size):
        whole.update(data)
        digests.update(hashlib.sha256(data).digest())
        done.append(place.put(upload, len(done) + 1, data))
    if whole.hexdigest() != capture.sha256:
        raise ArchiveError(ArchiveProblem.FAILED, f"The vault's file of capture {capture.id} changed while it was put.")
    answer = place.store.client.complete_multipart_upload(
        Bucket=place.bucket,
        Key=place.key,
        UploadId=upload,
        MultipartUpload={"Parts": done},
        **({"IfNoneMatch": "*"} if once else {}),  # type: ignore[arg-type] # the stubs want each by its name
    )
    # The store's checksum of such an object is that of its parts' checksums, which it compared one by one.
    return answer.get("ChecksumSHA256") == f"{_base64(digests.digest())}-{len(done)}"


def _split(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield a file's parts, all but the last equally large."""
    file.seek(0)
    each = max(PART_BYTES, -(-size // _MOST_PARTS))
    while data := file.read(each):
        yield data


def _base64(digest: bytes) -> str:
    return b64encode(digest).decode()

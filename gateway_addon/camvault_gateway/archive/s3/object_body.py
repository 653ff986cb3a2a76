"""The body of an object, or a range of it; servers that ignore `Range` are made up for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from botocore.exceptions import IncompleteReadError

from camvault_gateway.model import ArchiveError, ArchiveProblem

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from mypy_boto3_s3.type_defs import GetObjectOutputTypeDef

_CHUNK: Final = 256 * 1024
_PARTIAL: Final = 206


@dataclass(slots=True)
class ObjectBody:
    """Bytes to read once: without those before `skip`, and `length` of them if that is known."""

    body: StreamingBody
    skip: int = 0
    length: int | None = None

    @classmethod
    def whole(cls, answer: GetObjectOutputTypeDef) -> Self:
        """Return all of an object."""
        return cls(answer["Body"])

    @classmethod
    def of(cls, answer: GetObjectOutputTypeDef, key: str, start: int, end: int) -> Self:
        """Return the bytes from `start` up to but without `end`; of a server that gave all, those of them."""
        told = answer.get("ContentLength")
        number = answer.get("ResponseMetadata", {}).get("HTTPStatusCode")
        partial = number == _PARTIAL or "ContentRange" in answer
        if told == end - start or (partial and told is None):
            return cls(answer["Body"], 0, end - start)
        if partial or (told is not None and told < end):
            answer["Body"].close()
            raise ArchiveError(
                ArchiveProblem.DAMAGED, f"The S3 server answered with other bytes than those asked for of {key}."
            )
        return cls(answer["Body"], start, end - start)

    @property
    def is_exact(self) -> bool:
        """Whether the server gave the bytes that were asked for, and no others."""
        return not self.skip

    def read(self) -> bytes:
        """Return all of it."""
        return b"".join(self.iter_chunks(_CHUNK))

    def iter_chunks(self, size: int) -> Iterator[bytes]:
        """Yield it piece by piece."""
        skip, left = self.skip, self.length
        for chunk in self.body.iter_chunks(size):
            wanted = chunk[skip:] if left is None else chunk[skip : skip + left]
            skip = max(0, skip - len(chunk))
            if wanted:
                yield wanted
            if left is not None and not (left := left - len(wanted)):
                self.close()
                return
        if left and self.length:
            raise IncompleteReadError(actual_bytes=self.length - left, expected_bytes=self.length)

    def close(self) -> None:
        """Read no more."""
        self.body.close()

"""One try of a bucket, with one object: what the server and the key can do."""

from base64 import b64encode
from collections.abc import Callable
import contextlib
from dataclasses import dataclass
import hashlib
import logging
import time
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from camvault_gateway.archive.s3.errors import (
    MisaddressedError,
    answers_of,
    code,
    is_not_implemented,
    refuses_checksum,
    status,
)
from camvault_gateway.archive.s3.store import Store
from camvault_gateway.model import Abilities, ArchiveError, ArchiveProblem, now_ms

from . import bucket

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import PutObjectOutputTypeDef, PutObjectRequestTypeDef

_LOGGER = logging.getLogger(__name__)
_EXISTS = 412
_DENIED = {"AccessDenied", "403"}
_REFUSED = {401, 403}
_NOT_FOUND = 404
_PATIENCE_S = (0.5, 1.0, 2.0)


@dataclass
class Trial:
    """One try of a bucket, with one object."""

    store: Store
    key: str
    probe: bytes
    takes_checksums: bool = True
    conditional: bool = True
    version: str | None = None
    put: bool = False
    removed: bool = False
    ranges: bool | None = None

    def run(self) -> Abilities:
        """Find out everything."""
        answer = self._put()
        told = answer.get("ChecksumSHA256")
        if told not in {None, _checksum(self.probe)}:
            raise ArchiveError(
                ArchiveProblem.DAMAGED, "The S3 server told another checksum than that of the bytes sent."
            )
        readable = self._reads()
        conditional = self.conditional and self._refuses_second()
        # Some keep to it only sometimes.
        conditional = conditional and self._refuses_second()
        refuses_damage = self._refuses_damage()
        days, mode, locks = bucket.lock(self.store)
        links = bucket.link_works(self.store, self.key, self.probe) if readable else None
        listable = self._lists()
        versioning = True if self.version else bucket.versions(self.store)
        deletes, hides = self._remove()
        return Abilities(
            checked_at=now_ms(),
            readable=readable,
            takes_checksums=self.takes_checksums,
            checksums=told is not None,
            refuses_damage=refuses_damage,
            conditional_puts=conditional,
            presigned_links=links,
            listable=listable,
            deletes=deletes,
            hides=hides,
            versioning=versioning,
            object_lock=locks,
            retention_days=days,
            retention_mode=mode,
            ranges=self.ranges,
        )

    def tidy(self) -> None:
        """Remove what a try that failed has left."""
        if self.put and not self.removed:
            with contextlib.suppress(ArchiveError), answers_of(self.store.settings):
                self.store.client.delete_object(Bucket=self.store.settings.bucket, Key=self.key)

    def _request(self) -> PutObjectRequestTypeDef:
        request: PutObjectRequestTypeDef = {
            "Bucket": self.store.settings.bucket,
            "Key": self.key,
            "Body": self.probe,
            "ContentLength": len(self.probe),
        }
        if self.takes_checksums:
            request |= {"ChecksumAlgorithm": "SHA256", "ChecksumSHA256": _checksum(self.probe)}
        if self.conditional:
            request["IfNoneMatch"] = "*"
        if self.store.settings.storage_class != "STANDARD":
            request["StorageClass"] = self.store.settings.storage_class  # type: ignore[typeddict-item] # the owner's
        return request

    def _put(self) -> PutObjectOutputTypeDef:
        """Put the object with all that makes it safe, or else with what the server knows of that."""
        while True:
            try:
                answer = bucket.again(lambda: self.store.client.put_object(**self._request()))
            except ClientError as err:
                if self.takes_checksums and refuses_checksum(err):
                    self.takes_checksums = False
                elif self.conditional and is_not_implemented(err):
                    self.conditional = False
                else:
                    raise
                continue
            finally:
                self.put = True
            self.version = answer.get("VersionId") if answer.get("VersionId") != "null" else None
            return answer

    def _reads(self) -> bool:
        try:
            whole = bucket.again(lambda: self.store.open(self.key, 0, None).read())
        except ClientError as err:
            if code(err) not in _DENIED:
                raise
            _LOGGER.info("The archive's key may put objects and not read them: captures play from the vault only")
            return False
        start, end = len(self.probe) // 4, len(self.probe) // 2
        part = bucket.again(lambda: self.store.open(self.key, start, end))
        self.ranges = part.is_exact
        if whole != self.probe or part.read() != self.probe[start:end]:
            raise ArchiveError(ArchiveProblem.DAMAGED, "The S3 server did not give back the bytes that were put there.")
        return True

    def _lists(self) -> bool:
        """Tell whether the key may list; raises MisaddressedError when what was put is not where it is looked for."""
        try:
            for wait_s in _PATIENCE_S:
                if bucket.lists(self.store, self.key):
                    return True
                # Some know of an object a moment later.
                time.sleep(wait_s)
        except ClientError as err:
            if status(err) in _REFUSED:
                return False
            if status(err) != _NOT_FOUND:
                raise
        raise MisaddressedError(self.store.settings)

    def _refuses_second(self) -> bool | None:
        """Tell whether an object that is there cannot be put again; None when the server does not say."""
        try:
            bucket.again(lambda: self.store.client.put_object(**self._request()))
        except ClientError as err:
            return None if bucket.is_passing(err) else status(err) == _EXISTS
        except BotoCoreError:
            return None
        return False

    def _refuses_damage(self) -> bool | None:
        """Tell whether bytes that do not have the checksum they came with are refused."""
        if not self.takes_checksums:
            return None
        key = f"{self.key}-damaged"
        request = self._request() | {"Key": key, "ChecksumSHA256": _checksum(self.probe + b"x")}
        try:
            bucket.again(lambda: self.store.client.put_object(**request))
        except ClientError as err:
            return True if status(err) in {400, 409, 412, 422} else None
        except BotoCoreError:
            return None
        bucket.may(lambda: self.store.client.delete_object(Bucket=self.store.settings.bucket, Key=key))
        return False

    def _remove(self) -> tuple[bool | None, bool | None]:
        """Try to remove the object for good, and else to hide it; tells what could be done."""
        at: dict[str, str] = {"Bucket": self.store.settings.bucket, "Key": self.key}
        delete: Callable[..., object] = self.store.client.delete_object
        if self.version:
            version = {"VersionId": self.version}
            if bucket.may(lambda: delete(**at, **version)):
                self.removed = True
                return True, True
        hides = bucket.may(lambda: delete(**at))
        self.removed = bool(hides)
        return (False if self.version else hides), hides


def _checksum(data: bytes) -> str:
    return b64encode(hashlib.sha256(data).digest()).decode()

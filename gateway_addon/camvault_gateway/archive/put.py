"""Put a capture's file into the bucket, once."""

from base64 import b64encode
from dataclasses import dataclass, replace
import hashlib
import os
from typing import TYPE_CHECKING, BinaryIO

from botocore.exceptions import ClientError

from camvault_gateway.model import ArchiveError, ArchiveProblem, Capture, Kind
from camvault_gateway.record.metadata import metadata
from camvault_gateway.vault import Vault

from .s3.errors import DamagedError, answers_of, code, is_not_implemented, status
from .s3.multipart import is_big, put_multipart
from .s3.small_put import SMALL
from .s3.store import Store

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import (
        CreateMultipartUploadRequestTypeDef,
        HeadObjectOutputTypeDef,
        PutObjectRequestTypeDef,
    )

_EXISTS = 412
_NOT_TOLD = {403, 404}
# How servers refuse a legal hold: the key must not, the bucket has no Object Lock, or nobody knows what it is.
_NO_HOLD = {"AccessDenied", "InvalidArgument", "InvalidRequest", "NotImplemented"}


@dataclass(frozen=True, slots=True)
class Receipt:
    """Under which key the archive has a capture, and whether it proved to have the right bytes."""

    key: str
    verified: bool
    # Which archive it was, as the catalog counts them.
    number: int = 0
    # A legal hold was asked for and refused, and it was put without.
    unheld: bool = False


def put(store: Store, capture: Capture, file: BinaryIO, *, hold: bool = False) -> Receipt:
    """Put a capture's file, under legal hold if that is wanted and can be; raises ArchiveError."""
    if not _compares(store, capture):
        _compare(capture, file)
        with answers_of(store.settings):
            return _put_once(store, capture, file, hold=hold)
    _check_size(capture, file)
    try:
        with answers_of(store.settings):
            return _put_once(store, capture, file, hold=hold)
    except DamagedError:
        raise
    except ArchiveError, OSError:
        # What a store refuses, or breaks off, may be the file's own fault: it changed, or the disk cannot read it.
        _compare(capture, file)
        raise


def _compares(store: Store, capture: Capture) -> bool:
    """Tell whether the store itself compares what it gets with the catalog's SHA-256, so that none is made before."""
    found = store.settings.abilities
    return found is not None and found.refuses_damage is True and store.checksums and not is_big(capture)


def opened(vault: Vault, capture: Capture) -> BinaryIO:
    """Open a capture's file, wherever the vault has it; raises ArchiveError."""
    try:
        file = vault.open(capture)
    except OSError as err:
        raise _unreadable(capture, err) from err
    if file is None:
        raise _unusable(capture, "is not there")
    return file


def checksum(capture: Capture) -> str:
    """Return the catalog's SHA-256 as S3 writes it."""
    return b64encode(bytes.fromhex(capture.sha256 or "")).decode()


def _compare(capture: Capture, file: BinaryIO) -> None:
    """Make sure that a file is still what the catalog says it is."""
    try:
        file.seek(0)
        found = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type] # any file that was opened
        size = file.tell()
    except OSError as err:
        raise _unreadable(capture, err) from err
    if found != capture.sha256:
        raise _unusable(capture, f"is no longer what was received ({size} bytes of {capture.size})")


def _check_size(capture: Capture, file: BinaryIO) -> None:
    """Make sure that a file has as many bytes as it is said to have: a request that lacks some would wait for them."""
    try:
        size = file.seek(0, os.SEEK_END)
    except OSError as err:
        raise _unreadable(capture, err) from err
    if size != capture.size:
        raise _unusable(capture, f"is no longer what was received ({size} bytes of {capture.size})")


def _unreadable(capture: Capture, err: OSError) -> ArchiveError:
    return _unusable(capture, f"cannot be read ({err.strerror})")


def _unusable(capture: Capture, why: str) -> ArchiveError:
    return ArchiveError(
        ArchiveProblem.FAILED, f"The vault's file of capture {capture.id} {why}; it could not be archived."
    )


def _put_once(store: Store, capture: Capture, file: BinaryIO, *, hold: bool) -> Receipt:
    key = capture.archive_key or store.key(capture)
    conditional = store.conditional
    # What takes an hour to put is not put again to hear that it is there.
    if is_big(capture) and _is_there(store, key):
        return _put_before(store, capture, key)
    try:
        return _send(store, capture, key, file, conditional=conditional, hold=hold)
    except ClientError as err:
        # An answer that came instead of "100 Continue" sticks to botocore's connection, and to the next put on it.
        store.close()
        if hold and code(err) in _NO_HOLD:
            return replace(_put_once(store, capture, file, hold=False), unheld=True)
        if conditional and is_not_implemented(err):
            # The key holds the content's hash: without the condition the same bytes are put again, at worst.
            store.conditional = False
            return _send(store, capture, key, file, conditional=False, hold=hold)
        if status(err) != _EXISTS:
            raise
    return _put_before(store, capture, key)


def _send(store: Store, capture: Capture, key: str, file: BinaryIO, *, conditional: bool, hold: bool) -> Receipt:
    described: CreateMultipartUploadRequestTypeDef = {
        "Bucket": store.settings.bucket,
        "Key": key,
        "ContentType": capture.content_type,
        "Metadata": metadata(capture),
    }
    if capture.kind is Kind.CLIP and store.settings.storage_class != "STANDARD":
        # Small objects cost more in the other classes, which bill each as one of a least size and for a least time.
        described["StorageClass"] = store.settings.storage_class  # type: ignore[typeddict-item] # the owner's to name
    if hold:
        described["ObjectLockLegalHoldStatus"] = "ON"
    if is_big(capture):
        return Receipt(key, verified=put_multipart(store, capture, described, file, once=conditional))
    file.seek(0)
    body = file.read() if capture.size < SMALL else file
    request: PutObjectRequestTypeDef = {**described, "Body": body, "ContentLength": capture.size}  # type: ignore[typeddict-item] # what both have in common
    if store.checksums:
        # Some servers want the algorithm named too before they lock an object.
        request |= {"ChecksumAlgorithm": "SHA256", "ChecksumSHA256": checksum(capture)}
    if conditional:
        request["IfNoneMatch"] = "*"
    answer = store.put(request)
    return Receipt(key, verified=equals(capture, key, answer.get("ChecksumSHA256")))


def equals(capture: Capture, key: str, found: str | None) -> bool:
    """Compare a checksum that the archive told; False when it told none, ArchiveError when it differs."""
    if found is None:
        return False
    if found != checksum(capture):
        if is_big(capture):
            # What is told of an object that was put in parts is the checksum of their checksums.
            return False
        raise DamagedError(key, f"its SHA-256 is {found} and should be {checksum(capture)}")
    return True


def _is_there(store: Store, key: str) -> bool:
    """Tell whether a key is known to be taken."""
    try:
        return store.readable and bool(store.head(key))
    except ClientError as err:
        if status(err) not in _NOT_TOLD:
            raise
        return False


def _put_before(store: Store, capture: Capture, key: str) -> Receipt:
    """Find out what lies at a capture's key already: mostly its own object, whose answer got lost."""
    try:
        head = store.head(key) if store.readable else None
    except ClientError as err:
        if code(err) != "AccessDenied":
            raise
        head = None
    if head is None:
        # The name has the content's hash. That proves the name only: it counts as archived, not as verified.
        return Receipt(key, verified=False)
    if not _is_ours(head, capture):
        raise DamagedError(key, "something else lies there")
    if head["ContentLength"] != capture.size:
        # Some servers keep what came of an upload that broke off.
        raise DamagedError(key, f"it has {head['ContentLength']} bytes of {capture.size}")
    return Receipt(key, verified=equals(capture, key, head.get("ChecksumSHA256")))


def _is_ours(head: HeadObjectOutputTypeDef, capture: Capture) -> bool:
    # Some servers keep no metadata, and some write its names their own way.
    said = {name.lower(): value for name, value in head.get("Metadata", {}).items()}
    return said.get("sha256", capture.sha256) == capture.sha256 and said.get("capture", capture.id) == capture.id

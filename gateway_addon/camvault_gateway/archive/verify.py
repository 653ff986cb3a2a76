"""Prove that an object has the bytes that were received."""

from dataclasses import replace
import hashlib

from botocore.exceptions import ClientError

from camvault_gateway.model import Capture

from .put import equals
from .s3.errors import DamagedError, UnreadableError, answers_of, code
from .s3.object_body import ObjectBody
from .s3.store import Store

_CHUNK = 256 * 1024
_MISSING = {"NoSuchKey", "404"}


def verify(store: Store, capture: Capture) -> bool:
    """Compare an object with the catalog: False when it is not there; raises ArchiveError when it differs."""
    if (key := capture.archive_key) is None:
        return False
    with answers_of(store.settings):
        try:
            _verify(store, capture, key)
        except ClientError as err:
            if code(err) in _MISSING:
                return False
            if code(err) == "AccessDenied":
                raise UnreadableError(key) from err
            raise
    return True


def find(store: Store, capture: Capture) -> str | None:
    """Return the key under which the bucket has a capture's very bytes, or None; raises ArchiveError."""
    key = capture.archive_key or store.key(capture)
    try:
        return key if verify(store, replace(capture, archive_key=key)) else None
    except DamagedError:
        return None


def _verify(store: Store, capture: Capture, key: str) -> None:
    head = store.head(key)
    if head["ContentLength"] != capture.size:
        raise DamagedError(key, f"it has {head['ContentLength']} bytes of {capture.size}")
    if not equals(capture, key, head.get("ChecksumSHA256")) and hash_of(store.open(key, 0, None)) != capture.sha256:
        raise DamagedError(key, "its bytes have another SHA-256")


def hash_of(body: ObjectBody) -> str:
    """Read an object to its end, and return its SHA-256 in hex."""
    digest = hashlib.sha256()
    try:
        for chunk in body.iter_chunks(_CHUNK):
            digest.update(chunk)
    finally:
        body.close()
    return digest.hexdigest()

"""Try a bucket for real before it is trusted with anything."""

from base64 import b64encode
import contextlib
from dataclasses import dataclass
import hashlib
import logging
import secrets
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from camvault_gateway.model import ArchiveError, ArchiveProblem, ArchiveSettings, new_id

from .errors import answers_of, code, is_not_implemented, status
from .keys import in_site, is_safe_prefix
from .store import Store

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import PutObjectRequestTypeDef

_LOGGER = logging.getLogger(__name__)
_READ_TIMEOUT_S = 15
_PROBE_SIZE = 4096
_EXISTS = 412


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a bucket, with the key that was given, can do beyond keeping objects."""

    readable: bool
    checksums: bool
    conditional_puts: bool


def check(settings: ArchiveSettings, site: str) -> Abilities:
    """Put a small object, read it back whole and in part, and remove it; raises ArchiveError with what to do."""
    if not is_safe_prefix(settings.prefix):
        raise ArchiveError(
            ArchiveProblem.FAILED, "The prefix may have letters, digits, dots, dashes, underscores and slashes only."
        )
    store = Store(settings, site, _READ_TIMEOUT_S)
    key = in_site(settings.prefix, site, f".check-{new_id()}")
    probe = secrets.token_bytes(_PROBE_SIZE)
    try:
        with answers_of(settings):
            return _try(store, key, probe)
    finally:
        # The key need not be allowed to delete.
        with contextlib.suppress(ArchiveError), answers_of(settings):
            store.client.delete_object(Bucket=settings.bucket, Key=key)
        store.close()


def _try(store: Store, key: str, probe: bytes) -> Abilities:
    request: PutObjectRequestTypeDef = {
        "Bucket": store.settings.bucket,
        "Key": key,
        "Body": probe,
        "ContentLength": len(probe),
        "ChecksumSHA256": b64encode(hashlib.sha256(probe).digest()).decode(),
        "IfNoneMatch": "*",
    }
    if store.settings.storage_class != "STANDARD":
        request["StorageClass"] = store.settings.storage_class  # type: ignore[typeddict-item] # the owner's to name
    try:
        answer = store.client.put_object(**request)
        knows_conditions = True
    except ClientError as err:
        if not is_not_implemented(err):
            raise
        del request["IfNoneMatch"]
        answer = store.client.put_object(**request)
        knows_conditions = False
    told = answer.get("ChecksumSHA256")
    if told not in {None, request["ChecksumSHA256"]}:
        raise ArchiveError(ArchiveProblem.DAMAGED, "The S3 server told another checksum than that of the bytes sent.")
    return Abilities(
        readable=_reads(store, key, probe),
        checksums=told is not None,
        conditional_puts=knows_conditions and _refuses_second(store, request),
    )


def _reads(store: Store, key: str, probe: bytes) -> bool:
    try:
        whole = store.open(key, 0, None).read()
    except ClientError as err:
        if code(err) != "AccessDenied":
            raise
        _LOGGER.info("The archive's key may put objects and not read them: captures play from the vault only")
        return False
    start, end = len(probe) // 4, len(probe) // 2
    if whole != probe or store.open(key, start, end).read() != probe[start:end]:
        raise ArchiveError(ArchiveProblem.DAMAGED, "The S3 server did not give back the bytes that were put there.")
    return True


def _refuses_second(store: Store, request: PutObjectRequestTypeDef) -> bool:
    try:
        store.client.put_object(**request)
    except ClientError as err:
        return status(err) == _EXISTS
    except BotoCoreError:
        return False
    return False

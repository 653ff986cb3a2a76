"""The settings of a bucket, as far as the key may read them; nothing here is needed for archiving."""

from collections.abc import Callable
import time
from typing import Final

from botocore.awsrequest import AWSRequest
from botocore.exceptions import BotoCoreError, ClientError, ConnectionClosedError
from botocore.parsers import ResponseParserError

from camvault_gateway.archive.s3.errors import code, status
from camvault_gateway.archive.s3.listing import page_of
from camvault_gateway.archive.s3.store import Store

_LINK_LIVES_S = 60
_GIVEN = {200, 206}
_REFUSED = {401, 403}
_DAYS_A_YEAR = 365
_UNKNOWN: Final = (BotoCoreError, ResponseParserError, ValueError)
_TOO_MANY: Final = 429
_SERVER_ERRORS: Final = 500
_NOT_IMPLEMENTED: Final = 501
_WAITS_S: Final = (0.3, 1.0)


def is_passing(err: Exception) -> bool:
    """Tell whether an answer says nothing of what was asked, and another one may."""
    if not isinstance(err, ClientError):
        return isinstance(err, ConnectionClosedError)
    number = status(err)
    return number == _TOO_MANY or (number >= _SERVER_ERRORS and number != _NOT_IMPLEMENTED)


def again[T](ask: Callable[[], T]) -> T:
    """Return what is answered, asking again when a server is only busy; raises what boto3 does."""
    for wait_s in _WAITS_S:
        try:
            return ask()
        except (ClientError, ConnectionClosedError) as err:
            if not is_passing(err):
                raise
        time.sleep(wait_s)
    return ask()


def may(ask: Callable[[], object]) -> bool | None:
    """Tell whether something is allowed: None when the server does not know it, or broke off."""
    try:
        return again(ask) is not False
    except ClientError as err:
        return False if status(err) in _REFUSED else None
    except _UNKNOWN:
        return None


def lists(store: Store, key: str) -> bool:
    """Tell whether an object is found as a rebuild looks for it, by folders and by names; raises what boto3 does."""
    again(lambda: page_of(store, store.root, {}, "/"))
    return key in (found for found, _ in again(lambda: page_of(store, key, {})).objects)


def link_works(store: Store, key: str, content: bytes) -> bool | None:
    """Tell whether a link that lives for a minute gives a part of an object, to anybody."""
    start, end = len(content) // 4, len(content) // 2
    try:
        where = {"Bucket": store.settings.bucket, "Key": key}
        url = store.client.generate_presigned_url("get_object", Params=where, ExpiresIn=_LINK_LIVES_S)
        request = AWSRequest(method="GET", url=url, headers={"Range": f"bytes={start}-{end - 1}"})
        answer = store.session.send(request.prepare())
    except _UNKNOWN:
        return None
    if answer.status_code >= _SERVER_ERRORS:
        return None
    # Some give the part, and do not say that it is one; some give all.
    return bool(answer.status_code in _GIVEN and answer.content in {content, content[start:end]})


def versions(store: Store) -> bool | None:
    """Tell whether the bucket keeps every version; None when the key may not ask."""
    try:
        answer = again(lambda: store.client.get_bucket_versioning(Bucket=store.settings.bucket))
    except (ClientError, *_UNKNOWN):
        return None
    return answer.get("Status") == "Enabled"


def lock(store: Store) -> tuple[int | None, str | None, bool | None]:
    """Return for how many days the bucket locks each object, in which mode, and whether it can lock at all."""
    try:
        answer = again(lambda: store.client.get_object_lock_configuration(Bucket=store.settings.bucket))
    except ClientError as err:
        return None, None, False if code(err) == "ObjectLockConfigurationNotFoundError" else None
    except _UNKNOWN:
        return None, None, None
    found = answer.get("ObjectLockConfiguration", {})
    rule = found.get("Rule", {}).get("DefaultRetention", {})
    days = rule.get("Days") or rule.get("Years", 0) * _DAYS_A_YEAR
    return days or None, rule.get("Mode") if days else None, found.get("ObjectLockEnabled") == "Enabled"

"""What a bucket tells of itself, as far as the key may ask; nothing here is needed for archiving."""

from collections.abc import Callable

from botocore.awsrequest import AWSRequest
from botocore.exceptions import BotoCoreError, ClientError
from botocore.httpsession import URLLib3Session
from botocore.utils import get_environ_proxies

from .errors import code, status
from .store import Store

_LINK_LIVES_S = 60
_LINK_TIMEOUT_S = 15
_GIVEN = {200, 206}
_REFUSED = {401, 403}
_DAYS_A_YEAR = 365


def may(ask: Callable[[], object]) -> bool | None:
    """Tell whether something is allowed: None when the server does not know it, or broke off."""
    try:
        return ask() is not False
    except ClientError as err:
        return False if status(err) in _REFUSED else None
    except BotoCoreError, ValueError:
        return None


def lists(store: Store, key: str) -> bool:
    """Tell whether an object is found by listing."""
    found = store.client.list_objects_v2(Bucket=store.settings.bucket, Prefix=key, MaxKeys=10).get("Contents", [])
    return any(each["Key"] == key for each in found)


def link_works(store: Store, key: str, content: bytes) -> bool | None:
    """Tell whether a link that lives for a minute gives a part of an object, to anybody."""
    start, end = len(content) // 4, len(content) // 2
    try:
        where = {"Bucket": store.settings.bucket, "Key": key}
        url = store.client.generate_presigned_url("get_object", Params=where, ExpiresIn=_LINK_LIVES_S)
        session = URLLib3Session(timeout=_LINK_TIMEOUT_S, proxies=get_environ_proxies(url))
        request = AWSRequest(method="GET", url=url, headers={"Range": f"bytes={start}-{end - 1}"})
        answer = session.send(request.prepare())
        session.close()
    except BotoCoreError, ValueError:
        return None
    # Some give the part, and do not say that it is one.
    return bool(answer.status_code in _GIVEN and answer.content == content[start:end])


def versions(store: Store) -> bool | None:
    """Tell whether the bucket keeps every version; None when the key may not ask."""
    try:
        answer = store.client.get_bucket_versioning(Bucket=store.settings.bucket)
    except ClientError, BotoCoreError:
        return None
    return answer.get("Status") == "Enabled"


def lock(store: Store) -> tuple[int | None, str | None, bool | None]:
    """Return for how many days the bucket locks each object, in which mode, and whether it can lock at all."""
    try:
        answer = store.client.get_object_lock_configuration(Bucket=store.settings.bucket)
    except ClientError as err:
        return None, None, False if code(err) == "ObjectLockConfigurationNotFoundError" else None
    except BotoCoreError:
        return None, None, None
    found = answer.get("ObjectLockConfiguration", {})
    rule = found.get("Rule", {}).get("DefaultRetention", {})
    days = rule.get("Days") or rule.get("Years", 0) * _DAYS_A_YEAR
    return days or None, rule.get("Mode") if days else None, found.get("ObjectLockEnabled") == "Enabled"

"""The lifecycle rules of a bucket: what they mean for captures, and the gateway's own rule among them."""

from collections.abc import Iterator, Mapping, Sequence
import contextlib
from typing import Any, Final

from botocore.exceptions import ClientError

from camvault_gateway.model import ArchiveError, ArchiveProblem, ExpiryRule
from camvault_gateway.record.keys import in_site

from .s3.errors import answers_of, code, is_not_implemented
from .s3.store import Store

type Rule = Mapping[str, Any]

# So long an overwritten or deleted object stays: time to notice, and to have it back.
_NONCURRENT_DAYS: Final = 30
_INCOMPLETE_DAYS: Final = 2
_ID_LENGTH: Final = 255
_NONE: Final = {"NoSuchLifecycleConfiguration", "NoSuchBucketLifecycleConfiguration"}
# Some servers take what they do not know for another request of the same method.
_MISTAKEN: Final = {"BucketAlreadyExists", "BucketAlreadyOwnedByYou", "MethodNotAllowed", "InvalidRequest"}
_LEAST_SIZE: Final = "TransitionDefaultMinimumObjectSize"
_STRANGE: Final = "The S3 server did not answer with lifecycle rules: it does not seem to know them."
_NOT_DONE: Final = "The bucket does not show what was written: its S3 server does not seem to know lifecycle rules."


def folder_of(store: Store) -> str:
    """Return the folder of all captures of a site."""
    return in_site(store.settings.prefix, store.site, "")


def read_rules(store: Store) -> tuple[ExpiryRule, ...]:
    """Return the rules by which captures expire; raises ArchiveError."""
    return tuple(expiry_rules(_read(store)[0], folder_of(store)))


def write_rule(store: Store, days: int | None) -> tuple[ExpiryRule, ...]:
    """Let this site's captures expire after so many days, or not by a rule of the gateway's.

    Returns what the bucket says afterwards; raises ArchiveError. No other rule is changed.
    """
    folder = folder_of(store)
    known, extra = _read(store)
    wanted = with_own(known, folder, days)
    # Asked to delete the rules of a bucket, a server that knows none deletes the bucket: only what was seen is removed.
    if wanted != known:
        _write(store, wanted, extra)
    shown, _ = _read(store)
    if any(rule.get("ID") == own_id(folder) for rule in shown) != (days is not None):
        raise ArchiveError(ArchiveProblem.UNSUPPORTED, _NOT_DONE)
    return tuple(expiry_rules(shown, folder))


@contextlib.contextmanager
def _unsupported() -> Iterator[None]:
    """Say it plainly when a server does not know lifecycle rules."""
    try:
        yield
    except ClientError as err:
        if is_not_implemented(err) or code(err) in _MISTAKEN:
            raise ArchiveError(ArchiveProblem.UNSUPPORTED, _STRANGE) from err
        raise


def _read(store: Store) -> tuple[list[Rule], dict[str, Any]]:
    """Return all rules, and what else the configuration says."""
    with answers_of(store.settings), _unsupported():
        try:
            answer = store.client.get_bucket_lifecycle_configuration(Bucket=store.settings.bucket)
        except ClientError as err:
            if code(err) in _NONE:
                return [], {}
            raise
    if "Rules" not in answer:
        raise ArchiveError(ArchiveProblem.UNSUPPORTED, _STRANGE)
    return list(answer["Rules"]), {_LEAST_SIZE: answer[_LEAST_SIZE]} if _LEAST_SIZE in answer else {}


def _write(store: Store, rules: Sequence[Rule], extra: dict[str, Any]) -> None:
    bucket = store.settings.bucket
    request: Any = {"Bucket": bucket, "LifecycleConfiguration": {"Rules": rules}, **extra}
    with answers_of(store.settings), _unsupported():
        if rules:
            store.client.put_bucket_lifecycle_configuration(**request)
        else:
            store.client.delete_bucket_lifecycle(Bucket=bucket)


def own_id(folder: str) -> str:
    """Return the ID of the gateway's own rule for a site's folder."""
    return f"camvault:{folder.rstrip('/')}"[:_ID_LENGTH]


def expiry_rules(rules: Sequence[Rule], folder: str) -> Iterator[ExpiryRule]:
    """Yield those rules by which whatever lies below a prefix expires for its age alone."""
    for rule in rules:
        prefix, days = _prefix(rule), rule.get("Expiration", {}).get("Days")
        if rule.get("Status") == "Enabled" and prefix is not None and days:
            yield ExpiryRule(prefix=prefix, days=days, own=rule.get("ID") == own_id(folder))


def with_own(rules: Sequence[Rule], folder: str, days: int | None) -> list[Rule]:
    """Return the rules with the gateway's own as it should be, or without it, and all others as they are."""
    others = [rule for rule in rules if rule.get("ID") != own_id(folder)]
    return others if days is None else [*others, _own(folder, days)]


def _own(folder: str, days: int) -> Rule:
    return {
        "ID": own_id(folder),
        "Status": "Enabled",
        "Filter": {"Prefix": folder},
        "Expiration": {"Days": days},
        "NoncurrentVersionExpiration": {"NoncurrentDays": _NONCURRENT_DAYS},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": _INCOMPLETE_DAYS},
    }


def _prefix(rule: Rule) -> str | None:
    """Return the prefix that is all a rule asks of an object; None when it asks more, such as a tag or a size."""
    asked = rule.get("Filter", {"Prefix": rule.get("Prefix", "")})
    asked = asked.get("And", asked)
    return str(asked.get("Prefix", "")) if asked.keys() <= {"Prefix"} else None

"""The lifecycle rules of a bucket: read, and the gateway's own one written."""

from collections.abc import Iterator, Sequence
import contextlib
from typing import Any, Final

from botocore.exceptions import ClientError

from camvault_gateway.model import ArchiveError, ArchiveProblem, ExpiryRule

from .errors import answers_of, code, is_not_implemented
from .keys import in_site
from .rules import Rule, expiry_rules, own_id, with_own
from .store import Store

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

"""What lies in the bucket: every object below a site's own prefix, and the copies for its protected events."""

from collections.abc import Iterator
from dataclasses import dataclass

from camvault_gateway.model import ArchiveError, ArchiveProblem

from .errors import answers_of
from .store import Store

_OURS = (".check-", "_catalog/")


@dataclass(frozen=True, slots=True)
class Listed:
    """An object's key and size."""

    key: str
    size: int


def captures_in(store: Store) -> Iterator[Listed]:
    """Yield the objects of captures, page by page, leaving out the archive's own; raises ArchiveError."""
    for page in _pages(store, store.root):
        for each in page:
            if not each.key.removeprefix(store.root).startswith(_OURS):
                yield each
    try:
        for page in _pages(store, store.copies):
            yield from page
    except ArchiveError as err:
        # A key from before there were copies: without them it adds up all the same.
        if err.problem is not ArchiveProblem.DENIED:
            raise


def objects_in(store: Store) -> Iterator[Listed]:
    """Yield all objects below the archive's prefix, of whatever site; raises ArchiveError."""
    for page in _pages(store, f"{store.settings.prefix}/".lstrip("/")):
        yield from page


def keys_below(store: Store, folder: str) -> Iterator[str]:
    """Yield the keys of all objects in a folder; raises ArchiveError."""
    for page in _pages(store, folder):
        yield from (each.key for each in page)


def level(store: Store, prefix: str) -> tuple[list[tuple[str, int]], list[str]]:
    """Return the objects just below a prefix, key and size, and the folders there; raises what boto3 does."""
    loose: list[tuple[str, int]] = []
    folders: list[str] = []
    pages = store.client.get_paginator("list_objects_v2")
    for page in pages.paginate(Bucket=store.settings.bucket, Prefix=prefix, Delimiter="/"):
        loose += [(each["Key"], each["Size"]) for each in page.get("Contents", [])]
        folders += [each["Prefix"] for each in page.get("CommonPrefixes", [])]
    return loose, folders


def _pages(store: Store, below: str) -> Iterator[list[Listed]]:
    token: str | None = None
    while True:
        with answers_of(store.settings):
            if token is None:
                answer = store.client.list_objects_v2(Bucket=store.settings.bucket, Prefix=below)
            else:
                answer = store.client.list_objects_v2(
                    Bucket=store.settings.bucket, Prefix=below, ContinuationToken=token
                )
        yield [Listed(each["Key"], each["Size"]) for each in answer.get("Contents", [])]
        token = answer.get("NextContinuationToken")
        if not token and answer.get("IsTruncated"):
            raise ArchiveError(ArchiveProblem.FAILED, "The S3 server's list breaks off.")
        if not token:
            return

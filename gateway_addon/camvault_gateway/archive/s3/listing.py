"""Listings of the bucket: every object below a site's own prefix, and the copies for its protected events."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from camvault_gateway.model import ArchiveError, ArchiveProblem
from camvault_gateway.record.keys import is_housekeeping

from .errors import answers_of
from .store import Store


@dataclass(frozen=True, slots=True)
class Listed:
    """An object's key and size."""

    key: str
    size: int


@dataclass(frozen=True, slots=True)
class Page:
    """Keys with their sizes, folders, and how to ask for the next page if there is one."""

    objects: list[tuple[str, int]]
    folders: list[str]
    following: Mapping[str, str] | None


def captures_in(store: Store) -> Iterator[Listed]:
    """Yield the objects of captures, page by page, leaving out the archive's own; raises ArchiveError."""
    for page in _pages(store, store.root):
        for each in page:
            if not is_housekeeping(each.key.removeprefix(store.root)):
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
    """Return the objects just below a prefix, key and size, and the folders there; raises what boto3 does.

    Some servers know nothing of folders: they list all that is below, or, asked for folders, nothing.
    """
    for delimiter in ("/", ""):
        loose: list[tuple[str, int]] = []
        folders: dict[str, None] = {}
        where: Mapping[str, str] | None = {}
        while where is not None:
            page = page_of(store, prefix, where, delimiter)
            folders |= dict.fromkeys(page.folders)
            for key, size in page.objects:
                folder, slash, _ = key.removeprefix(prefix).partition("/")
                if slash:
                    folders[f"{prefix}{folder}/"] = None
                else:
                    loose.append((key, size))
            where = page.following
        if loose or folders:
            break
    return loose, list(folders)


def page_of(store: Store, prefix: str, where: Mapping[str, str], delimiter: str = "") -> Page:
    """Return a page of what is below a prefix, the first or the one that `where` tells; raises what boto3 does."""
    asked: dict[str, Any] = {"Bucket": store.settings.bucket, "Prefix": prefix, **where}
    if delimiter:
        asked["Delimiter"] = delimiter
    old = "Marker" in where
    answer: Any = store.client.list_objects(**asked) if old else store.client.list_objects_v2(**asked)
    keys = [(each["Key"], each.get("Size", 0)) for each in answer.get("Contents", [])]
    folders = [each["Prefix"] for each in answer.get("CommonPrefixes", [])]
    following = None
    token = answer.get("NextContinuationToken")
    if token and answer.get("IsTruncated", True):
        following = {"ContinuationToken": str(token)}
    elif answer.get("IsTruncated"):
        # It knows only the older way to list, whose mark is the last name.
        last = answer.get("NextMarker") or max([*(key for key, _ in keys), *folders], default="")
        following = {"Marker": str(last)}
    if following in (where, {"Marker": ""}):
        raise ArchiveError(ArchiveProblem.FAILED, "The S3 server's list breaks off.")
    below = [(key, size) for key, size in keys if key.startswith(prefix)]
    return Page(below, [each for each in folders if each.startswith(prefix) and each != prefix], following)


def _pages(store: Store, below: str) -> Iterator[list[Listed]]:
    where: Mapping[str, str] | None = {}
    while where is not None:
        with answers_of(store.settings):
            page = page_of(store, below, where)
        yield [Listed(key, size) for key, size in page.objects]
        where = page.following

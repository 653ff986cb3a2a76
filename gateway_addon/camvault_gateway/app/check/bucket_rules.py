"""The rules of the conservation check for catalog and bucket; pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from camvault_gateway.archive.s3.listing import Listed
from camvault_gateway.catalog.lists.audit import CaptureRow
from camvault_gateway.model import Millis, State, is_copy
from camvault_gateway.record.keys import HASH_DIGITS, CaptureKey, first_key

_THERE = {State.ARCHIVED, State.VERIFIED}


@dataclass(slots=True)
class Bucket:
    """The comparison's outcome."""

    problems: list[str] = field(default_factory=list)
    objects: int = 0
    unanswered: int = 0
    elsewhere: int = 0
    # What lies in former archives, and of that what could not be asked for: the keys were removed.
    former: int = 0
    unasked: int = 0
    expired: int = 0


def compare(
    captures: Iterable[CaptureRow],
    objects: Iterable[Listed],
    has_place_for: Callable[[str], bool],
    explains: Callable[[str, Millis], bool] = lambda _key, _put_at: False,
    deleted: Collection[str] = (),
) -> Bucket:
    """Compare what the catalog says is archived with what is; `explains` tells of what may have expired.

    `deleted` are the keys of what the owner deleted: the bucket may have it for as long as its own rules say.
    """
    found = Bucket()
    left = {each.key: each.size for each in objects}
    found.objects = len(left)
    owners: dict[str, CaptureRow] = {}
    for row in captures:
        if row.archive_key is None or row.state == State.RECEIVING:
            continue
        if not has_place_for(row.archive_key):
            found.elsewhere += 1
        elif row.archive_key in owners:
            found.problems.append(
                f"Captures {owners[row.archive_key].id} and {row.id} share the object {row.archive_key}."
            )
        else:
            owners[row.archive_key] = row
            size = left.pop(row.archive_key, None)
            put_at = row.received_at if row.archived_at is None else row.archived_at
            if size is None and row.state == State.VERIFIED and explains(row.archive_key, put_at):
                found.expired += 1
            else:
                _compare_one(found, row, row.archive_key, size)
    found.problems.extend(_of_strays(left, owners, {first_key(key) for key in deleted}))
    return found


def compare_former(found: Bucket, captures: Iterable[CaptureRow], name: str, objects: Iterable[Listed]) -> None:
    """Compare what the catalog says lies in a former archive with what is; nothing in there is a stray."""
    there = {each.key: each.size for each in objects}
    for row in captures:
        found.former += 1
        size = there.get(row.archive_key or "")
        if size is None:
            found.problems.append(
                f"Capture {row.id} ({row.original_path}) lies in the former bucket {name}, which has no"
                f" {row.archive_key}."
            )
        elif size != row.size:
            found.problems.append(
                f"The object {row.archive_key} of the former bucket {name} has {size} bytes and should have {row.size}."
            )


def _compare_one(found: Bucket, row: CaptureRow, key: str, size: int | None) -> None:
    if size is None and row.state in _THERE:
        found.problems.append(f"Capture {row.id} ({row.original_path}) is {row.state}, and the bucket has no {key}.")
    elif size is not None and size != row.size and row.state in _THERE:
        found.problems.append(f"The object {key} has {size} bytes and should have {row.size}.")
    elif size is not None and row.state == State.STORED:
        # A put that went through, and whose answer was lost: the next try finds it there.
        found.unanswered += 1


def _of_strays(left: Mapping[str, int], owners: Mapping[str, CaptureRow], deleted: set[str]) -> list[str]:
    """Tell what the objects are that no capture names."""
    contents = {(row.camera, (row.sha256 or "")[:HASH_DIGITS]): row for row in owners.values()} if left else {}
    beside = {(first_key(key), row.size): key for key, row in owners.items()} if left else {}
    problems = []
    for key in sorted(key for key in left if first_key(key) not in deleted):
        # The first object of a capture stays beside its copy for a protected event, until it expires.
        if (known := beside.get((first_key(key), left[key]))) and is_copy(known) != is_copy(key):
            continue
        named = CaptureKey.parse(key)
        owner = contents.get((named.camera, named.hash)) if named else None
        whose = f"is a second one of capture {owner.id}" if owner else "belongs to no capture"
        problems.append(f"The object {key} {whose}.")
    return problems

"""The abilities of a bucket with a given key, as they were found by trying, and their names."""

from dataclasses import dataclass
from typing import Final

from camvault_gateway.model.time.millis import Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """The abilities found at set-up; None where the key may not ask, or the server does not tell."""

    checked_at: Millis
    # The key may read what it has put: whole, and in part.
    readable: bool
    # The server takes a SHA-256 with an object; tells it in its answer; refuses bytes that do not have it.
    takes_checksums: bool
    checksums: bool
    refuses_damage: bool | None
    # A second put to the same key is refused on demand, however often.
    conditional_puts: bool | None
    presigned_links: bool | None
    listable: bool | None
    # The key may remove objects for good; or hide them under a mark that the owner can take away.
    deletes: bool | None
    hides: bool | None
    versioning: bool | None
    object_lock: bool | None
    # How long the bucket itself keeps each object from being removed, and whether anybody may end that.
    retention_days: int | None
    retention_mode: str | None
    # Whether it takes legal holds from this key, found out with the first copy for a protected event: it would stay.
    legal_hold: bool | None = None
    # The server gives a part of an object when it is asked for one.
    ranges: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One ability in words; `weak` ones are worth a change by the owner."""

    ability: str
    weak: bool
    text: str


# For each ability what is said when it is there, and when it is not, and which of the two is a weakness.
_WORDS: Final = {
    "readable": (
        "The key can read: captures that the gateway no longer has play from the archive.",
        (
            "The key can write but not read. Someone who steals the gateway can't see anything with it, but captures"
            " that the gateway no longer has can't be played, and files that the server doesn't confirm can't be"
            " verified."
        ),
        None,
    ),
    "ranges": (
        "The server supports partial downloads: clips start immediately, and you can seek in them.",
        "The server doesn't support partial downloads: clips that the gateway no longer has start slowly.",
        False,
    ),
    "checksums": (
        "The server confirms the SHA-256 of each uploaded object.",
        "The server doesn't confirm checksums: CamVault reads each object back once to verify it.",
        None,
    ),
    "refuses_damage": (
        "The server refuses data that was damaged in transit.",
        "The server doesn't detect data that was damaged in transit: CamVault verifies it itself.",
        None,
    ),
    "conditional_puts": (
        "An existing object can't be overwritten.",
        (
            "Existing objects can be overwritten. CamVault's own uploads never do this, because the name of each object"
            " contains its hash. A thief with the key could, unless the bucket keeps versions."
        ),
        False,
    ),
    "presigned_links": (
        "Temporary links to single captures work without a key.",
        "The server doesn't accept signed links.",
        None,
    ),
    "listable": (
        "The key can list: a new gateway can use it to restore everything from the bucket.",
        (
            "The key can't list, so CamVault couldn't check that uploads can be found again. To restore everything from"
            " the bucket, you need a key that can list and read."
        ),
        None,
    ),
    "deletes": (
        (
            "The key can delete permanently: someone who steals the gateway could destroy the archive. Remove the key's"
            " permission to delete, and turn on versioning for the bucket, preferably with Object Lock."
        ),
        "The key can't delete permanently: someone who steals the gateway can't destroy the archive.",
        True,
    ),
    "hides": (
        (
            "The key can hide objects: the bucket keeps them as old versions, and you can recover them by removing"
            " the delete markers. Remove the key's permission to delete."
        ),
        "The key can't hide objects.",
        True,
    ),
    "versioning": (
        "The bucket keeps every version: overwritten or hidden objects can be recovered.",
        "The bucket doesn't keep versions: overwritten or deleted objects are lost.",
        False,
    ),
    "object_lock": (
        "The bucket can lock objects against deletion.",
        "The bucket can't lock objects against deletion.",
        None,
    ),
    "legal_hold": (
        "Protected events are copied to a place that no lifecycle rule reaches, and each copy is under legal hold.",
        (
            "Protected events are copied to a place that no lifecycle rule reaches, but without a legal hold, because"
            " the key or the bucket doesn't allow it. Use a bucket with Object Lock, and allow the key"
            " s3:PutObjectLegalHold."
        ),
        False,
    ),
}
# What could not be found out, though the key may ask.
_UNCHECKED: Final = {
    "conditional_puts": "CamVault couldn't check whether objects can be overwritten: the server was too busy.",
}
_RETENTION: Final = "The bucket locks each object against deletion for {days} days ({mode})."
_NO_RETENTION: Final = "The bucket can lock objects, but has no default retention: set one."


def findings(found: Abilities) -> list[Finding]:
    """Return what was found, in words; what nobody told is left out."""
    told: list[Finding] = []
    for ability, (there, missing, weak) in _WORDS.items():
        value: bool | None = getattr(found, ability)
        # Where a key deletes for good, that it hides as well says nothing more.
        if value is None and ability in _UNCHECKED:
            told.append(Finding(ability=ability, weak=False, text=_UNCHECKED[ability]))
        elif value is not None and not (ability == "hides" and found.deletes):
            told.append(Finding(ability=ability, weak=value is weak, text=there if value else missing))
    if found.retention_days:
        text = _RETENTION.format(days=found.retention_days, mode=(found.retention_mode or "").lower())
        told.append(Finding(ability="retention_days", weak=False, text=text))
    elif found.object_lock:
        told.append(Finding(ability="retention_days", weak=True, text=_NO_RETENTION))
    return told

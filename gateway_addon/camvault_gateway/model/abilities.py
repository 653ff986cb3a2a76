"""What a bucket can do with the key that was given, as it was found out by trying; and the words for it."""

from dataclasses import dataclass
from typing import Final

from .times import Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What was found when the archive was set up; None where the key may not ask, or the server does not tell."""

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
        "The key can read: captures play from the archive when the gateway no longer has them.",
        (
            "The key can put and not read. A thief of the gateway can see nothing with it; but captures that the"
            " gateway no longer has cannot be played here, and what the server does not confirm by itself stays"
            " unproven."
        ),
        None,
    ),
    "ranges": (
        "The server gives parts of clips: they begin to play at once, and can be wound.",
        "The server gives no parts of clips, only all of each: those the gateway no longer has begin slowly.",
        False,
    ),
    "checksums": (
        "The server confirms the SHA-256 of each object as it takes it.",
        "The server does not confirm checksums: CamVault reads each object back once to prove it.",
        None,
    ),
    "refuses_damage": (
        "The server refuses bytes that were damaged on their way.",
        "The server takes damaged bytes without noticing: CamVault compares them itself.",
        None,
    ),
    "conditional_puts": (
        "An object that is there cannot be put a second time.",
        (
            "An object can be put a second time. CamVault's keys hold the content's hash, so its own repeated"
            " puts change nothing; a thief of the key could overwrite, unless the bucket keeps versions."
        ),
        False,
    ),
    "presigned_links": (
        "Links to single captures work for a limited time, without a key.",
        "The server does not accept signed links.",
        None,
    ),
    "listable": (
        "The key can list: a new gateway can rebuild everything from the bucket with it.",
        (
            "The key cannot list, so it could not be checked that what is put there is found again. To rebuild"
            " everything from the bucket, a key that can list and read is needed."
        ),
        None,
    ),
    "deletes": (
        (
            "The key can delete for good: a thief of the gateway could destroy the archive. Take away its right"
            " to delete, and let the bucket keep versions, best with Object Lock."
        ),
        "The key cannot delete for good: a thief of the gateway cannot destroy the archive.",
        True,
    ),
    "hides": (
        (
            "The key can hide objects: the bucket keeps them as old versions, and they can be had back by"
            " removing the marks. Take away the key's right to delete."
        ),
        "The key cannot hide objects.",
        True,
    ),
    "versioning": (
        "The bucket keeps every version: nothing that is overwritten or hidden is gone.",
        "The bucket keeps no versions: what is overwritten or deleted is gone.",
        False,
    ),
    "object_lock": (
        "The bucket can lock objects against removal.",
        "The bucket cannot lock objects against removal.",
        None,
    ),
    "legal_hold": (
        "Protected events are copied out of the lifecycle rules' reach, and each copy is under legal hold.",
        (
            "Protected events are copied out of the lifecycle rules' reach, but without a legal hold: the key or the"
            " bucket does not allow it. Let the bucket have Object Lock, and allow the key s3:PutObjectLegalHold."
        ),
        False,
    ),
}
# What could not be found out, though the key may ask.
_UNCHECKED: Final = {
    "conditional_puts": "Whether an object can be put a second time could not be checked: the server was too busy.",
}
_RETENTION: Final = "The bucket locks each object against removal for {days} days ({mode})."
_NO_RETENTION: Final = "The bucket can lock objects and does so by itself with none: set a default retention."


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

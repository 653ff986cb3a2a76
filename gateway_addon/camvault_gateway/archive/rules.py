"""Lifecycle rules of a bucket: what they mean for captures, and the gateway's own; pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from camvault_gateway.model import ExpiryRule

type Rule = Mapping[str, Any]

# So long an overwritten or deleted object stays: time to notice, and to have it back.
_NONCURRENT_DAYS: Final = 30
_INCOMPLETE_DAYS: Final = 2
_ID_LENGTH: Final = 255


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

"""Groups, which are saved filters, as the API contract has them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What must be true: of a camera, a label or a path; contains, not_contains or in; one of the values."""

    of: str
    match: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """What all of some rules are true of."""

    id: str
    name: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Groups:
    """All groups, by name."""

    items: tuple[Group, ...]

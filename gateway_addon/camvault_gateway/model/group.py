"""A group: a saved filter over what all cameras saw."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    """The aspect that a rule is about; a camera is meant by its id or its name."""

    CAMERA = "camera"
    LABEL = "label"
    PATH = "path"


class GroupMatch(StrEnum):
    """The comparison of a rule; letter case does not count."""

    CONTAINS = "contains"
    NOT_CONTAINS = "not_contains"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Rule:
    """One of several values is in the text, none is, or one is the text."""

    of: Aspect
    match: GroupMatch
    values: tuple[str, ...]

    @property
    def folded(self) -> tuple[str, ...]:
        """Return the values without their letter case."""
        return tuple(value.casefold() for value in self.values)

    def holds(self, texts: Iterable[str]) -> bool:
        """Tell whether it is true of something that has several texts."""
        known = [text.casefold() for text in texts]
        if self.match is GroupMatch.IN:
            return any(text in self.folded for text in known)
        found = any(value in text for value in self.folded for text in known)
        return found is (self.match is GroupMatch.CONTAINS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A named filter: a capture belongs to it if all rules hold; its position is its place in the list, from 0."""

    id: str
    name: str
    rules: tuple[Rule, ...]
    position: int = 0

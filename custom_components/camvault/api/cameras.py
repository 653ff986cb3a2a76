"""What the gateway says when cameras are put in order, as its API contract has it."""

from dataclasses import dataclass

from .models import Camera


@dataclass(frozen=True, kw_only=True, slots=True)
class Cameras:
    """All cameras, by name, and the ids of those that became part of others."""

    items: tuple[Camera, ...]
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What the paths of some captures have in common."""

    source: str
    example: str
    captures: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """The most frequent ones."""

    items: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Moving:
    """The camera that captures begin to go over to."""

    camera: str

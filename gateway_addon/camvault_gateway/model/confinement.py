"""The confinement of the media worker, which parses files that nobody should trust."""

from dataclasses import dataclass
from enum import StrEnum
from typing import override


class Means(StrEnum):
    """A part of the worker's confinement; which of them there are depends on the kernel and on the gateway's rights."""

    # A profile of AppArmor's, in the app.
    APPARMOR = "apparmor"
    # A user of its own, which owns nothing.
    USER = "user"
    # An empty root folder.
    ROOT = "root"
    # A network of its own, without a way out.
    NAMESPACES = "namespaces"
    # The kernel refuses whatever has a path.
    LANDLOCK = "landlock"
    # The kernel knows only the system calls that decoding needs.
    SECCOMP = "seccomp"


@dataclass(frozen=True, slots=True)
class Confinement:
    """The means that confine a running worker."""

    means: frozenset[Means] = frozenset()

    @property
    def own_user(self) -> bool:
        """Tell whether the worker runs as a user of its own."""
        return Means.USER in self.means

    @property
    def no_network(self) -> bool:
        """Tell whether no connection can be opened. Landlock alone stops TCP only."""
        return bool(self.means & {Means.APPARMOR, Means.NAMESPACES, Means.SECCOMP})

    @property
    def no_files(self) -> bool:
        """Tell whether no file can be opened but those that are handed over."""
        return bool(self.means & {Means.ROOT, Means.LANDLOCK, Means.SECCOMP})

    @property
    def in_order(self) -> list[Means]:
        """Return the means in the order of their definition."""
        return [each for each in Means if each in self.means]

    @override
    def __str__(self) -> str:
        user = "a user of its own" if self.own_user else "the gateway's user"
        network = "no network" if self.no_network else "network not closed"
        files = "no files but those handed over" if self.no_files else "files not closed"
        return f"{user}, {network}, {files} ({', '.join(self.in_order) or 'nothing confines it'})"

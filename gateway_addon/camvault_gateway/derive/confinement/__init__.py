"""The confinement of the media worker: it keeps its open descriptors and its memory, and nothing else."""

from collections.abc import Callable
import contextlib
from typing import Final

from camvault_gateway.model import Confinement, Means

from . import apparmor, identity, landlock, seccomp
from .kernel import give_up_privileges

# In the order in which each still has the rights that it needs: an empty root takes root's, or a namespace's.
_BY_RIGHTS: Final[dict[Means, Callable[[], None]]] = {
    Means.APPARMOR: apparmor.change_profile,
    Means.NAMESPACES: identity.leave_network,
    Means.ROOT: identity.leave_files,
    Means.USER: identity.become_no_one,
}
_BY_ANYBODY: Final[dict[Means, Callable[[], None]]] = {
    Means.LANDLOCK: landlock.renounce,
    Means.SECCOMP: seccomp.renounce,
}


def confine(without: frozenset[Means] = frozenset()) -> Confinement:
    """Give up whatever the kernel lets this process give up, and return what that was.

    It must have a single thread, and have loaded all that it needs.
    """
    held = _held(_BY_RIGHTS, without)
    give_up_privileges()
    return Confinement(held | _held(_BY_ANYBODY, without))


def _held(means: dict[Means, Callable[[], None]], without: frozenset[Means]) -> frozenset[Means]:
    held = set()
    for each, give_up in means.items():
        if each not in without:
            with contextlib.suppress(OSError):
                give_up()
                held.add(each)
    return frozenset(held)

"""An FTP account."""

from dataclasses import dataclass, field
from typing import Final

from .time.millis import Millis

# What cameras send for "no name": Dahua's, Axis' and everybody's.
ANONYMOUS_NAMES: Final = frozenset({"anonymous", "anonymity", "guest"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account that may upload; without a camera of its own, the first folder names it."""

    username: str
    password_hash: str = field(repr=False)
    camera: str | None
    created_at: Millis
    # Nothing of it, neither password nor file, may go over the network in the clear.
    tls_required: bool = False

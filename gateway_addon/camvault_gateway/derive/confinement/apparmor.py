"""AppArmor: in the app, a profile of the worker's own beside the gateway's.

A transition by a command's path would need the profile's whole name, which the Supervisor changes.
"""

import errno
import os
from pathlib import Path
from typing import Final

_OURS: Final = "//gateway"
_WORKERS: Final = "//media"
_ATTRIBUTES: Final = (Path("/proc/self/attr/apparmor/current"), Path("/proc/self/attr/current"))


def profile_beside(current: str) -> str:
    """Return the name of the worker's profile, by the gateway's, as the kernel tells that; raises OSError."""
    name, _, _mode = current.strip("\0\n").rpartition(" (")
    if not name.endswith(_OURS):
        raise OSError(errno.ENOENT, "The gateway has no profile.")
    return name.removesuffix(_OURS) + _WORKERS


def change_profile() -> None:
    """Go over to the worker's profile; raises OSError where there is none."""
    attribute = next((path for path in _ATTRIBUTES if path.exists()), _ATTRIBUTES[-1])
    profile = profile_beside(attribute.read_text())
    descriptor = os.open(attribute, os.O_WRONLY)
    try:
        os.write(descriptor, f"changeprofile {profile}".encode())
    finally:
        os.close(descriptor)

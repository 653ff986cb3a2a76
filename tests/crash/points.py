"""Named points of the real code at which a gateway can kill itself."""

from collections.abc import Callable
from functools import wraps
import importlib
import os
import signal
import threading

# What happens between two of these is a state that the next start must cope with.
POINTS = (
    "vault.vault:Vault.receive",
    "vault.upload:Upload.write",
    "vault.upload:Upload.finish",
    "vault.vault:Vault._ensure_folder",
    "vault.vault:Vault.move",
    "vault.placement:Placement._sync",
    "vault.vault:sync_folder",
    "vault.vault:write_anew",
    "vault.vault:Vault.discard_incoming",
    "vault.vault:Vault.keep_thumbnail",
    "vault.vault:Vault.evict",
    "catalog.file.store:Catalog._commit",
    "catalog.file.wal:settle",
    "catalog.file.wal:rewrite",
    "catalog.captures:begin",
    "catalog.captures:commit",
    "catalog.captures:change",
    "catalog.captures:evict",
    "catalog.events:begin",
    "catalog.events:end",
    "receive.ingest:Ingest.commit",
    "receive.ingest:Ingest.rename",
    "receive.recovery:Recovery._keep_unknown",
    "receive.recovery:Recovery._recover_upload",
    "receive.recovery:Recovery.recover",
    "receive.events.tracker:EventTracker.restore",
    "receive.upload:CaptureUpload._learn",
    "archive.archive:put",
    "archive.archive:verify",
    "archive.records:archived",
    "archive.records:verified",
    "archive.protector:put",
    "archive.records:copied",
    "catalog.protection:wanted",
)


class _Fuse:
    """Kills this process at the n-th call."""

    def __init__(self, calls: int) -> None:
        self._left = calls
        self._lock = threading.Lock()

    def burn(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str, moment: str, calls: int) -> None:
    """Have this process die `before` or `after` the n-th call of a point."""
    owner, name = find(point)
    setattr(owner, name, _deadly(getattr(owner, name), moment, _Fuse(calls)))


def find(point: str) -> tuple[object, str]:
    """Return what a point belongs to, and its name there; raises AttributeError when there is no such thing."""
    module, _, path = point.partition(":")
    owner: object = importlib.import_module(f"camvault_gateway.{module}")
    *parents, name = path.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    getattr(owner, name)
    return owner, name


def _deadly[**P, T](function: Callable[P, T], moment: str, fuse: _Fuse) -> Callable[P, T]:
    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        if moment == "before":
            fuse.burn()
        result = function(*args, **kwargs)
        if moment == "after":
            fuse.burn()
        return result

    return call

"""The disk space of the vault: whether another upload may be taken, and if not, why and since when."""

from collections.abc import Callable, Iterable, Iterator
import contextlib
from pathlib import Path
import shutil
import threading
import time
from typing import Final

from camvault_gateway.model import Refusal, Refusing, now_ms

# What is kept free for the catalog and for everybody else on the disk.
RESERVE_BYTES: Final = 64 * 1024 * 1024
# While nobody asks; and what is older than so long when somebody does is measured anew, for the next who asks.
_SELDOM_S: Final = 5.0
_EVERY_S: Final = 1.0
# A disk that takes longer to say how full it is does not work: most likely a network folder whose server is gone.
_PATIENCE_S: Final = 10.0


class DiskSpace:
    """The state of the disks of captures and catalog; safe to use from any thread."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._lock = threading.Lock()
        self._watched = False
        self._wanted = threading.Event()
        self._measured_at = 0.0
        # How many bytes each disk has free and in all; None when one of them does not tell.
        self._sizes: tuple[tuple[int, int], ...] | None = None
        self._crowded = False
        self._failing = False
        self._suspect = False
        self._short = False
        self.refusal: Refusal | None = None
        self.on_change: Callable[[], None] = lambda: None

    @property
    def crowded(self) -> bool:
        """Whether the vault is over its limit with nothing to evict."""
        return self._crowded

    @property
    def short(self) -> bool:
        """Whether the disk runs low with nothing to evict."""
        return self._short

    @property
    def hangs(self) -> bool:
        """Whether a disk has not answered for 10 seconds how full it is."""
        return self._watched and time.monotonic() - self._measured_at > _PATIENCE_S

    @property
    def disk(self) -> tuple[int, int] | None:
        """The free and the total bytes of the vault's disk, as last measured; None when it does not answer."""
        return self._sizes[0] if self._sizes and not self.hangs else None

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Measure the disks every second on a thread of its own, so that nobody waits for one that hangs."""
        self._measure()
        self._watched = True
        threading.Thread(target=self._watch, name="disk-space", daemon=True).start()
        try:
            yield
        finally:
            self._watched = False
            self._wanted.set()

    def _watch(self) -> None:
        while self._watched:
            self._measure()
            self._look()
            self._wanted.wait(_SELDOM_S)
            self._wanted.clear()

    def retained(self, *, short: bool, crowded: bool) -> None:
        """Note whether the disk runs low, and whether the vault is at its limit, with nothing that may go."""
        changed, self._short = self._short is not short, short
        self._crowded = crowded
        self._look()
        if changed:
            self.on_change()

    def note(self, *, failed: bool) -> None:
        """Note whether an upload failed on the disk."""
        changed, self._failing = self._failing is not failed, failed
        if failed:
            # Perhaps it is full by now.
            self._wanted.set()
        if changed or failed:
            self._look()

    def doubt(self, *, suspect: bool) -> None:
        """Note whether the catalog is suspect: nothing may be promised then."""
        self._suspect = suspect
        if not suspect:
            # It was settled, so the disk works; if the vault's is another, the next upload tells.
            self._failing = False
        self._look()

    def look(self) -> Refusing | None:
        """Return why an upload is refused now, or will most likely fail."""
        if self._watched and time.monotonic() - self._measured_at > _EVERY_S:
            self._wanted.set()
        return self._look()

    def _look(self) -> Refusing | None:
        if not self._watched:
            self._measure()
        why = self._why()
        with self._lock:
            before = self.refusal.why if self.refusal else None
            if why is not before:
                self.refusal = Refusal(why=why, since=now_ms()) if why else None
        if why is not before:
            self.on_change()
        return why

    def _measure(self) -> None:
        try:
            found = [shutil.disk_usage(folder) for folder in self._folders]
        except OSError:
            self._sizes = None
        else:
            self._sizes = tuple((each.free, each.total) for each in found)
        self._measured_at = time.monotonic()

    def _why(self) -> Refusing | None:
        sizes = self._sizes
        if sizes is None or self.hangs:
            return Refusing.DISK_ERROR
        if min(free for free, _ in sizes) < RESERVE_BYTES:
            return Refusing.DISK_FULL
        if self._suspect:
            return Refusing.CATALOG_SUSPECT
        if self._failing:
            return Refusing.DISK_ERROR
        return Refusing.VAULT_FULL if self._crowded else None

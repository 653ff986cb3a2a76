"""Whether another upload may be taken, and if not, why and since when."""

from collections.abc import Callable, Iterable
from pathlib import Path
import shutil
import threading
from typing import Final

from camvault_gateway.model import Refusal, Refusing, now_ms

# What is kept free for the catalog and for everybody else on the disk.
RESERVE_BYTES: Final = 64 * 1024 * 1024


class Room:
    """What is known of the disks that captures and catalog lie on; safe to ask and to tell from any thread."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._lock = threading.Lock()
        self._crowded = False
        self._failing = False
        self._short = False
        self.refusal: Refusal | None = None
        self.on_change: Callable[[], None] = lambda: None

    @property
    def crowded(self) -> bool:
        """Whether more is asked of the vault than may go from it."""
        return self._crowded

    @property
    def short(self) -> bool:
        """Whether the disk runs low, and nothing may go."""
        return self._short

    def retained(self, *, short: bool, crowded: bool) -> None:
        """Note whether the disk runs low, and whether the vault is at its limit, with nothing that may go."""
        changed, self._short = self._short is not short, short
        self._crowded = crowded
        self.look()
        if changed:
            self.on_change()

    def note(self, *, failed: bool) -> None:
        """Note whether the disks did what an upload asked of them."""
        changed, self._failing = self._failing is not failed, failed
        if changed or failed:
            self.look()

    def look(self) -> Refusing | None:
        """Return why an upload is refused now, or will most likely fail."""
        why = self._why()
        with self._lock:
            before = self.refusal.why if self.refusal else None
            if why is not before:
                self.refusal = Refusal(why=why, since=now_ms()) if why else None
        if why is not before:
            self.on_change()
        return why

    def _why(self) -> Refusing | None:
        try:
            free = min(shutil.disk_usage(folder).free for folder in self._folders)
        except OSError:
            return Refusing.DISK_ERROR
        if free < RESERVE_BYTES:
            return Refusing.DISK_FULL
        if self._failing:
            return Refusing.DISK_ERROR
        return Refusing.VAULT_FULL if self._crowded else None

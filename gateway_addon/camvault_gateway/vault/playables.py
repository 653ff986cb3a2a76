"""What browsers show of captures that they do not show as they are: made when it is wanted, and kept for a while.

playables/{id}.mp4  of a picture a JPEG, whatever it is called
playables/{id}.part  while it is made
"""

import contextlib
import os
from pathlib import Path
import shutil
from typing import BinaryIO, Final

_MOST_BYTES: Final = 2 * 1024**3
_SHARE_OF_DISK: Final = 50


class Playables:
    """A folder of files that may go at any time; those that nobody watched for longest go first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        # What a stop left unfinished is of no use.
        for draft in folder.glob("*.part"):
            draft.unlink(missing_ok=True)

    def begin(self, capture: str) -> BinaryIO:
        """Open a draft, in which a file is made."""
        return self.draft(capture).open("w+b", buffering=0)

    def drop(self, capture: str) -> None:
        """Let a draft go, if there is one still."""
        self.draft(capture).unlink(missing_ok=True)

    def draft(self, capture: str) -> Path:
        """Return where a file is made."""
        return self._folder / f"{capture}.part"

    def path(self, capture: str) -> Path:
        """Return where a file lies that is done."""
        return self._folder / f"{capture}.mp4"

    def keep(self, capture: str) -> None:
        """Call a draft done, and let older files go for it; it can be made again, so it is not synced."""
        self.draft(capture).rename(self.path(capture))
        self.trim(min(_MOST_BYTES, shutil.disk_usage(self._folder).total // _SHARE_OF_DISK), but=capture)

    def touch(self, capture: str) -> bool:
        """Tell whether a file is there, and keep it for longer."""
        try:
            os.utime(self.path(capture))
        except FileNotFoundError:
            return False
        return True

    def open(self, capture: str) -> BinaryIO | None:
        """Open a file, which can be read to its end even when it goes meanwhile; None when it is not there."""
        with contextlib.suppress(FileNotFoundError):
            return self.path(capture).open("rb")
        return None

    def trim(self, most: int, but: str = "") -> None:
        """Let files go until they have at most so many bytes."""
        found = [(entry.stat(), entry) for entry in os.scandir(self._folder) if entry.name.endswith(".mp4")]
        left = sum(facts.st_size for facts, _ in found)
        for facts, entry in sorted(found, key=lambda each: each[0].st_mtime_ns):
            if left <= most:
                break
            if entry.name != f"{but}.mp4":
                Path(entry).unlink(missing_ok=True)
                left -= facts.st_size

"""The cache of renditions: made of captures when they are wanted, and kept for a while.

playables/{id}.mp4         what browsers play of a clip; of a picture a JPEG, whatever it is called
playables/{id}.640.jpg     a larger picture
playables/{id}.sprite.jpg  a strip of frames
playables/{id}.small.mp4   a small clip
playables/*.part           while one of them is made
"""

from collections.abc import Iterator
import contextlib
import os
from pathlib import Path
import shutil
import threading
import time
from typing import BinaryIO, Final

from camvault_gateway.model import Rendition

_MOST_BYTES: Final = 2 * 1024**3
_SHARE_OF_DISK: Final = 50
# So much is left when room is made, so that not every file that is added makes some.
_LEFT: Final = 0.9
# Who looked last is written down no more often, so that a look at a picture is no write.
_TOUCHED_S: Final = 3600
_DRAFT: Final = ".part"
_ENDINGS: Final = {
    Rendition.PLAYABLE: ".mp4",
    Rendition.PICTURE: ".640.jpg",
    Rendition.SPRITE: ".sprite.jpg",
    Rendition.SMALL: ".small.mp4",
}


class Renditions:
    """A folder of files that may go at any time; those that nobody watched for longest go first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._counting = threading.Lock()
        # At least as many bytes as there are; None as long as nobody has counted.
        self._bytes: int | None = None
        folder.mkdir(parents=True, exist_ok=True)
        # What a stop left unfinished is of no use.
        for draft in folder.glob(f"*{_DRAFT}"):
            draft.unlink(missing_ok=True)

    def begin(self, capture: str, which: Rendition) -> BinaryIO:
        """Open a draft, in which a file is made."""
        return self.draft(capture, which).open("w+b", buffering=0)

    def drop(self, capture: str, which: Rendition) -> None:
        """Let a draft go, if there is one still."""
        self.draft(capture, which).unlink(missing_ok=True)

    def draft(self, capture: str, which: Rendition) -> Path:
        """Return where a file is made."""
        return self._folder / f"{capture}{_ENDINGS[which]}{_DRAFT}"

    def path(self, capture: str, which: Rendition) -> Path:
        """Return where a file lies that is done."""
        return self._folder / f"{capture}{_ENDINGS[which]}"

    def keep(self, capture: str, which: Rendition) -> None:
        """Call a draft done, and let older files go for it; synced, so that no power cut leaves an empty one."""
        made, draft = self.path(capture, which), self.draft(capture, which)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.rename(made)
        most = min(_MOST_BYTES, shutil.disk_usage(self._folder).total // _SHARE_OF_DISK)
        with self._counting:
            known = self._count() if self._bytes is None else self._bytes + made.stat().st_size
            self._bytes = known
            if known > most:
                self._trim(int(most * _LEFT), but=made.name)

    def touch(self, capture: str, which: Rendition) -> bool:
        """Tell whether a file is there, and keep it for longer."""
        if (file := self.open(capture, which)) is not None:
            file.close()
        return file is not None

    def open(self, capture: str, which: Rendition) -> BinaryIO | None:
        """Open a file, which can be read to its end even when it goes meanwhile; None when it is not there."""
        with contextlib.suppress(FileNotFoundError):
            file = self.path(capture, which).open("rb")
            # What an earlier version did not sync may be empty.
            if not os.fstat(file.fileno()).st_size:
                file.close()
                return None
            if abs(time.time() - os.fstat(file.fileno()).st_mtime) > _TOUCHED_S:
                os.utime(file.fileno())
            return file
        return None

    def forget(self, capture: str) -> None:
        """Let all files of a capture go."""
        for which in Rendition:
            self.path(capture, which).unlink(missing_ok=True)

    def trim(self, most: int) -> None:
        """Let files go until they have at most so many bytes."""
        with self._counting:
            self._trim(most)

    def give_up(self, wanted: int) -> int:
        """Let files go for room on the disk, until so many bytes are free; returns how many are."""
        with self._counting:
            there = self._count()
            self._trim(max(0, there - wanted))
            return there - (self._bytes or 0)

    def _count(self) -> int:
        self._bytes = sum(size for _, size, _ in self._found())
        return self._bytes

    def _trim(self, most: int, but: str = "") -> None:
        found = sorted(self._found())
        left = sum(size for _, size, _ in found)
        for _, size, name in found:
            if left <= most:
                break
            if name != but:
                (self._folder / name).unlink(missing_ok=True)
                left -= size
        self._bytes = left

    def _found(self) -> Iterator[tuple[int, int, str]]:
        """Yield when each file was last looked at, how large it is, and its name."""
        for entry in os.scandir(self._folder):
            if not entry.name.endswith(_DRAFT):
                # It may go meanwhile.
                with contextlib.suppress(FileNotFoundError):
                    facts = entry.stat()
                    yield facts.st_mtime_ns, facts.st_size, entry.name


def capture_of(name: str) -> str:
    """Return the id of the capture that a file was made of."""
    return name.partition(".")[0]

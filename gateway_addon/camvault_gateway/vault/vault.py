"""Where each file lies, and how it gets there for good.

    incoming/{id}                       while bytes arrive
    captures/{YYYY}/{MM}/{DD}/{id}{ext} once durable
    thumbnails/{YYYY}/{MM}/{DD}/{id}.jpg
    playables/                          see there
    borrowed/{id}                       while something that lies in the archive only is looked at or copied

The day is the UTC day of the id, so that a path follows from the capture alone and never changes.
"""

from collections.abc import Iterator
import contextlib
import errno
import os
from pathlib import Path
import shutil
import threading
from typing import BinaryIO, Final

from camvault_gateway.model import Capture, place_of

from .disk_space import DiskSpace
from .durable import sync_folder, write_anew
from .renditions import Renditions
from .upload import Leftover, Upload

_CHUNK: Final = 256 * 1024


class Vault:
    """The folder of captures; its parts lie on one filesystem, so that a rename moves a file."""

    def __init__(self, root: Path, catalog: Path | None = None) -> None:
        self._root = root
        self._incoming = root / "incoming"
        # What a stop left there is of no use.
        self._borrowed = root / "borrowed"
        shutil.rmtree(self._borrowed, ignore_errors=True)
        self._synced: set[Path] = set()
        self._making = threading.Lock()
        self.disk_space = DiskSpace((root,) if catalog is None else (root, catalog))
        for part in (self._incoming, root / "captures", root / "thumbnails"):
            part.mkdir(parents=True, exist_ok=True)
        sync_folder(root)
        self.renditions = Renditions(root / "playables")

    def receive(self, capture: str, camera: str) -> Upload:
        """Start a new incoming file of a camera's."""
        return Upload(self.incoming(capture), camera)

    def resume(self, capture: Capture) -> Upload:
        """Start an incoming file that begins with what is kept of a capture. Raises OSError."""
        upload = self.receive(capture.id, capture.camera)
        try:
            self._copy(capture, upload)
        except OSError:
            upload.close()
            self.discard_incoming(capture.id)
            raise
        return upload

    def _copy(self, capture: Capture, upload: Upload) -> None:
        with self.path(capture).open("rb") as kept:
            while chunk := kept.read(_CHUNK):
                upload.write(chunk)
        if upload.sha256 != capture.sha256:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self.path(capture)))

    def sync_incoming(self) -> None:
        """Put on the disk which files are incoming."""
        sync_folder(self._incoming)

    def leftover(self, capture: str) -> Leftover | None:
        """Return what a stop or a failing disk left of an upload, put on the disk for good, or None.

        Its sync may have failed before, also in a process that is gone.
        """
        place = self.incoming(capture)
        with contextlib.suppress(FileNotFoundError):
            if place.stat().st_size:
                write_anew(place, self.borrowed(capture))
            return Leftover(place)
        return None

    def found(self, capture: str) -> Leftover | None:
        """Return an incoming file that is known to be on the disk for good, or None."""
        with contextlib.suppress(FileNotFoundError):
            return Leftover(self.incoming(capture))
        return None

    def incoming(self, capture: str) -> Path:
        """Return where a file lies while its bytes arrive."""
        return self._incoming / capture

    def path(self, capture: Capture) -> Path:
        """Return where a capture's file lies for good."""
        return self._place("captures", capture.id, capture.extension)

    def thumbnail(self, capture: str) -> Path:
        """Return where a capture's thumbnail lies."""
        return self._place("thumbnails", capture, ".jpg")

    def open(self, capture: Capture) -> BinaryIO | None:
        """Open a capture's file, wherever it is now; None when it is not here, OSError when it cannot be read.

        One that has just grown may have its former content at its place for a moment.
        """
        place = self.path(capture)
        other: BinaryIO | None = None
        # It may move to its place between two looks.
        for path in (place, self.incoming(capture.id), place):
            with contextlib.suppress(FileNotFoundError):
                file = path.open("rb")
                if os.fstat(file.fileno()).st_size == capture.size:
                    if other is not None:
                        other.close()
                    return file
                if other is None:
                    other = file
                else:
                    file.close()
        return other

    def has(self, capture: Capture) -> bool:
        """Tell whether a capture's file is here."""
        place = self.path(capture)
        return any(path.is_file() for path in (place, self.incoming(capture.id), place))

    def _place(self, part: str, capture: str, extension: str) -> Path:
        return self._root / part / place_of(capture, extension)

    def keep(self, capture: Capture) -> None:
        """Bring a received file to its place, durably; one that is there already moves there once more.

        The sync of its folder may have failed, and the next one would have nothing to write.
        """
        place = self.path(capture)
        if place.exists() and not self.incoming(capture.id).exists():
            place.rename(self.incoming(capture.id))
        self.sync(self.move(capture))
        sync_folder(self._incoming)

    def move(self, capture: Capture) -> Path:
        """Move a received file to its place; it is durable when the returned folder is synced.

        Raises FileNotFoundError when the file is neither there nor on its way.
        """
        place = self.path(capture)
        self._ensure_folder(place.parent)
        try:
            self.incoming(capture.id).rename(place)
        except FileNotFoundError:
            if not place.is_file():
                raise
        return place.parent

    def sync(self, folder: Path) -> None:
        """Put on the disk which files a folder has."""
        sync_folder(folder)

    def keep_thumbnail(self, capture: str, picture: bytes) -> None:
        """Write a thumbnail whole or not at all; it can be made again, so it is not synced."""
        place = self.thumbnail(capture)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_suffix(".part")
        draft.write_bytes(picture)
        draft.rename(place)

    def borrowed(self, capture: str) -> Path:
        """Return where a file may lie for a while that was fetched to be looked at."""
        self._borrowed.mkdir(exist_ok=True)
        return self._borrowed / capture

    def discard_incoming(self, capture: str) -> None:
        """Delete an incoming file."""
        self.incoming(capture).unlink(missing_ok=True)

    def adopt(self, name: str, capture: str) -> None:
        """Call an incoming file of unknown origin by its capture's id, durably."""
        self.incoming(name).rename(self.incoming(capture))
        sync_folder(self._incoming)

    def incoming_files(self) -> Iterator[str]:
        """Yield the ids of the incoming files."""
        for entry in os.scandir(self._incoming):
            yield entry.name

    def folders(self) -> list[Path]:
        """Return the folders that have files of captures, the newest day first."""
        return sorted((Path(folder) for folder, _, names in os.walk(self._root / "captures") if names), reverse=True)

    def take_back(self, path: Path) -> str:
        """Treat one of those files as incoming; returns its id."""
        path.rename(self.incoming(path.stem))
        sync_folder(self._incoming)
        return path.stem

    def evict(self, capture: Capture) -> None:
        """Delete a capture's file, also one that a stop kept from its place; it need not be there any more.

        Its renditions go with it, and its thumbnail stays.
        """
        self.discard_incoming(capture.id)
        self.path(capture).unlink(missing_ok=True)
        self.renditions.forget(capture.id)

    def forget(self, capture: str, extension: str) -> None:
        """Delete whatever there is of a capture: its file, wherever it got to, and what was made of it."""
        self.discard_incoming(capture)
        self._place("captures", capture, extension).unlink(missing_ok=True)
        self.forget_derived(capture)

    def forget_derived(self, capture: str) -> None:
        """Delete what was made of a capture's content."""
        self.thumbnail(capture).unlink(missing_ok=True)
        self.renditions.forget(capture)

    def disk(self) -> tuple[int, int]:
        """Return how many bytes the vault's disk has left, and how many it has in all."""
        usage = shutil.disk_usage(self._root)
        return usage.free, usage.total

    def _ensure_folder(self, folder: Path) -> None:
        with self._making:
            if folder not in self._synced:
                self._make_folder(folder)

    def _make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        # A new folder is as good as lost until its own parent is on disk.
        parents = [self._root / parent for parent in folder.relative_to(self._root).parents]
        try:
            for parent in parents:
                sync_folder(parent)
        except OSError:
            # The next upload makes it anew, so that the next sync has something to write.
            with contextlib.suppress(OSError):
                for made in (folder, *parents[:-1]):
                    made.rmdir()
            raise
        self._synced.add(folder)

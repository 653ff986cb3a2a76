"""The virtual file system of a camera: the names, sizes and times of its own last uploads, in memory."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from camvault_gateway.model import Capture, Condition, Millis, State, now_ms

_REMEMBERED: Final = 50
_CLIENTS: Final = 500


@dataclass(frozen=True, slots=True)
class Uploaded:
    """An entry of the namespace: what SIZE, MDTM and RNFR need to know of an uploaded file."""

    capture: str | None
    size: int
    # When it was uploaded, or what the client says of it.
    modified: Millis
    # How often it was continued.
    pieces: int = 0


class Namespace:
    """The last names that one client uploaded with an account, and the folders that it made for them."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, Uploaded] = OrderedDict()
        self._folders: OrderedDict[str, Millis] = OrderedDict()

    def add(self, path: str, uploaded: Uploaded) -> None:
        """Remember an upload, and forget the oldest."""
        _put(self._files, path, uploaded)

    def get(self, path: str) -> Uploaded | None:
        """Return what was uploaded under a name."""
        return self._files.get(path)

    def forget(self, path: str) -> None:
        """Forget a name; the capture stays."""
        self._files.pop(path, None)

    def forget_capture(self, capture: str) -> None:
        """Forget whatever names a capture has."""
        for path in [path for path, uploaded in self._files.items() if uploaded.capture == capture]:
            del self._files[path]

    def rename(self, source: str, target: str) -> None:
        """Let a name stand for what another stood for."""
        if (uploaded := self._files.pop(source, None)) is not None:
            self.add(target, uploaded)

    def set_time(self, path: str, modified: Millis) -> bool:
        """Tell another time of an upload from now on; returns whether there is one."""
        if (uploaded := self._files.get(path)) is None:
            return False
        self._files[path] = replace(uploaded, modified=modified)
        return True

    def make_folder(self, path: str) -> None:
        """Remember a folder that was made, and forget the oldest."""
        _put(self._folders, path, now_ms())

    def remove_folder(self, path: str) -> bool:
        """Forget a folder unless there is something in it; returns whether there was nothing."""
        if next(self.entries(path), None) is not None:
            return False
        self._folders.pop(path, None)
        return True

    def entries(self, folder: str) -> Iterator[str]:
        """Yield the names that lie in a folder."""
        start = folder.rstrip("/") + "/"
        yield from {
            path.removeprefix(start).partition("/")[0]: None for path in self._paths() if path.startswith(start)
        }

    def folder_time(self, path: str) -> Millis | None:
        """Return when there was something new in a folder, or it was made; None if it is not known."""
        start = path.rstrip("/") + "/"
        within = [one.modified for name, one in self._files.items() if name.startswith(start)]
        made = [at for name, at in self._folders.items() if name == path or name.startswith(start)]
        return max(within + made, default=0 if path == "/" else None)

    def _paths(self) -> Iterator[str]:
        yield from self._files
        yield from self._folders


def _put[T](into: OrderedDict[str, T], path: str, value: T) -> None:
    into.pop(path, None)
    into[path] = value
    if len(into) > _REMEMBERED:
        into.popitem(last=False)


class Namespaces:
    """The namespaces of all clients: one for each account and address, so nobody sees the uploads of others."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], Namespace] = OrderedDict()

    def of(self, username: str, address: str) -> Namespace:
        """Return the names that an account uploaded from an address."""
        namespace = self._known.setdefault((username, address), Namespace())
        self._known.move_to_end((username, address))
        if len(self._known) > _CLIENTS:
            self._known.popitem(last=False)
        return namespace

    def note(self, capture: Capture) -> None:
        """Forget a part whose rest cannot be joined to it any more: it is on its way to the archive, or there."""
        if capture.condition is Condition.INCOMPLETE and (capture.state is not State.STORED or capture.archive_key):
            for namespace in self._known.values():
                namespace.forget_capture(capture.id)

"""The file system a camera sees: it can write, and nothing that is in the vault is there to be read."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, override

from pyftpdlib.filesystems import AbstractedFS, FilesystemError

from .paths import PathError, resolve

if TYPE_CHECKING:
    from .session import Session

_REMEMBERED = 2000
_OUTSIDE = ""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What a camera may ask about a file that it has just uploaded: its size, and to call it otherwise."""

    capture: str | None
    size: int


class Namespace:
    """The last names an account uploaded; cameras ask for their size, rename them and delete them."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, Uploaded] = OrderedDict()

    def add(self, path: str, uploaded: Uploaded) -> None:
        """Remember an upload, and forget the oldest."""
        self._files.pop(path, None)
        self._files[path] = uploaded
        if len(self._files) > _REMEMBERED:
            self._files.popitem(last=False)

    def get(self, path: str) -> Uploaded | None:
        """Return what was uploaded under a name."""
        return self._files.get(path)

    def forget(self, path: str) -> None:
        """Forget a name; the capture stays."""
        self._files.pop(path, None)

    def rename(self, source: str, target: str) -> None:
        """Let a name stand for what another stood for."""
        if (uploaded := self._files.pop(source, None)) is not None:
            self.add(target, uploaded)


class CameraFilesystem(AbstractedFS):  # type: ignore[misc] # pyftpdlib has no types
    """Every folder is there, and empty; a path of pyftpdlib's is always the camera's own, never one of the disk."""

    cmd_channel: Session

    def _uploaded(self, path: str) -> Uploaded | None:
        return self.cmd_channel.namespace.get(path)

    @override
    def ftp2fs(self, ftppath: str) -> str:
        """Return an absolute path, or one that `validpath` refuses."""
        try:
            return resolve(self.cwd, ftppath)
        except PathError:
            return _OUTSIDE

    @override
    def fs2ftp(self, fspath: str) -> str:
        """Return the path as it is."""
        return fspath

    @override
    def validpath(self, path: str) -> bool:
        """Tell whether a path lies below the account's root."""
        return path != _OUTSIDE

    @override
    def realpath(self, path: str) -> str:
        """Return the path as it is: there are no links."""
        return path

    @override
    def chdir(self, path: str) -> None:
        """Enter a folder, which is there because it is asked for."""
        self.cwd = path

    @override
    def mkdir(self, path: str) -> None:
        """Make a folder: all are there."""

    @override
    def rmdir(self, path: str) -> None:
        """Remove a folder: it was empty."""

    @override
    def listdir(self, path: str) -> list[str]:
        """List a folder: there is nothing to see."""
        return []

    @override
    def isdir(self, path: str) -> bool:
        """Tell whether a path is a folder."""
        return not self.isfile(path)

    @override
    def isfile(self, path: str) -> bool:
        """Tell whether a path was just uploaded."""
        return self._uploaded(path) is not None

    @override
    def lexists(self, path: str) -> bool:
        """Tell whether a path was just uploaded."""
        return self.isfile(path)

    @override
    def getsize(self, path: str) -> int:
        """Return the size of what was just uploaded."""
        if (uploaded := self._uploaded(path)) is None:
            raise FilesystemError("No such file")
        return uploaded.size

    @override
    def remove(self, path: str) -> None:
        """Forget a name; what is in the vault stays."""
        self.cmd_channel.namespace.forget(path)

    @override
    def islink(self, path: str) -> bool:
        """Tell that nothing is a link."""
        return False

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        """Touch nothing on the disk."""
        raise FilesystemError("Not permitted")

    get_user_by_uid = get_group_by_gid = _refuse
    open = mkstemp = rename = chmod = utime = stat = lstat = readlink = getmtime = listdirinfo = _refuse

"""The file system a camera sees: it can write, and nothing that is in the vault is there to be read."""

import os
import stat
from typing import Final, NoReturn, Protocol, override
import zlib

from pyftpdlib.filesystems import AbstractedFS, FilesystemError

from camvault_gateway.model import Millis
from camvault_gateway.receive import PathError, resolve

from .namespace import Namespace

_OUTSIDE: Final = ""
_FILE: Final = stat.S_IFREG | 0o644
_FOLDER: Final = stat.S_IFDIR | 0o755


class _Session(Protocol):
    """The session whose file system this is."""

    namespace: Namespace


class CameraFilesystem(AbstractedFS):  # type: ignore[misc] # pyftpdlib has no types
    """Every folder can be entered, and lists what was just uploaded; no path of pyftpdlib's is ever one of the disk."""

    cmd_channel: _Session

    @property
    def _names(self) -> Namespace:
        return self.cmd_channel.namespace

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
        """Make a folder, which a listing shows from now on."""
        self._names.make_folder(path)

    @override
    def rmdir(self, path: str) -> None:
        """Remove a folder, unless something was just uploaded into it."""
        if not self._names.remove_folder(path):
            raise FilesystemError("The folder is not empty")

    @override
    def listdir(self, path: str) -> list[str]:
        """List what was just uploaded into a folder."""
        return list(self._names.entries(path))

    @override
    def isdir(self, path: str) -> bool:
        """Tell whether a path is a folder."""
        return not self.isfile(path)

    @override
    def isfile(self, path: str) -> bool:
        """Tell whether a path was just uploaded."""
        return self._names.get(path) is not None

    @override
    def lexists(self, path: str) -> bool:
        """Tell whether a path was just uploaded."""
        return self.isfile(path)

    @override
    def stat(self, path: str) -> os.stat_result:
        """Return the facts of what was just uploaded, or of a folder that it lies in."""
        if (uploaded := self._names.get(path)) is not None:
            return _facts(path, _FILE, uploaded.size, uploaded.modified)
        at = self._names.folder_time(path)
        if at is None and path != self.cwd:
            raise FilesystemError("No such file or directory")
        return _facts(path, _FOLDER, 0, at or 0)

    @override
    def lstat(self, path: str) -> os.stat_result:
        """Return the same: there are no links."""
        return self.stat(path)

    @override
    def getsize(self, path: str) -> int:
        """Return the size of what was just uploaded."""
        return self.stat(path).st_size

    @override
    def getmtime(self, path: str) -> float:
        """Return when it was uploaded, or what the client says of it."""
        return self.stat(path).st_mtime

    @override
    def utime(self, path: str, timeval: float) -> None:
        """Take the time that a client gives a file, to tell it back; the capture keeps its own."""
        if not self._names.set_time(path, int(timeval * 1000)):
            raise FilesystemError("No such file")

    @override
    def chmod(self, path: str, mode: int) -> None:
        """Take a mode, which means nothing here."""
        self.stat(path)

    @override
    def remove(self, path: str) -> None:
        """Forget a name; what is in the vault stays."""
        if not self.isfile(path):
            raise FilesystemError("No such file")
        self._names.forget(path)

    @override
    def islink(self, path: str) -> bool:
        """Tell that nothing is a link."""
        return False

    @override
    def get_user_by_uid(self, uid: int) -> str:
        """Return whose everything is."""
        return "camvault"

    @override
    def get_group_by_gid(self, gid: int) -> str:
        """Return the same."""
        return "camvault"

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        """Touch nothing on the disk."""
        raise FilesystemError("Not permitted")

    open = mkstemp = rename = readlink = listdirinfo = _refuse


def _facts(path: str, mode: int, size: int, modified: Millis) -> os.stat_result:
    at = modified // 1000
    return os.stat_result((mode, zlib.crc32(path.encode()), 0, 1, 0, 0, size, at, at, at))

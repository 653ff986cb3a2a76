"""The folders of data and vault: usable, held by one gateway at a time; and the API's token, in the former."""

import contextlib
import errno
import fcntl
import logging
import os
from pathlib import Path
import secrets

from .errors import ExitCode, SetupError

_TOKEN_FILE = "api-token"  # noqa: S105 a name
_LOCK = "lock"
# A name of its own: it may be the data folder, too.
_VAULT_LOCK = "vault.lock"
_LOGGER = logging.getLogger(__name__)
# What file systems say, mostly of networks, where nobody can hold a file for himself.
_KEEPS_NO_LOCKS = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})


def claim(folder: Path) -> int:
    """Make the data folder, and hold it until the returned descriptor is closed. Raises SetupError."""
    return _claim(folder, _LOCK, f"Another gateway is running on {folder}. Stop it first.")


def claim_vault(folder: Path) -> int:
    """Do the same with the vault's, which another gateway may have with other data. Raises SetupError."""
    message = f"Another gateway keeps its files in {folder}. Stop it first, or name another folder with --vault."
    return _claim(folder, _VAULT_LOCK, message)


def _claim(folder: Path, name: str, taken: str) -> int:
    check_writable(folder)
    try:
        return _locked(folder / name, os.O_RDONLY)
    except BlockingIOError as err:
        raise SetupError(ExitCode.ALREADY_RUNNING, taken) from err
    except OSError as err:
        raise _unusable(folder, err) from err


def _locked(path: Path, mode: int) -> int:
    """Lock a file, open for reading where that is enough: a disk can be made read-only then."""
    descriptor = os.open(path, mode | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as err:
        if err.errno in _KEEPS_NO_LOCKS:
            _LOGGER.warning("%s has no locks: make sure that no other gateway uses this folder", path.parent)
            return descriptor
        os.close(descriptor)
        if err.errno == errno.EBADF and mode == os.O_RDONLY:
            # NFS wants it open for writing.
            return _locked(path, os.O_RDWR)
        raise
    return descriptor


def _unusable(folder: Path, err: OSError) -> SetupError:
    message = f"The folder {folder} cannot be written ({err.strerror}). Give this user the right to, or name another."
    return SetupError(ExitCode.FOLDER_UNUSABLE, message)


def check_writable(folder: Path) -> None:
    """Make a folder and write in it. Raises SetupError."""
    probe = folder / f".write-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
    except OSError as err:
        raise _unusable(folder, err) from err
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()


def token(folder: Path) -> str:
    """Return the API's token, made at the first start."""
    path = folder / _TOKEN_FILE
    # One that is empty was cut off by a power cut, and everybody would know it.
    with contextlib.suppress(FileNotFoundError):
        if known := path.read_text().strip():
            return known
    # Imported late: `health` reads the token every half minute, and needs none of it.
    from camvault_gateway.vault import write_whole  # noqa: PLC0415

    try:
        write_whole(path, (made := secrets.token_urlsafe(32)).encode())
    except OSError as err:
        raise _unusable(folder, err) from err
    return made


def known_token(folder: Path) -> str:
    """Return the token of a gateway that was started before. Raises SetupError."""
    try:
        return (folder / _TOKEN_FILE).read_text().strip()
    except OSError as err:
        message = f"There is no token in {folder} ({err.strerror}). Has the gateway run with this --data yet?"
        raise SetupError(ExitCode.FOLDER_UNUSABLE, message) from err


def in_use(folder: Path) -> bool:
    """Tell whether a gateway runs on the folder."""
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False

"""The data folder: usable, held by one gateway at a time, with the API's token in it."""

import contextlib
import fcntl
import os
from pathlib import Path
import secrets

from .errors import ExitCode, SetupError

_TOKEN_FILE = "api-token"  # noqa: S105 a name
_LOCK = "lock"


def claim(folder: Path) -> int:
    """Make the folder, and hold it until the returned descriptor is closed. Raises SetupError."""
    check_writable(folder)
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as err:
        os.close(descriptor)
        raise SetupError(ExitCode.ALREADY_RUNNING, f"Another gateway is running on {folder}. Stop it first.") from err
    return descriptor


def check_writable(folder: Path) -> None:
    """Make a folder and write in it. Raises SetupError."""
    probe = folder / f".write-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
    except OSError as err:
        message = (
            f"The folder {folder} cannot be written ({err.strerror}). Give this user the right to, or name another."
        )
        raise SetupError(ExitCode.FOLDER_UNUSABLE, message) from err
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()


def token(folder: Path) -> str:
    """Return the API's token, made at the first start."""
    path = folder / _TOKEN_FILE
    with contextlib.suppress(FileNotFoundError):
        return path.read_text().strip()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(made := secrets.token_urlsafe(32))
        file.flush()
        os.fsync(file.fileno())
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

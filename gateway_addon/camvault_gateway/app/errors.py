"""Set-up mistakes, each with its own exit code."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of the process."""

    OK = 0
    FAILED = 1
    USAGE = 2
    PORT_TAKEN = 3
    FOLDER_UNUSABLE = 4
    CATALOG_TOO_NEW = 5
    CATALOG_UNUSABLE = 6
    ALREADY_RUNNING = 7
    ARCHIVE_UNUSABLE = 9
    INCOMPLETE = 10


class SetupError(Exception):
    """The gateway cannot start; the message says what to do."""

    def __init__(self, code: ExitCode, message: str) -> None:
        super().__init__(message)
        self.code = code

"""Work that a capture still needs: the outbox."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# No task is put off for longer, whatever the clock said.
LONGEST_PAUSE_MS: Final = 24 * 3600 * 1000
LONGEST_RETRY_MS: Final = 3600 * 1000


class TaskKind(StrEnum):
    """The tasks, the most urgent first."""

    ARCHIVE = "archive"
    VERIFY = "verify"
    PROTECT = "protect"
    DERIVE = "derive"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task of one capture."""

    kind: TaskKind
    capture: str
    camera: str
    attempts: int = 0


class OutageError(Exception):
    """No task of this kind can be done now; the reason is the cause, or the text."""

    def __init__(self, message: str, *, lasting: bool = False) -> None:
        super().__init__(message)
        # It ends when the owner does something, not by itself: there is no hurry to try again.
        self.lasting = lasting

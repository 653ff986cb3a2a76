"""The outbox's log lines: one when trouble begins, one when it ends."""

import logging

from camvault_gateway.model import ArchiveError, OutageError, Task, TaskKind, steady_s

_LOGGER = logging.getLogger(__name__)
_EVERY_S = 60.0


class Report:
    """The log lines of one kind of task."""

    def __init__(self, kind: TaskKind) -> None:
        self._kind = kind
        self._cause: object = None
        self._silent_until = 0.0
        self._unsaid = 0

    def outage(self, err: OutageError) -> None:
        """Log that tasks of the kind wait; once for each cause."""
        cause = err.__cause__
        named = cause.problem if isinstance(cause, ArchiveError) else str(err)
        if named == self._cause:
            return
        self._cause = named
        # Without a cause nothing is broken: there is just nothing to work with yet.
        _LOGGER.log(logging.WARNING if cause else logging.INFO, "Tasks wait (%s): %s", self._kind, err or cause)

    def goes_on(self, seconds: float) -> None:
        """Log that tasks of the kind no longer wait."""
        self._cause = None
        _LOGGER.info("Tasks go on (%s), after %.1f s", self._kind, seconds)

    def failed(self, task: Task, err: Exception) -> None:
        """Log a failed task: the first failure, then ever more seldom, and one line a minute for all tasks."""
        failures = task.attempts + 1
        if failures & (failures - 1):
            return
        if (now := steady_s()) < self._silent_until:
            self._unsaid += 1
            return
        _LOGGER.warning(
            "Task %s of capture %s failed (%d. time, %d other failures not shown): %s",
            self._kind,
            task.capture,
            failures,
            self._unsaid,
            err or type(err).__name__,
            exc_info=None if isinstance(err, ArchiveError) else err,
        )
        self._silent_until = now + _EVERY_S
        self._unsaid = 0

    def catalog(self, err: Exception) -> None:
        """Log that the catalog cannot be used."""
        if self._cause is not type(err):
            self._cause = type(err)
            _LOGGER.error("Tasks wait (%s): %s", self._kind, err)

"""The health of the archive, as its last requests showed it."""

from dataclasses import replace

from camvault_gateway.model import ArchiveError, ArchiveProblem, ArchiveState, Millis, Task, now_ms

from .s3.errors import is_outage


class Health:
    """The outage there is, and the captures that have a trouble of their own until it is over."""

    def __init__(self) -> None:
        self.state = ArchiveState()
        self._outage: ArchiveProblem | None = None
        self._troubled: dict[str, ArchiveProblem] = {}
        self._waiting_since: Millis | None = None

    @property
    def troubled(self) -> tuple[str, ...]:
        """The captures with a trouble of their own."""
        return tuple(self._troubled)

    def failed(self, task: Task, err: ArchiveError) -> bool:
        """Note a failure; tells whether the state changed."""
        if is_outage(err):
            self._outage = err.problem
        else:
            self._outage = None
            self._troubled[task.capture] = err.problem
        return self._update()

    def worked(self, task: Task) -> bool:
        """Note that the archive did what was asked of it; tells whether the state changed."""
        self._outage = self._waiting_since = None
        self._troubled.pop(task.capture, None)
        return self._update()

    def forget(self, task: Task) -> None:
        """Note that nothing is wanted of the archive any more."""
        self._troubled.pop(task.capture, None)
        self._update()

    def begin_with(self, last_verified_at: Millis | None, damaged: int, waiting_since: Millis | None = None) -> None:
        """Begin with what is known from before; if the first try fails, it fails since the oldest capture waits."""
        self.state = replace(self.state, last_verified_at=last_verified_at, damaged=damaged)
        if waiting_since is not None:
            self._waiting_since = max(waiting_since, last_verified_at or 0)

    def renewed(self, *, same: bool) -> Health:
        """Return the health of an archive with other settings, of which nothing is known but what the place has."""
        health = Health()
        health.begin_with(self.state.last_verified_at if same else None, self.state.damaged)
        return health

    def damaged(self) -> None:
        """Count an object that was bad, and is put again."""
        self.state = replace(self.state, damaged=self.state.damaged + 1)

    def verified(self, at: Millis) -> None:
        """Note that a capture was proven to be in the archive."""
        self.state = replace(self.state, last_verified_at=at)

    def _update(self) -> bool:
        before = self.state
        problem = self._outage or next(iter(self._troubled.values()), None)
        since = (before.failing_since or self._waiting_since or now_ms()) if problem else None
        self.state = replace(before, problem=problem, failing_since=since)
        return self.state != before

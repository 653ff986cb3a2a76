"""The outbox: runs the tasks that captures still need."""

import asyncio
from collections.abc import Mapping
import contextlib

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog
from camvault_gateway.model import GatewayChanged, Millis, SettingsChanged, TaskKind, TasksAdded, now_ms

from .task_queue import TaskQueue, Worker

_GRACE_S = 3.0
_TO_ARCHIVE = (TaskKind.ARCHIVE, TaskKind.VERIFY, TaskKind.PROTECT)


class Outbox:
    """The task queues of all kinds, side by side; a task that is not done stays in the catalog."""

    def __init__(self, catalog: Catalog, bus: Bus, workers: Mapping[TaskKind, Worker]) -> None:
        self._bus = bus
        self._queues = {kind: TaskQueue(catalog, kind, worker, self._tell) for kind, worker in workers.items()}
        for kind, worker in workers.items():
            if worker.after is not None:
                self._queues[kind].follow(self._queues[worker.after])
        self._loops: list[asyncio.Task[None]] = []
        self._stack = contextlib.ExitStack()

    async def start(self) -> None:
        """Start all queues."""
        self._stack.callback(self._bus.listen(self._hear, TasksAdded, SettingsChanged))
        self._loops = [asyncio.create_task(queue.run(), name=f"outbox-{kind}") for kind, queue in self._queues.items()]

    async def stop(self, grace_s: float = _GRACE_S) -> None:
        """Start no more tasks, wait a little for the running ones, and cancel the rest."""
        self._stack.close()
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        await asyncio.gather(*(queue.drain(grace_s) for queue in self._queues.values()))

    def next_try_at(self) -> Millis | None:
        """Return when the outage ends at the earliest that keeps captures from the archive; None when there is none."""
        waits = [self._queues[kind].next_try_s for kind in _TO_ARCHIVE if kind in self._queues]
        return min((now_ms() + int(wait * 1000) for wait in waits if wait is not None), default=None)

    def _tell(self) -> None:
        self._bus.publish(GatewayChanged())

    def _hear(self, message: TasksAdded | SettingsChanged) -> None:
        for kind, queue in self._queues.items():
            if isinstance(message, SettingsChanged):
                queue.try_now()
            elif kind in message.kinds:
                queue.wake()

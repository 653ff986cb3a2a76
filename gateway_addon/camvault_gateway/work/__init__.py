"""Work: runs the outbox, and moves captures between cameras; knows tasks by name, not what they do."""

from .mover import Mover
from .outbox import Outbox
from .task_queue import Worker

__all__ = ["Mover", "Outbox", "Worker"]

"""Work: runs the outbox, and moves captures between cameras; knows tasks by name, not what they do."""

from .lane import Worker
from .mover import Mover
from .outbox import Outbox

__all__ = ["Mover", "Outbox", "Worker"]

"""Work: runs the outbox; knows tasks by name, not what they do."""

from .lane import Worker
from .outbox import Outbox

__all__ = ["Outbox", "Worker"]

"""What each user has seen: marks, what follows from them for lists and counts, and what the archive is told."""

from .counts import Unseen, count
from .lists import filters
from .marks import Selection, mark, undo
from .spans import carried, copied, leave_camera
from .users import MAX_USERS, TooManyUsersError, find, forget, know, settle_later

__all__ = [
    "MAX_USERS",
    "Selection",
    "TooManyUsersError",
    "Unseen",
    "carried",
    "copied",
    "count",
    "filters",
    "find",
    "forget",
    "know",
    "leave_camera",
    "mark",
    "settle_later",
    "undo",
]

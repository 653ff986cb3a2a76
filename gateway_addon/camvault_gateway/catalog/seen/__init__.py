"""What each user has seen: marks, what follows from them for lists and counts, and what the archive is told."""

from .counts import Unseen, count
from .lists import UnseenBy, unseen_among, unseen_by
from .marks import Selection, mark, undo
from .spans import carried, copied, leave_camera
from .telling import forgotten_are_told, one, told
from .users import MAX_USERS, find, forget, know, settle_later

__all__ = [
    "MAX_USERS",
    "Selection",
    "Unseen",
    "UnseenBy",
    "carried",
    "copied",
    "count",
    "find",
    "forget",
    "forgotten_are_told",
    "know",
    "leave_camera",
    "mark",
    "one",
    "settle_later",
    "told",
    "undo",
    "unseen_among",
    "unseen_by",
]

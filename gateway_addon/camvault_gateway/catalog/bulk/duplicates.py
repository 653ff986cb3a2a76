"""Duplicates: files that a camera sends again are kept once, and counted."""

from sqlite3 import Connection
from typing import Final

from camvault_gateway.catalog import cameras
from camvault_gateway.model import Capture, Millis

# A clock that was never set says the same again after each start: 2010.
_FIRST_SET: Final = 1_262_304_000_000
_ASKED_AGAIN_MS: Final = 10 * 60 * 1000


def is_duplicate(db: Connection, capture: Capture, *, temporary: bool) -> bool:
    """Tell whether a camera's upload is kept already: the same bytes under the same path, which names its own time.

    Of a temporary name only that time is compared.
    """
    query = (
        "SELECT 1 FROM captures WHERE substr(sha256, 1, 8) = substr(:sha256, 1, 8) AND camera_time >= :first"
        " AND sha256 = :sha256 AND size = :size AND camera = :camera AND id <> :id"
        " AND (original_path = :original_path OR (:temporary AND camera_time = :camera_time)) LIMIT 1"
    )
    values = {
        "id": capture.id,
        "camera": cameras.current(db, capture.camera),
        "sha256": capture.sha256,
        "size": capture.size,
        "original_path": capture.original_path,
        "camera_time": capture.camera_time,
        "temporary": temporary,
        "first": _FIRST_SET,
    }
    found = db.execute(query, values).fetchone()
    return capture.size > 0 and found is not None


def was_just_sent(db: Connection, capture: Capture) -> bool:
    """Tell whether the same bytes came under the same path within ten minutes: without an answer, clients ask again."""
    query = (
        "SELECT 1 FROM captures WHERE camera = :camera AND captured_at BETWEEN :first AND :last"
        " AND sha256 = :sha256 AND size = :size"
        " AND original_path = :original_path AND id <> :id AND state <> 'receiving' AND condition <> 'incomplete'"
    )
    values = {
        "id": capture.id,
        "camera": cameras.current(db, capture.camera),
        "first": capture.captured_at - _ASKED_AGAIN_MS,
        "last": capture.captured_at + _ASKED_AGAIN_MS,
        "sha256": capture.sha256,
        "size": capture.size,
        "original_path": capture.original_path,
    }
    return capture.size > 0 and db.execute(query, values).fetchone() is not None


def note(db: Connection, camera: str, begun: Millis, at: Millis) -> None:
    """Remember that a camera sent a file again that is kept already."""
    cameras.note_upload(db, camera, begun, at, empty=False)
    db.execute("UPDATE cameras SET repeated_uploads = repeated_uploads + 1 WHERE id = ?", (camera,))

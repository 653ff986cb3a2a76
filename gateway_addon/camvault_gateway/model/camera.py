"""A camera: one source of uploads."""

from dataclasses import dataclass

from .times import Millis

UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A camera; its id never changes, its name may."""

    id: str
    name: str
    created_at: Millis
    empty_uploads: int = 0
    last_upload_at: Millis | None = None

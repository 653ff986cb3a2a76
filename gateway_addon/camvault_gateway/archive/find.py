"""Look for a capture whose file is gone: perhaps it was archived after the catalog's backup was made."""

from dataclasses import replace

from camvault_gateway.model import Capture

from .errors import DamagedError
from .store import Store
from .verify import verify


def find(store: Store, capture: Capture) -> str | None:
    """Return the key under which the bucket has a capture's very bytes, or None; raises ArchiveError."""
    key = capture.archive_key or store.key(capture)
    try:
        return key if verify(store, replace(capture, archive_key=key)) else None
    except DamagedError:
        return None

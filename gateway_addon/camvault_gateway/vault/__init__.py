"""The vault: the gateway's own store of capture files."""

from .at_hand import Fetch, at_hand
from .room import Room
from .upload import Leftover, Upload
from .vault import Vault

__all__ = ["Fetch", "Leftover", "Room", "Upload", "Vault", "at_hand"]

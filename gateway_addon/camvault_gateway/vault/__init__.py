"""The vault: the gateway's own store of capture files."""

from .at_hand import Fetch, at_hand
from .durable import sync_folder, write_whole
from .placement import Placement
from .room import Room
from .upload import Leftover, Upload
from .vault import Vault

__all__ = ["Fetch", "Leftover", "Placement", "Room", "Upload", "Vault", "at_hand", "sync_folder", "write_whole"]

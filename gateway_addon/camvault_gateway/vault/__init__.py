"""The vault: the gateway's own store of capture files."""

from .room import Room
from .upload import Leftover, Upload
from .vault import Vault

__all__ = ["Leftover", "Room", "Upload", "Vault"]

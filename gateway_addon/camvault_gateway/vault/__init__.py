"""The vault: the gateway's own store of capture files."""

from .upload import Leftover, Upload
from .vault import Vault

__all__ = ["Leftover", "Upload", "Vault"]

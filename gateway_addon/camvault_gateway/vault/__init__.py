"""The vault: the gateway's own store of capture files."""

from .upload import Upload
from .vault import Vault

__all__ = ["Upload", "Vault"]

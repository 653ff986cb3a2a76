"""The vault: the gateway's own store of capture files."""

from .disk_space import DiskSpace
from .durable import sync_folder, write_whole
from .local_copy import Fetch, local_copy
from .placement import Placement
from .upload import Leftover, Upload
from .vault import Vault

__all__ = ["DiskSpace", "Fetch", "Leftover", "Placement", "Upload", "Vault", "local_copy", "sync_folder", "write_whole"]

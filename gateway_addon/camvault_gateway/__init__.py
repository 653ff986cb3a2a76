"""CamVault gateway: cameras upload by FTP, and every file is kept, verified, in the owner's own bucket."""

__version__ = "0.1.0"

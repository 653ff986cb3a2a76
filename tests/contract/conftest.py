"""A home, served for real on this machine."""

from .fixtures import client, home

__all__ = ["client", "home"]

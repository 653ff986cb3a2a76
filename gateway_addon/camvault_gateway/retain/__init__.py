"""Retain: a local file goes when space or age asks for it, the oldest first, never before its copy is verified."""

from .policy import Limits, bytes_to_free
from .retainer import Retainer

__all__ = ["Limits", "Retainer", "bytes_to_free"]

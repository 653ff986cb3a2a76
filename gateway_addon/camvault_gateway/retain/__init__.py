"""Retain: what goes, and when.

A local file goes when space or age asks for it, the oldest first, never before its copy is verified. A capture leaves
when the bucket's own rules have removed its object.
"""

from .expiry import Expirer
from .policy import Limits, bytes_to_free
from .retainer import Retainer

__all__ = ["Expirer", "Limits", "Retainer", "bytes_to_free"]

"""What people type into a search: words, and when something was; pure."""

from .words import Wanted, understand

__all__ = ["Wanted", "understand"]

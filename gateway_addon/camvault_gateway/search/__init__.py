"""The search language: words to look for, and phrases for times; pure."""

from .words import Wanted, understand

__all__ = ["Wanted", "understand"]

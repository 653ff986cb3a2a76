"""A spike while the bucket is away: how it is made, watched and told."""

from .run import SPIKE

__all__ = ["SPIKE"]

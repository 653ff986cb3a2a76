"""The timeline's page in a browser, beside Home Assistant's own media browser at the same gateway."""

from .run import PANEL

__all__ = ["PANEL"]

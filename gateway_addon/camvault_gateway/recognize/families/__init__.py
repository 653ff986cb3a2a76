"""Makers whose names need a reading of their own: what such a name says of the time, or None for another's name."""

from collections.abc import Callable
from typing import Final

from camvault_gateway.recognize.date_text import Stamp

from . import cnet, dlink, hi3510, levelone, yi

FAMILIES: Final[tuple[Callable[[str], Stamp | None], ...]] = (
    hi3510.find,
    yi.find,
    levelone.find,
    dlink.find,
    cnet.find,
)

"""Names as cameras and their software write them, and everything that is to be read from each.

Collected from public manuals, issues and programs; what could name a person is made up.
"""

from typing import Final

from .brands import DAHUA, FOSCAM, HIKVISION, REOLINK, XM_AND_HI3510
from .case import Case
from .others import CLOCKS, HACKED_AND_SOFTWARE, PREFIX_AND_DATE

__all__ = ["CASES", "Case"]

CASES: Final = (
    *FOSCAM,
    *REOLINK,
    *HIKVISION,
    *DAHUA,
    *XM_AND_HI3510,
    *PREFIX_AND_DATE,
    *HACKED_AND_SOFTWARE,
    *CLOCKS,
)

"""The channel of a recorder that a path names."""

import re
from typing import Final

from .date_text import DATE

_CHANNEL: Final = re.compile(
    # Before the digits of a time, or behind a date: Reolink, Hikvision, Dahua.
    rf"_(\d\d)_(?=(?:[^/_]{{1,64}}_)?{DATE}\d{{6}})|{DATE}[/_](?:pic_)?(\d{{3}})[/_]"
    # In words: hi3510, Brickcom and others.
    r"|(?:^|/)(?:images|record)(\d{3})/|(?<![A-Za-z])ch(?:annel)?[-_ ]?(\d{1,3})(?![0-9A-Za-z])",
    re.IGNORECASE | re.ASCII,
)


def channel_of(path: str) -> int | None:
    """Return the channel as the path counts it, from 0 or from 1; the one nearest to the name counts."""
    found = [number for match in _CHANNEL.finditer(path) for number in match.groups() if number]
    return int(found[-1]) if found else None

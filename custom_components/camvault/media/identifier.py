"""Name the places in CamVault's media source.

| identifier                   | place                                                                     |
|------------------------------|---------------------------------------------------------------------------|
| ENTRY                        | one gateway: Newest, Groups, and its cameras                              |
| ENTRY/newest                 | the newest captures of all cameras                                        |
| ENTRY/camera/CAMERA          | a camera's days                                                           |
| ENTRY/camera/CAMERA/DAY      | a local day, as 2026-11-23: its hours, or its captures when they are few  |
| ENTRY/camera/CAMERA/DAY/HOUR | an hour, by its start in UTC, as 20261123T0900Z: its captures             |
| ENTRY/protected              | the protected events of all cameras                                       |
| ENTRY/groups                 | the groups                                                                |
| ENTRY/group/GROUP            | a group's days                                                            |
| ENTRY/group/GROUP/DAY        | a local day: the group's events                                           |
| ENTRY/event/EVENT            | an event's captures                                                       |
| ENTRY/capture/CAPTURE        | a clip or a snapshot                                                      |
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
import re
from typing import Final, Self, override

from homeassistant.components.media_source import generate_media_source_id
from homeassistant.util import dt as dt_util

from ..api.query import CaptureFilter
from ..const import DOMAIN, ID_PATTERN

# Beyond them a day has no end, or no beginning, in some time zone.
_YEARS: Final = range(1970, 9999)
HOUR_FORMAT: Final = "%Y%m%dT%H%MZ"

_PATTERN: Final = re.compile(
    rf"(?P<entry>{ID_PATTERN})"
    r"(?:/(?P<newest>newest)|/(?P<protected>protected)|/(?P<groups>groups)"
    rf"|/(?:camera/(?P<camera>{ID_PATTERN})|group/(?P<group>{ID_PATTERN}))(?:/(?P<day>\d{{4}}-\d\d-\d\d)(?:/(?P<hour>\d{{8}}T\d{{4}}Z))?)?"
    rf"|/event/(?P<event>{ID_PATTERN})"
    rf"|/capture/(?P<capture>{ID_PATTERN}))?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class MediaIdentifier:
    """A place in the tree."""

    entry: str
    newest: bool = False
    protected: bool = False
    groups: bool = False
    camera: str | None = None
    group: str | None = None
    day: date | None = None
    hour: datetime | None = None
    event: str | None = None
    capture: str | None = None

    @classmethod
    def from_str(cls, identifier: str) -> Self:
        """Return the place an identifier names, or raise ValueError."""
        if (match := _PATTERN.fullmatch(identifier)) is None:
            raise ValueError(f"{identifier} names nothing here")
        for part in ("day", "hour"):
            if match[part] and int(match[part][:4]) not in _YEARS:
                raise ValueError(f"{identifier} is of no time that there are captures of")
        return cls(
            entry=match["entry"],
            newest=match["newest"] is not None,
            protected=match["protected"] is not None,
            groups=match["groups"] is not None,
            camera=match["camera"],
            group=match["group"],
            day=date.fromisoformat(match["day"]) if match["day"] else None,
            hour=datetime.strptime(match["hour"], HOUR_FORMAT).replace(tzinfo=UTC) if match["hour"] else None,
            event=match["event"],
            capture=match["capture"],
        )

    @override
    def __str__(self) -> str:
        """Return the identifier."""
        named = {"camera": self.camera, "group": self.group, "event": self.event, "capture": self.capture}
        parts = [self.entry, *(part for name, value in named.items() if value for part in (name, value))]
        if self.newest:
            parts.append("newest")
        if self.protected:
            parts.append("protected")
        if self.groups:
            parts.append("groups")
        if self.day:
            parts.append(self.day.isoformat())
        if self.hour:
            parts.append(self.hour.astimezone(UTC).strftime(HOUR_FORMAT))
        return "/".join(parts)

    @property
    def media_content_id(self) -> str:
        """Return the identifier as the rest of Home Assistant knows it."""
        return generate_media_source_id(DOMAIN, str(self))

    @property
    def bounds(self) -> tuple[datetime, datetime] | None:
        """Return from when until when the place's captures are; None for a place without a time."""
        if self.hour:
            return self.hour, self.hour + timedelta(hours=1)
        if self.day:
            return dt_util.start_of_local_day(self.day), dt_util.start_of_local_day(self.day + timedelta(days=1))
        return None

    @property
    def filter(self) -> CaptureFilter:
        """Return the filter for the captures of the place."""
        after, before = self.bounds or (None, None)
        return CaptureFilter(camera=self.camera, group=self.group, event=self.event, after=after, before=before)

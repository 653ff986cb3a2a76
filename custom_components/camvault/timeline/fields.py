"""The fields of commands."""

from datetime import datetime
from typing import Any, Final

from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
from homeassistant.util import dt as dt_util
import probatio

from ..api.query import MOST
from ..const import ID_PATTERN

_MANY: Final = 200
_LONGEST_LABEL: Final = 100
_LONGEST_CURSOR: Final = 1000
_LONGEST_ZONE: Final = 64

ID: Final = probatio.All(str, probatio.Match(rf"^{ID_PATTERN}\Z"))
IDS: Final = probatio.All([ID], probatio.Length(min=1, max=MOST))


# An IANA name by its looks: looking it up reads a file, and the gateway refuses one that there is not.
ZONE: Final = probatio.All(
    str, probatio.Length(max=_LONGEST_ZONE), probatio.Match(r"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*\Z")
)


def moment(value: Any) -> datetime:  # noqa: ANN401 whatever a browser sends
    """Return an RFC 3339 time; one without its offset is none."""
    time = dt_util.parse_datetime(value) if isinstance(value, str) else None
    if time is None or time.tzinfo is None:
        raise probatio.Invalid("expected a time with its offset")
    return time


TIMES: Final[VolDictType] = {probatio.Optional("after"): moment, probatio.Optional("before"): moment}
OF_EVENTS: Final[VolDictType] = {
    **TIMES,
    probatio.Optional("cameras"): probatio.All([ID], probatio.Length(max=_MANY)),
    probatio.Optional("labels"): probatio.All(
        [probatio.All(str, probatio.Length(max=_LONGEST_LABEL))], probatio.Length(max=_MANY)
    ),
    probatio.Optional("group"): ID,
    probatio.Optional("unseen"): cv.boolean,
}
PAGE: Final[VolDictType] = {
    **OF_EVENTS,
    probatio.Optional("cursor"): probatio.All(str, probatio.Length(max=_LONGEST_CURSOR)),
    probatio.Optional("limit"): probatio.All(int, probatio.Range(min=1, max=MOST)),
}
SEARCH: Final[VolDictType] = {
    probatio.Optional("protected"): cv.boolean,
    probatio.Optional("clips"): cv.boolean,
    probatio.Optional("unarchived"): cv.boolean,
    probatio.Optional("q"): probatio.All(str, probatio.Length(max=_MANY)),
    probatio.Optional("time_zone"): ZONE,
}

"""The catalog's version in which each event tells what it has, without a look at its captures."""

from typing import Final

# What a browser can show: also a clip that it cannot play, if a small one is made of it (`may_be_small`).
_PLAYABLE: Final = (
    "{0}condition <> 'unreadable' AND ({0}playback <> 'none' OR {0}kind = 'clip'"
    " AND coalesce({0}duration_ms, 0) <= 900000 AND ({0}local OR {0}size <= 209715200))"
)
# What the captures of an event amount to: column and value. What is without a byte counts for nothing.
_SUMS: Final = {
    "clips": "{0}kind = 'clip'",
    "snapshots": "{0}kind = 'snapshot'",
    "incomplete": "{0}condition = 'incomplete'",
    "unreadable": "{0}condition = 'unreadable'",
    "playable": _PLAYABLE,
    "bytes": "{0}size",
}
_COUNTS: Final = "{0}state <> 'receiving' AND {0}condition <> 'empty'"
# What an archived, a verified and a looked-at capture has as before, so that most steps write nothing here.
_TOLD: Final = (
    "{0}event, {0}kind, {0}size, {0}received_at, {0}state <> 'receiving', {0}condition = 'empty',"
    " {0}condition = 'incomplete', {0}condition = 'unreadable', " + _PLAYABLE
)


def _changed(row: str, sign: str) -> str:
    """Return the counters of an event with a capture more, or less."""
    return ", ".join(f"{name} = {name} {sign} ({value.format(row)})" for name, value in _SUMS.items())


_OF_ALL: Final = (
    ", ".join(f"coalesce(sum({value.format('')}), 0)" for value in _SUMS.values()) + ", max(captures.received_at)"
)
_NEWEST: Final = (
    f"(SELECT max(captures.received_at) FROM captures WHERE event = OLD.event AND {_COUNTS.format('captures.')})"  # noqa: S608
)
_WITHOUT: Final = f"UPDATE events SET {_changed('OLD.', '-')} WHERE id = OLD.event AND {_COUNTS.format('OLD.')};"  # noqa: S608
_WITH: Final = (
    f"UPDATE events SET {_changed('NEW.', '+')}, received_at = max(coalesce(received_at, 0), NEW.received_at)"  # noqa: S608
    f" WHERE id = NEW.event AND {_COUNTS.format('NEW.')};"
)
# Only when the newest leaves: an event may have thousands.
_LEFT: Final = (
    f"UPDATE events SET received_at = {_NEWEST}"  # noqa: S608
    f" WHERE id = OLD.event AND received_at = OLD.received_at AND {_COUNTS.format('OLD.')}"
)

EVENT_CONTENT: Final = f"""
ALTER TABLE events ADD COLUMN clips INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN snapshots INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN incomplete INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN unreadable INTEGER NOT NULL DEFAULT 0;
-- How many of them a browser can show.
ALTER TABLE events ADD COLUMN playable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
-- When the newest of them came.
ALTER TABLE events ADD COLUMN received_at INTEGER;
-- In the order of time: an event's first and last ones are found at once, however many it has.
DROP INDEX captures_by_event;
CREATE INDEX captures_by_event ON captures (event, captured_at) WHERE event IS NOT NULL;
UPDATE events SET ({", ".join(_SUMS)}, received_at) =
    (SELECT {_OF_ALL} FROM captures WHERE event = events.id AND {_COUNTS.format("")});

CREATE TRIGGER events_filled AFTER INSERT ON captures WHEN NEW.event IS NOT NULL AND {_COUNTS.format("NEW.")} BEGIN
    {_WITH}
END;
CREATE TRIGGER events_refilled
AFTER UPDATE OF event, kind, size, received_at, state, condition, playback, duration_ms, local ON captures
WHEN ({_TOLD.format("NEW.")}) IS NOT ({_TOLD.format("OLD.")}) BEGIN
    {_WITHOUT}
    {_WITH}
    {_LEFT} AND (NEW.event IS NOT OLD.event OR NEW.received_at < OLD.received_at OR NOT ({_COUNTS.format("NEW.")}));
END;
CREATE TRIGGER events_emptied AFTER DELETE ON captures WHEN OLD.event IS NOT NULL AND {_COUNTS.format("OLD.")} BEGIN
    {_WITHOUT}
    {_LEFT};
END;
"""  # noqa: S608 only constants

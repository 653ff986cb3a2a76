"""The catalog's version that knows what each user has seen."""

from typing import Final

SEEN: Final = """
-- In which order events got something new, by a number and not by a clock; kept by triggers. What is older than the
-- numbers has 1. What a rebuild is just bringing in has 0, or -2 if nothing but its captures told of it.
ALTER TABLE archiving ADD COLUMN arrivals INTEGER NOT NULL DEFAULT 1;
ALTER TABLE events ADD COLUMN arrived INTEGER NOT NULL DEFAULT -1;
UPDATE events SET arrived = 1;
CREATE INDEX events_arrived ON events (camera, arrived, started_at) WHERE arrived > 1;
CREATE TRIGGER events_begun AFTER INSERT ON events WHEN NEW.arrived = -1 BEGIN
    UPDATE archiving SET arrivals = arrivals + 1;
    UPDATE events SET arrived = (SELECT arrivals FROM archiving) WHERE rowid = NEW.rowid;
END;
CREATE TRIGGER captures_news AFTER UPDATE OF sha256 ON captures
WHEN NEW.sha256 IS NOT OLD.sha256 AND NEW.event IS NOT NULL BEGIN
    UPDATE archiving SET arrivals = arrivals + 1;
    UPDATE events SET arrived = (SELECT arrivals FROM archiving) WHERE id = NEW.event;
END;
CREATE TRIGGER captures_news_at_once AFTER INSERT ON captures
WHEN NEW.sha256 IS NOT NULL AND NEW.local AND NEW.event IS NOT NULL BEGIN
    UPDATE archiving SET arrivals = arrivals + 1;
    UPDATE events SET arrived = (SELECT arrivals FROM archiving) WHERE id = NEW.event;
END;

-- Sets of events. One that undoes nothing is a user's: what arrived after `upto`, and what its spans say, is unseen.
-- One that does is what a mark changed, to seen (1) or to unseen (0): what its spans say and arrived until `upto`.
CREATE TABLE seen (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user TEXT NOT NULL,
    undoes INTEGER CHECK (undoes IN (0, 1)),
    upto INTEGER NOT NULL,
    -- When the user marked something last, and was first heard of.
    at INTEGER NOT NULL,
    since INTEGER NOT NULL,
    forgotten INTEGER NOT NULL DEFAULT FALSE CHECK (forgotten IN (FALSE, TRUE)),
    changed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX seen_by_user ON seen (user) WHERE undoes IS NULL;
CREATE INDEX seen_undoes ON seen (user, id) WHERE undoes IS NOT NULL;
-- By when a camera's events began; each span ends with an event, and has none in it that is not of the set.
CREATE TABLE seen_spans (
    seen INTEGER NOT NULL REFERENCES seen (id) ON DELETE CASCADE,
    camera TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (seen, camera, first)
) STRICT, WITHOUT ROWID;
"""

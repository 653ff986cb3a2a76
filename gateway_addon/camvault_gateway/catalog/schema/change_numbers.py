"""The catalog's version whose rows say themselves that they changed: no journal, and no triggers that write it."""

CHANGES = """
-- The number of a row's last change that the archive is told of; 0 of rows that were told before there were numbers.
ALTER TABLE captures ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cameras ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE expired ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
-- The last number that was given, the last that the archive was told, and the last that it is to be told at once.
ALTER TABLE archiving ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE archiving ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
ALTER TABLE archiving ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;

UPDATE captures SET changed = number FROM journal WHERE journal.kind = 'capture' AND journal.id = captures.id;
UPDATE events SET changed = number FROM journal WHERE journal.kind = 'event' AND journal.id = events.id;
UPDATE expired SET changed = number FROM journal
    WHERE journal.kind = 'capture' AND journal.id = expired.id AND reason = 'deleted';
UPDATE cameras SET changed = number FROM (
    SELECT camera, max(number) AS number FROM (
        SELECT id AS camera, number FROM journal WHERE kind = 'camera'
        UNION ALL SELECT camera, number FROM journal JOIN folders ON folders.name = journal.id WHERE kind = 'folder'
    ) GROUP BY camera
) WHERE camera = cameras.id;
UPDATE archiving SET changed = (SELECT coalesce(max(number), 0) FROM journal);
UPDATE archiving SET urgent = changed;

DROP TRIGGER cameras_added;
DROP TRIGGER cameras_renamed;
DROP TRIGGER folders_added;
DROP TRIGGER folders_moved;
DROP TRIGGER events_ended;
DROP TRIGGER captures_verified;
DROP TABLE journal;
CREATE INDEX captures_changed ON captures (changed) WHERE changed > 0;
CREATE INDEX events_changed ON events (changed) WHERE changed > 0;
CREATE INDEX expired_changed ON expired (changed) WHERE changed > 0;
"""

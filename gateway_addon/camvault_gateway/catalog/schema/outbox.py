"""The catalog's version in which what is to be done follows from what captures are."""

OUTBOX = """
-- What is to be done follows from what a capture is; what no state tells are marks.
ALTER TABLE captures ADD COLUMN protected INTEGER NOT NULL DEFAULT FALSE CHECK (protected IN (FALSE, TRUE));
ALTER TABLE captures ADD COLUMN to_derive INTEGER NOT NULL DEFAULT FALSE CHECK (to_derive IN (FALSE, TRUE));
ALTER TABLE captures ADD COLUMN to_expire INTEGER NOT NULL DEFAULT FALSE CHECK (to_expire IN (FALSE, TRUE));
-- The kinds of its tasks that are not due yet, as bits; triggers keep it.
ALTER TABLE captures ADD COLUMN not_due INTEGER NOT NULL DEFAULT 0;
UPDATE captures SET protected = TRUE WHERE event IN (SELECT id FROM events WHERE protected);
UPDATE captures SET to_derive = TRUE WHERE id IN (SELECT capture FROM tasks WHERE kind = 'derive');
UPDATE captures SET to_expire = TRUE WHERE NOT local AND id IN (SELECT capture FROM tasks WHERE kind = 'expire');

-- What failed, and when it is tried again, and what waits for a final name; when that moment has come it is 0.
CREATE TABLE deferred (
    capture TEXT NOT NULL REFERENCES captures (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('archive', 'verify', 'protect', 'derive', 'expire')),
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    bit INTEGER NOT NULL AS (CASE kind
        WHEN 'archive' THEN 1 WHEN 'verify' THEN 2 WHEN 'protect' THEN 4 WHEN 'derive' THEN 8 ELSE 16 END),
    PRIMARY KEY (capture, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX deferred_by_due ON deferred (kind, due_at) WHERE due_at > 0;
CREATE TRIGGER deferred_added AFTER INSERT ON deferred BEGIN
    UPDATE captures SET not_due = (not_due & ~NEW.bit) | (NEW.due_at > 0) * NEW.bit WHERE id = NEW.capture;
END;
CREATE TRIGGER deferred_moved AFTER UPDATE OF due_at ON deferred BEGIN
    UPDATE captures SET not_due = (not_due & ~NEW.bit) | (NEW.due_at > 0) * NEW.bit WHERE id = NEW.capture;
END;
CREATE TRIGGER deferred_ended AFTER DELETE ON deferred BEGIN
    UPDATE captures SET not_due = not_due & ~OLD.bit WHERE id = OLD.capture;
END;
INSERT INTO deferred (capture, kind, due_at, attempts, error)
    SELECT capture, kind, due_at, attempts, error FROM tasks WHERE due_at > 0 OR attempts > 0;
DROP TABLE tasks;

-- Camera by camera, the newest first: the order in which it is done.
CREATE INDEX captures_to_archive ON captures (camera, id DESC) WHERE state = 'stored' AND not_due & 1 = 0;
CREATE INDEX captures_to_verify ON captures (camera, id DESC) WHERE state = 'archived' AND not_due & 2 = 0;
CREATE INDEX captures_to_protect ON captures (camera, id DESC)
    WHERE protected AND state = 'verified' AND instr('/' || archive_key, '/_protected/') = 0 AND not_due & 4 = 0;
CREATE INDEX captures_to_derive ON captures (camera, id DESC) WHERE to_derive AND not_due & 8 = 0;
CREATE INDEX captures_to_expire ON captures (camera, id DESC) WHERE to_expire AND not_due & 16 = 0;
CREATE INDEX captures_expiring ON captures (size) WHERE to_expire;
-- What is protected stays: that is seen within the index.
DROP INDEX captures_evictable;
CREATE INDEX captures_evictable ON captures (received_at, protected, size) WHERE local AND state = 'verified';

-- A capture is protected as its event is.
CREATE TRIGGER events_protected AFTER UPDATE OF protected ON events WHEN NEW.protected <> OLD.protected BEGIN
    UPDATE captures SET protected = NEW.protected WHERE event = NEW.id;
END;
CREATE TRIGGER captures_begun AFTER INSERT ON captures
WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.event AND protected) BEGIN
    UPDATE captures SET protected = TRUE WHERE id = NEW.id;
END;
CREATE TRIGGER captures_joined AFTER UPDATE OF event ON captures WHEN NEW.event IS NOT OLD.event BEGIN
    UPDATE captures SET protected = EXISTS (SELECT 1 FROM events WHERE id = NEW.event AND protected)
        WHERE id = NEW.id;
END;
"""

BACKLOG = """
-- How much of the vault the archive does not have: kept beside what the vault has, since it is told with each upload.
ALTER TABLE vault_total ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0;
ALTER TABLE vault_total ADD COLUMN waiting_bytes INTEGER NOT NULL DEFAULT 0;
UPDATE vault_total SET (waiting, waiting_bytes) =
    (SELECT count(*), coalesce(sum(size), 0) FROM captures WHERE state IN ('stored', 'archived'));
DROP TRIGGER captures_arrived;
DROP TRIGGER captures_left;
CREATE TRIGGER captures_arrived AFTER UPDATE OF state, size, local ON captures BEGIN
    UPDATE vault_total SET
        files = files + (NEW.local AND NEW.state <> 'receiving') - (OLD.local AND OLD.state <> 'receiving'),
        bytes = bytes + (NEW.local AND NEW.state <> 'receiving') * NEW.size
            - (OLD.local AND OLD.state <> 'receiving') * OLD.size,
        waiting = waiting + (NEW.state IN ('stored', 'archived')) - (OLD.state IN ('stored', 'archived')),
        waiting_bytes = waiting_bytes + (NEW.state IN ('stored', 'archived')) * NEW.size
            - (OLD.state IN ('stored', 'archived')) * OLD.size;
END;
CREATE TRIGGER captures_left AFTER DELETE ON captures WHEN OLD.local AND OLD.state <> 'receiving' BEGIN
    UPDATE vault_total SET files = files - 1, bytes = bytes - OLD.size,
        waiting = waiting - (OLD.state IN ('stored', 'archived')),
        waiting_bytes = waiting_bytes - (OLD.state IN ('stored', 'archived')) * OLD.size;
END;
CREATE TRIGGER captures_waiting AFTER INSERT ON captures WHEN NEW.state IN ('stored', 'archived') BEGIN
    UPDATE vault_total SET waiting = waiting + 1, waiting_bytes = waiting_bytes + NEW.size;
END;
"""

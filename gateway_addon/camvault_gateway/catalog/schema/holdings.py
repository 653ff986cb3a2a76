"""The catalog's version in which what the vault holds is counted by camera, and groups have an order."""

HOLDINGS = """
-- What the vault has of each camera, and how much of that the archive lacks.
CREATE TABLE holdings (
    camera TEXT PRIMARY KEY REFERENCES cameras (id) ON DELETE CASCADE,
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    waiting_bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO holdings SELECT camera, sum(local), sum(local * size), sum(state <> 'verified'),
    sum((state <> 'verified') * size) FROM captures WHERE state <> 'receiving' GROUP BY camera;
DROP TRIGGER captures_arrived;
DROP TRIGGER captures_left;
DROP TRIGGER captures_waiting;
DROP TRIGGER captures_rebuilt;
DROP TABLE vault_total;
CREATE TRIGGER captures_arrived AFTER UPDATE OF camera, state, size, local ON captures
WHEN (NEW.camera, NEW.size, NEW.state <> 'receiving' AND NEW.local, NEW.state IN ('stored', 'archived'))
    IS NOT (OLD.camera, OLD.size, OLD.state <> 'receiving' AND OLD.local, OLD.state IN ('stored', 'archived'))
BEGIN
    UPDATE holdings SET
        files = files - (OLD.state <> 'receiving' AND OLD.local),
        bytes = bytes - (OLD.state <> 'receiving' AND OLD.local) * OLD.size,
        waiting = waiting - (OLD.state IN ('stored', 'archived')),
        waiting_bytes = waiting_bytes - (OLD.state IN ('stored', 'archived')) * OLD.size
        WHERE camera = OLD.camera;
    INSERT INTO holdings VALUES (
        NEW.camera,
        NEW.state <> 'receiving' AND NEW.local,
        (NEW.state <> 'receiving' AND NEW.local) * NEW.size,
        NEW.state IN ('stored', 'archived'),
        (NEW.state IN ('stored', 'archived')) * NEW.size
    ) ON CONFLICT DO UPDATE SET
        files = files + excluded.files, bytes = bytes + excluded.bytes,
        waiting = waiting + excluded.waiting, waiting_bytes = waiting_bytes + excluded.waiting_bytes;
END;
CREATE TRIGGER captures_left AFTER DELETE ON captures WHEN OLD.state <> 'receiving' BEGIN
    UPDATE holdings SET
        files = files - OLD.local,
        bytes = bytes - OLD.local * OLD.size,
        waiting = waiting - (OLD.state <> 'verified'),
        waiting_bytes = waiting_bytes - (OLD.state <> 'verified') * OLD.size
        WHERE camera = OLD.camera;
END;
CREATE TRIGGER captures_waiting AFTER INSERT ON captures WHEN NEW.state <> 'receiving' BEGIN
    INSERT INTO holdings VALUES (
        NEW.camera, NEW.local, NEW.local * NEW.size, NEW.state <> 'verified', (NEW.state <> 'verified') * NEW.size
    ) ON CONFLICT DO UPDATE SET
        files = files + excluded.files, bytes = bytes + excluded.bytes,
        waiting = waiting + excluded.waiting, waiting_bytes = waiting_bytes + excluded.waiting_bytes;
END;
CREATE TRIGGER captures_rebuilt AFTER INSERT ON captures
WHEN NEW.state <> 'receiving' AND NEW.condition <> 'empty' BEGIN
    INSERT INTO quarters (camera, quarter, captures, bytes) VALUES (NEW.camera, NEW.captured_at / 900000, 1, NEW.size)
        ON CONFLICT DO UPDATE SET captures = captures + 1, bytes = bytes + excluded.bytes;
    UPDATE cameras SET captures = captures + 1, bytes = bytes + NEW.size WHERE id = NEW.camera;
END;

-- How many of the captures of a quarter of an hour are proven to be in the archive. Beside what was put in it, since
-- a page of both costs one write.
ALTER TABLE archived ADD COLUMN verified INTEGER NOT NULL DEFAULT 0;
INSERT INTO archived SELECT captured_at / 900000, 0, 0, count(*) FROM captures
    WHERE state = 'verified' AND condition <> 'empty' GROUP BY 1
    ON CONFLICT DO UPDATE SET verified = excluded.verified;
DROP TRIGGER captures_proven;
DROP TRIGGER captures_found;
CREATE TRIGGER captures_proven AFTER UPDATE OF state, size, archived_at ON captures
WHEN (OLD.state = 'verified', OLD.size, OLD.archived_at) IS NOT (NEW.state = 'verified', NEW.size, NEW.archived_at)
BEGIN
    UPDATE archived SET captures = captures - 1, bytes = bytes - OLD.size
        WHERE OLD.state = 'verified' AND quarter = coalesce(OLD.archived_at, OLD.received_at) / 900000;
    INSERT INTO archived (quarter, captures, bytes)
        SELECT coalesce(NEW.archived_at, NEW.received_at) / 900000, 1, NEW.size
        WHERE NEW.state = 'verified'
        ON CONFLICT DO UPDATE SET captures = captures + 1, bytes = bytes + excluded.bytes;
    UPDATE archive_total SET
        captures = captures + (NEW.state = 'verified') - (OLD.state = 'verified'),
        bytes = bytes + (NEW.state = 'verified') * NEW.size - (OLD.state = 'verified') * OLD.size;
END;
CREATE TRIGGER captures_found AFTER INSERT ON captures WHEN NEW.state = 'verified' BEGIN
    INSERT INTO archived (quarter, captures, bytes)
        VALUES (coalesce(NEW.archived_at, NEW.received_at) / 900000, 1, NEW.size)
        ON CONFLICT DO UPDATE SET captures = captures + 1, bytes = bytes + excluded.bytes;
    INSERT INTO archived (quarter, captures, bytes, verified) SELECT NEW.captured_at / 900000, 0, 0, 1
        WHERE NEW.condition <> 'empty'
        ON CONFLICT DO UPDATE SET verified = verified + 1;
    UPDATE archive_total SET captures = captures + 1, bytes = bytes + NEW.size;
END;
CREATE TRIGGER captures_safe AFTER UPDATE OF captured_at, state, condition ON captures
WHEN (OLD.captured_at / 900000, OLD.state = 'verified' AND OLD.condition <> 'empty')
    IS NOT (NEW.captured_at / 900000, NEW.state = 'verified' AND NEW.condition <> 'empty')
BEGIN
    UPDATE archived SET verified = verified - 1
        WHERE OLD.state = 'verified' AND OLD.condition <> 'empty' AND quarter = OLD.captured_at / 900000;
    INSERT INTO archived (quarter, captures, bytes, verified) SELECT NEW.captured_at / 900000, 0, 0, 1
        WHERE NEW.state = 'verified' AND NEW.condition <> 'empty'
        ON CONFLICT DO UPDATE SET verified = verified + 1;
END;
CREATE TRIGGER captures_unsafe AFTER DELETE ON captures WHEN OLD.state = 'verified' AND OLD.condition <> 'empty' BEGIN
    UPDATE archived SET verified = verified - 1 WHERE quarter = OLD.captured_at / 900000;
END;
"""

ORDERED_GROUPS = """
-- In the order that the owner gave them.
ALTER TABLE groups ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
UPDATE groups SET position =
    (SELECT count(*) FROM groups AS other WHERE (lower(other.name), other.id) < (lower(groups.name), groups.id));
"""

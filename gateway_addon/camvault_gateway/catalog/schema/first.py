"""The catalog's first versions; what came later is in `schema`."""

VERSION_1 = """
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cameras (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    empty_uploads INTEGER NOT NULL DEFAULT 0,
    last_upload_at INTEGER
) STRICT, WITHOUT ROWID;

-- Which camera a first folder on the shared account stands for; several may stand for one.
CREATE TABLE folders (
    name TEXT PRIMARY KEY,
    camera TEXT NOT NULL REFERENCES cameras (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    username TEXT PRIMARY KEY,
    password_hash TEXT NOT NULL,
    camera TEXT REFERENCES cameras (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    camera TEXT NOT NULL REFERENCES cameras (id),
    started_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    ended_at INTEGER,
    labels TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX events_by_camera ON events (camera, started_at, id);
CREATE INDEX events_by_time ON events (started_at, id);
CREATE INDEX events_open ON events (camera) WHERE ended_at IS NULL;

CREATE TABLE captures (
    id TEXT PRIMARY KEY,
    camera TEXT NOT NULL REFERENCES cameras (id),
    event TEXT REFERENCES events (id) ON DELETE SET NULL,
    kind TEXT NOT NULL CHECK (kind IN ('clip', 'snapshot')),
    original_path TEXT NOT NULL,
    extension TEXT NOT NULL,
    content_type TEXT NOT NULL,
    captured_at INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    camera_time INTEGER,
    labels TEXT NOT NULL,
    scheduled INTEGER NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT,
    state TEXT NOT NULL CHECK (state IN ('receiving', 'stored', 'archived', 'verified')),
    condition TEXT NOT NULL CHECK (condition IN ('pending', 'complete', 'incomplete', 'empty', 'unreadable')),
    archive_key TEXT,
    duration_ms INTEGER,
    thumbnail INTEGER NOT NULL,
    CHECK ((state = 'receiving') = (sha256 IS NULL))
) STRICT;
-- One camera's captures never share a millisecond: it is the order of lists, and part of the archive key.
CREATE UNIQUE INDEX captures_by_camera ON captures (camera, captured_at);
CREATE INDEX captures_by_time ON captures (captured_at, id);
CREATE INDEX captures_by_event ON captures (event) WHERE event IS NOT NULL;
CREATE INDEX captures_receiving ON captures (id) WHERE state = 'receiving';
CREATE INDEX captures_backlog ON captures (received_at, size) WHERE state IN ('stored', 'archived');

CREATE TABLE tasks (
    kind TEXT NOT NULL,
    camera TEXT NOT NULL,
    capture TEXT NOT NULL REFERENCES captures (id) ON DELETE CASCADE,
    due_at INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    PRIMARY KEY (kind, camera, capture)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_by_capture ON tasks (capture);

-- How many captures, and how many bytes, each camera has in each quarter of an hour: every time zone's days and hours
-- are whole quarters. Kept by the triggers below, in the transaction that changes the capture.
CREATE TABLE quarters (
    camera TEXT NOT NULL,
    quarter INTEGER NOT NULL,
    captures INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (camera, quarter)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER captures_uncounted AFTER UPDATE OF camera, captured_at, size, state, condition ON captures
WHEN OLD.state <> 'receiving' AND OLD.condition <> 'empty'
BEGIN
    UPDATE quarters SET captures = captures - 1, bytes = bytes - OLD.size
    WHERE camera = OLD.camera AND quarter = OLD.captured_at / 900000;
END;
CREATE TRIGGER captures_counted AFTER UPDATE OF camera, captured_at, size, state, condition ON captures
WHEN NEW.state <> 'receiving' AND NEW.condition <> 'empty'
BEGIN
    INSERT INTO quarters VALUES (NEW.camera, NEW.captured_at / 900000, 1, NEW.size)
    ON CONFLICT DO UPDATE SET captures = captures + 1, bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER captures_forgotten AFTER DELETE ON captures
WHEN OLD.state <> 'receiving' AND OLD.condition <> 'empty'
BEGIN
    UPDATE quarters SET captures = captures - 1, bytes = bytes - OLD.size
    WHERE camera = OLD.camera AND quarter = OLD.captured_at / 900000;
END;
"""

VERSION_2 = """
-- Whether the vault has the file; only a verified capture may be without.
ALTER TABLE captures ADD COLUMN local INTEGER NOT NULL DEFAULT 1 CHECK (local OR state = 'verified');
ALTER TABLE events ADD COLUMN protected INTEGER NOT NULL DEFAULT 0;
CREATE INDEX captures_evictable ON captures (received_at, size, event) WHERE local AND state = 'verified';
CREATE INDEX captures_with_picture ON captures (camera, captured_at)
    WHERE thumbnail OR (kind = 'snapshot' AND condition = 'complete');

-- How many files, and bytes, the vault has: one row, kept by triggers.
CREATE TABLE vault_total (
    only INTEGER PRIMARY KEY CHECK (only = 0),
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
INSERT INTO vault_total SELECT 0, count(*), coalesce(sum(size), 0) FROM captures WHERE state <> 'receiving';
CREATE TRIGGER captures_arrived AFTER UPDATE OF state, size, local ON captures BEGIN
    UPDATE vault_total SET
        files = files + (NEW.local AND NEW.state <> 'receiving') - (OLD.local AND OLD.state <> 'receiving'),
        bytes = bytes + (NEW.local AND NEW.state <> 'receiving') * NEW.size
            - (OLD.local AND OLD.state <> 'receiving') * OLD.size;
END;
CREATE TRIGGER captures_left AFTER DELETE ON captures WHEN OLD.local AND OLD.state <> 'receiving' BEGIN
    UPDATE vault_total SET files = files - 1, bytes = bytes - OLD.size;
END;
CREATE TRIGGER captures_rebuilt AFTER INSERT ON captures WHEN NEW.state <> 'receiving' BEGIN
    UPDATE vault_total SET files = files + NEW.local, bytes = bytes + NEW.local * NEW.size;
    INSERT INTO quarters SELECT NEW.camera, NEW.captured_at / 900000, 1, NEW.size WHERE NEW.condition <> 'empty'
    ON CONFLICT DO UPDATE SET captures = captures + 1, bytes = bytes + excluded.bytes;
END;

-- What the archive's catalog segments do not tell yet; whatever changes again gets a new number.
CREATE TABLE journal (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('camera', 'folder', 'event', 'capture')),
    id TEXT NOT NULL,
    UNIQUE (kind, id)
) STRICT;
INSERT INTO journal (kind, id) SELECT 'camera', id FROM cameras;
INSERT INTO journal (kind, id) SELECT 'folder', name FROM folders;
INSERT INTO journal (kind, id) SELECT 'event', id FROM events WHERE ended_at IS NOT NULL;
INSERT INTO journal (kind, id) SELECT 'capture', id FROM captures WHERE state = 'verified';
CREATE TRIGGER cameras_added AFTER INSERT ON cameras BEGIN
    INSERT OR REPLACE INTO journal (kind, id) VALUES ('camera', NEW.id);
END;
CREATE TRIGGER cameras_renamed AFTER UPDATE OF name ON cameras BEGIN
    INSERT OR REPLACE INTO journal (kind, id) VALUES ('camera', NEW.id);
END;
CREATE TRIGGER folders_added AFTER INSERT ON folders BEGIN
    INSERT OR REPLACE INTO journal (kind, id) VALUES ('folder', NEW.name);
END;
CREATE TRIGGER folders_moved AFTER UPDATE ON folders BEGIN
    INSERT OR REPLACE INTO journal (kind, id) VALUES ('folder', NEW.name);
END;
CREATE TRIGGER events_ended AFTER UPDATE OF camera, last_at, ended_at, labels, protected ON events
WHEN NEW.ended_at IS NOT NULL BEGIN
    INSERT OR REPLACE INTO journal (kind, id) VALUES ('event', NEW.id);
END;
CREATE TRIGGER captures_verified AFTER UPDATE OF
    camera, event, original_path, captured_at, labels, scheduled, state, condition, duration_ms, archive_key ON captures
WHEN NEW.state = 'verified' BEGIN
    INSERT OR REPLACE INTO journal (kind, id) VALUES ('capture', NEW.id);
END;
"""

VERSION_3 = """
CREATE INDEX tasks_by_due ON tasks (kind, due_at);

-- Archives that another one took the place of, while captures lie there only.
CREATE TABLE former_archives (
    id INTEGER PRIMARY KEY,
    settings TEXT NOT NULL
) STRICT;
-- Which captures lie in a former archive; all others that are verified lie in the present one.
CREATE TABLE elsewhere (
    capture TEXT PRIMARY KEY REFERENCES captures (id) ON DELETE CASCADE,
    archive INTEGER NOT NULL REFERENCES former_archives (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX elsewhere_by_archive ON elsewhere (archive);

-- What is remembered of archiving: one row. The number grows when another bucket takes the archive's place.
CREATE TABLE archiving (
    only INTEGER PRIMARY KEY CHECK (only = 0),
    number INTEGER NOT NULL,
    last_verified_at INTEGER,
    damaged INTEGER NOT NULL
) STRICT;
INSERT INTO archiving VALUES (0, 0, NULL, 0);
"""

VERSION_4 = """
-- When the archive answered that it has a capture's object.
ALTER TABLE captures ADD COLUMN archived_at INTEGER;
CREATE INDEX captures_by_put ON captures (coalesce(archived_at, received_at), id) WHERE state = 'verified';

-- The trace of captures that the bucket's lifecycle rules removed; `cleared` when the vault has nothing left of one.
CREATE TABLE expired (
    id TEXT PRIMARY KEY,
    camera TEXT NOT NULL,
    event TEXT,
    kind TEXT NOT NULL,
    extension TEXT NOT NULL,
    captured_at INTEGER NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    archive_key TEXT NOT NULL,
    expired_at INTEGER NOT NULL,
    cleared INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX expired_uncleared ON expired (id) WHERE NOT cleared;

-- What the bucket's lifecycle rules said when they were last read.
ALTER TABLE archiving ADD COLUMN retention TEXT;
"""

"""The catalog's tables, and how an older file is brought up to date."""

import sqlite3

from camvault_gateway.catalog.errors import CatalogTooNewError

from .change_numbers import CHANGES
from .event_content import EVENT_CONTENT
from .first import VERSION_1, VERSION_2, VERSION_3, VERSION_4
from .holdings import HOLDINGS, ORDERED_GROUPS
from .outbox import BACKLOG, OUTBOX
from .search import WORDS
from .seen import SEEN

_VERSION_5 = """
-- What browsers make of a clip, and its codecs as a MIME type names them; known once it was looked at.
ALTER TABLE captures ADD COLUMN playback TEXT NOT NULL DEFAULT 'unknown'
    CHECK (playback IN ('unknown', 'original', 'converted', 'none'));
ALTER TABLE captures ADD COLUMN codecs TEXT;
ALTER TABLE captures ADD COLUMN width INTEGER;
ALTER TABLE captures ADD COLUMN height INTEGER;
"""

_VERSION_6 = """
-- Which camera one that is gone became part of.
CREATE TABLE merged (
    camera TEXT PRIMARY KEY,
    target TEXT NOT NULL REFERENCES cameras (id)
) STRICT, WITHOUT ROWID;
-- Captures that go over to another camera: those of a pattern, or all. The cursor is the last one that was looked at.
CREATE TABLE moves (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    camera TEXT NOT NULL,
    target TEXT NOT NULL,
    pattern TEXT,
    cursor INTEGER NOT NULL DEFAULT -1
) STRICT;
CREATE INDEX expired_by_camera ON expired (camera);
-- A first folder that has a camera already keeps it for all that is below it, whatever it is called.
INSERT INTO folders SELECT name || '/*', camera FROM folders;
"""

_VERSION_7 = """
ALTER TABLE accounts ADD COLUMN tls_required INTEGER NOT NULL DEFAULT FALSE CHECK (tls_required IN (FALSE, TRUE));
"""

_VERSION_8 = """
-- When the camera's test button was last pressed, and the last differences between its clock and ours.
ALTER TABLE cameras ADD COLUMN last_test_at INTEGER;
ALTER TABLE cameras ADD COLUMN clock_samples TEXT NOT NULL DEFAULT '[]';
"""

_VERSION_9 = """
CREATE INDEX events_protected ON events (id) WHERE protected;
-- What was protected before there were copies gets one.
INSERT OR IGNORE INTO tasks (kind, camera, capture)
    SELECT 'protect', camera, id FROM captures
    WHERE state = 'verified' AND event IN (SELECT id FROM events WHERE protected);
"""

_VERSION_10 = """
-- What the owner set for a camera, and all labels that it ever told.
ALTER TABLE cameras ADD COLUMN quiet_time_s REAL;
ALTER TABLE cameras ADD COLUMN pictures_scheduled INTEGER NOT NULL DEFAULT FALSE
    CHECK (pictures_scheduled IN (FALSE, TRUE));
ALTER TABLE cameras ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
UPDATE cameras SET labels = (
    SELECT json_group_array(DISTINCT value) FROM events JOIN json_each(events.labels) WHERE events.camera = cameras.id
);
-- Which of a recorder's cameras a capture's name tells of.
ALTER TABLE captures ADD COLUMN channel INTEGER;
"""

_VERSION_11 = """
-- A muted camera's uploads make no event; a removed one is not shown, and its captures stay.
ALTER TABLE cameras ADD COLUMN muted INTEGER NOT NULL DEFAULT FALSE CHECK (muted IN (FALSE, TRUE));
ALTER TABLE cameras ADD COLUMN removed_at INTEGER;
"""

_VERSION_12 = """
-- How many uploads without a byte a camera has sent since its last one with some.
ALTER TABLE cameras ADD COLUMN empty_in_a_row INTEGER NOT NULL DEFAULT 0;

-- How many captures, and bytes, are proven to be in the archive: by the quarter of an hour of their put, and in all.
CREATE TABLE archived (
    quarter INTEGER PRIMARY KEY,
    captures INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE archive_total (
    only INTEGER PRIMARY KEY CHECK (only = 0),
    captures INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
INSERT INTO archived SELECT coalesce(archived_at, received_at) / 900000, count(*), sum(size) FROM captures
    WHERE state = 'verified' GROUP BY 1;
INSERT INTO archive_total SELECT 0, coalesce(sum(captures), 0), coalesce(sum(bytes), 0) FROM archived;
CREATE TRIGGER captures_proven AFTER UPDATE OF state, size, archived_at ON captures
WHEN (OLD.state = 'verified', OLD.size, OLD.archived_at) IS NOT (NEW.state = 'verified', NEW.size, NEW.archived_at)
BEGIN
    UPDATE archived SET captures = captures - 1, bytes = bytes - OLD.size
        WHERE OLD.state = 'verified' AND quarter = coalesce(OLD.archived_at, OLD.received_at) / 900000;
    INSERT INTO archived SELECT coalesce(NEW.archived_at, NEW.received_at) / 900000, 1, NEW.size
        WHERE NEW.state = 'verified'
        ON CONFLICT DO UPDATE SET captures = captures + 1, bytes = bytes + excluded.bytes;
    UPDATE archive_total SET
        captures = captures + (NEW.state = 'verified') - (OLD.state = 'verified'),
        bytes = bytes + (NEW.state = 'verified') * NEW.size - (OLD.state = 'verified') * OLD.size;
END;
CREATE TRIGGER captures_unproven AFTER DELETE ON captures WHEN OLD.state = 'verified' BEGIN
    UPDATE archived SET captures = captures - 1, bytes = bytes - OLD.size
        WHERE quarter = coalesce(OLD.archived_at, OLD.received_at) / 900000;
    UPDATE archive_total SET captures = captures - 1, bytes = bytes - OLD.size;
END;
CREATE TRIGGER captures_found AFTER INSERT ON captures WHEN NEW.state = 'verified' BEGIN
    INSERT INTO archived VALUES (coalesce(NEW.archived_at, NEW.received_at) / 900000, 1, NEW.size)
        ON CONFLICT DO UPDATE SET captures = captures + 1, bytes = bytes + excluded.bytes;
    UPDATE archive_total SET captures = captures + 1, bytes = bytes + NEW.size;
END;
"""

_GROUPS = """
-- Saved filters over what all cameras saw; the rules are JSON.
CREATE TABLE groups (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    rules TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_TOTALS = """
-- All that a camera has: to add up its quarters takes the longer the longer it is there, and is asked at each upload.
ALTER TABLE cameras ADD COLUMN captures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cameras ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
UPDATE cameras SET (captures, bytes) =
    (SELECT coalesce(sum(captures), 0), coalesce(sum(bytes), 0) FROM quarters WHERE camera = cameras.id);
DROP TRIGGER captures_uncounted;
DROP TRIGGER captures_counted;
DROP TRIGGER captures_forgotten;
DROP TRIGGER captures_rebuilt;
CREATE TRIGGER captures_counted AFTER UPDATE OF camera, captured_at, size, state, condition ON captures
WHEN (NEW.camera, NEW.captured_at / 900000, NEW.size, NEW.state <> 'receiving' AND NEW.condition <> 'empty')
    IS NOT (OLD.camera, OLD.captured_at / 900000, OLD.size, OLD.state <> 'receiving' AND OLD.condition <> 'empty')
BEGIN
    UPDATE quarters SET captures = captures - 1, bytes = bytes - OLD.size
        WHERE OLD.state <> 'receiving' AND OLD.condition <> 'empty'
            AND camera = OLD.camera AND quarter = OLD.captured_at / 900000;
    UPDATE cameras SET captures = captures - 1, bytes = bytes - OLD.size
        WHERE OLD.state <> 'receiving' AND OLD.condition <> 'empty' AND id = OLD.camera;
    INSERT INTO quarters SELECT NEW.camera, NEW.captured_at / 900000, 1, NEW.size
        WHERE NEW.state <> 'receiving' AND NEW.condition <> 'empty'
        ON CONFLICT DO UPDATE SET captures = captures + 1, bytes = bytes + excluded.bytes;
    UPDATE cameras SET captures = captures + 1, bytes = bytes + NEW.size
        WHERE NEW.state <> 'receiving' AND NEW.condition <> 'empty' AND id = NEW.camera;
END;
CREATE TRIGGER captures_forgotten AFTER DELETE ON captures
WHEN OLD.state <> 'receiving' AND OLD.condition <> 'empty' BEGIN
    UPDATE quarters SET captures = captures - 1, bytes = bytes - OLD.size
        WHERE camera = OLD.camera AND quarter = OLD.captured_at / 900000;
    UPDATE cameras SET captures = captures - 1, bytes = bytes - OLD.size WHERE id = OLD.camera;
END;
CREATE TRIGGER captures_rebuilt AFTER INSERT ON captures WHEN NEW.state <> 'receiving' BEGIN
    UPDATE vault_total SET files = files + NEW.local, bytes = bytes + NEW.local * NEW.size;
    INSERT INTO quarters SELECT NEW.camera, NEW.captured_at / 900000, 1, NEW.size WHERE NEW.condition <> 'empty'
        ON CONFLICT DO UPDATE SET captures = captures + 1, bytes = bytes + excluded.bytes;
    UPDATE cameras SET captures = captures + 1, bytes = bytes + NEW.size
        WHERE NEW.condition <> 'empty' AND id = NEW.camera;
END;
"""

_PROTECTED = """
-- In the order of lists: the few events that are protected are listed without a look at all others.
DROP INDEX events_protected;
CREATE INDEX events_protected ON events (started_at, id) WHERE protected;
"""

_PICTURES = """
-- An event's picture is asked for at each of its uploads, and there are events of thousands.
CREATE INDEX captures_pictures ON captures (event, kind = 'clip', captured_at) WHERE thumbnail;
"""

PLACES = """
-- From now on a folder in which others lie is the place of several cameras; one that has a camera stays that camera's.
INSERT OR IGNORE INTO folders SELECT name || '/*', camera FROM folders WHERE instr(name, '/') = 0;
"""

_UNARCHIVED = """
-- By event, so that each tells how many of its captures the archive still lacks; it is scanned as a whole as before.
DROP INDEX captures_backlog;
CREATE INDEX captures_backlog ON captures (event, state, received_at, size) WHERE state IN ('stored', 'archived');
"""

_TOLD_AT = """
-- When the newest segment was told: the next one sorts behind it, also when the clock was set back before a start.
ALTER TABLE archiving ADD COLUMN told_at INTEGER NOT NULL DEFAULT 0;
"""

_REPEATED = """
-- A file that a camera sends again is found by its first bytes of hash, which are enough among millions.
ALTER TABLE cameras ADD COLUMN repeated_uploads INTEGER NOT NULL DEFAULT 0;
CREATE INDEX captures_by_content ON captures (substr(sha256, 1, 8)) WHERE camera_time IS NOT NULL;
"""

MIGRATIONS: tuple[str, ...] = (
    VERSION_1,
    VERSION_2,
    VERSION_3,
    VERSION_4,
    _VERSION_5,
    _VERSION_6,
    _VERSION_7,
    _VERSION_8,
    _VERSION_9,
    _VERSION_10,
    _VERSION_11,
    _VERSION_12,
    WORDS,
    _GROUPS,
    _TOTALS,
    _PROTECTED,
    _PICTURES,
    PLACES,
    _UNARCHIVED,
    _TOLD_AT,
    _REPEATED,
    OUTBOX,
    CHANGES,
    BACKLOG,
    HOLDINGS,
    ORDERED_GROUPS,
    EVENT_CONTENT,
    SEEN,
)


def migrate(db: sqlite3.Connection) -> None:
    """Bring an empty or older catalog to this version, each step in a transaction of its own.

    Raises CatalogTooNewError for a file that a later CamVault wrote.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise CatalogTooNewError(version, len(MIGRATIONS))
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        db.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")

"""The catalog's version that can be searched: its full-text index, and what events are described by."""

# A row of `words` is a capture: its number is made of its time and its camera, so that the index itself is in the order
# of lists, and a search ends at the last one that is wanted. Capture ids are texts, and rowids change when a file is
# compacted; of one camera no two captures share a millisecond.
WORDS = """
CREATE TABLE camera_numbers (
    number INTEGER PRIMARY KEY,
    camera TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO camera_numbers (camera) SELECT id FROM cameras;
CREATE TRIGGER cameras_numbered AFTER INSERT ON cameras BEGIN
    INSERT INTO camera_numbers (camera)
        SELECT NEW.id WHERE NOT EXISTS (SELECT 1 FROM camera_numbers WHERE camera = NEW.id);
END;

-- What a person, or who looked at the pictures, says of an event.
ALTER TABLE events ADD COLUMN description TEXT;
DROP TRIGGER events_ended;
CREATE TRIGGER events_ended AFTER UPDATE OF camera, last_at, ended_at, labels, protected, description ON events
WHEN NEW.ended_at IS NOT NULL BEGIN
    INSERT OR REPLACE INTO journal (kind, id) VALUES ('event', NEW.id);
END;

CREATE VIRTUAL TABLE words USING fts5 (
    path, labels, camera, description,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIEW capture_words AS
    SELECT captures.id, captures.event, captured_at * 32768 + number AS place, original_path, captures.labels,
        'c' || number AS camera, coalesce(description, '') AS description
    FROM captures JOIN camera_numbers ON camera_numbers.camera = captures.camera
        LEFT JOIN events ON events.id = captures.event
    WHERE state <> 'receiving';
INSERT INTO words (rowid, path, labels, camera, description)
    SELECT place, original_path, labels, camera, description FROM capture_words ORDER BY place;

CREATE TRIGGER words_added AFTER INSERT ON captures WHEN NEW.state <> 'receiving' BEGIN
    INSERT INTO words (rowid, path, labels, camera, description)
        SELECT place, original_path, labels, camera, description FROM capture_words WHERE id = NEW.id;
END;
CREATE TRIGGER words_changed AFTER UPDATE OF camera, event, original_path, captured_at, labels, state ON captures
WHEN (NEW.camera, NEW.event, NEW.original_path, NEW.captured_at, NEW.labels, NEW.state <> 'receiving')
    IS NOT (OLD.camera, OLD.event, OLD.original_path, OLD.captured_at, OLD.labels, OLD.state <> 'receiving') BEGIN
    DELETE FROM words WHERE OLD.state <> 'receiving' AND rowid = (
        SELECT OLD.captured_at * 32768 + number FROM camera_numbers WHERE camera = OLD.camera);
    INSERT INTO words (rowid, path, labels, camera, description)
        SELECT place, original_path, labels, camera, description FROM capture_words WHERE id = NEW.id;
END;
CREATE TRIGGER words_removed AFTER DELETE ON captures WHEN OLD.state <> 'receiving' BEGIN
    DELETE FROM words WHERE rowid = (
        SELECT OLD.captured_at * 32768 + number FROM camera_numbers WHERE camera = OLD.camera);
END;
CREATE TRIGGER words_described AFTER UPDATE OF description ON events
WHEN NEW.description IS NOT OLD.description BEGIN
    DELETE FROM words WHERE rowid IN (SELECT place FROM capture_words WHERE event = NEW.id);
    INSERT INTO words (rowid, path, labels, camera, description)
        SELECT place, original_path, labels, camera, description FROM capture_words WHERE event = NEW.id;
END;

-- Whether a capture that left had expired, or was deleted by the owner.
ALTER TABLE expired ADD COLUMN reason TEXT NOT NULL DEFAULT 'expired' CHECK (reason IN ('expired', 'deleted'));
CREATE INDEX expired_deleted ON expired (id) WHERE reason = 'deleted';
"""

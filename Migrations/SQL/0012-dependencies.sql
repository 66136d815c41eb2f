-- What an environment needs that is outside of it (R83), and what tells it apart there (R93).

-- A clone has copies: whatever its origin needs, it needs as well.
CREATE TABLE dependency (
    environment INTEGER NOT NULL REFERENCES environment ON DELETE CASCADE,
    name TEXT NOT NULL COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 63),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 63),
    host TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
    port INTEGER CHECK (port BETWEEN 1 AND 65535),
    note TEXT CHECK (length(note) BETWEEN 1 AND 255),
    PRIMARY KEY (environment, name)
) STRICT, WITHOUT ROWID;

-- One row for each environment there ever was. Those of deleted ones stay, without their environment, so that no id is
-- given twice: a database outside may still be named after it.
CREATE TABLE environment_identity (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 12 AND id NOT GLOB '*[^0-9a-f]*'),
    environment INTEGER UNIQUE REFERENCES environment ON DELETE SET NULL,
    -- The environment that the line of clones began with; itself, if it is no clone. No foreign key, and the name as
    -- text: clones outlive it.
    original INTEGER NOT NULL,
    original_name TEXT NOT NULL COLLATE NOCASE
) STRICT;

CREATE INDEX environment_identity_by_original ON environment_identity (original);

WITH RECURSIVE line (id, original, original_name) AS (
    SELECT id, coalesce(origin, id), coalesce(origin_name, name) FROM environment
    WHERE origin IS NULL OR origin NOT IN (SELECT id FROM environment)
    UNION ALL
    SELECT environment.id, line.original, line.original_name
    FROM line JOIN environment ON environment.origin = line.id
)
INSERT INTO environment_identity (id, environment, original, original_name)
SELECT lower(hex(randomblob(6))), id, original, original_name FROM line;

CREATE TRIGGER environment_has_an_identity AFTER INSERT ON environment
BEGIN
    INSERT INTO environment_identity (id, environment, original, original_name)
    SELECT
        lower(hex(randomblob(6))), NEW.id, coalesce(origin.original, NEW.origin, NEW.id),
        coalesce(origin.original_name, NEW.origin_name, NEW.name)
    FROM (SELECT 1) LEFT JOIN environment_identity AS origin ON origin.environment = NEW.origin;
END;

CREATE TRIGGER original_is_called_what_it_is_called_now AFTER UPDATE OF name ON environment
BEGIN
    UPDATE environment_identity SET original_name = NEW.name WHERE original = NEW.id;
END;

CREATE TRIGGER identity_does_not_change BEFORE UPDATE OF id, original ON environment_identity
BEGIN
    SELECT RAISE(ABORT, 'an identity does not change');
END;

CREATE TRIGGER identity_is_never_forgotten BEFORE DELETE ON environment_identity
BEGIN
    SELECT RAISE(ABORT, 'an identity is never forgotten');
END;

-- Customized copies (R18): machines with names of their own, and without a private network.
--
-- A CHECK constraint is changed in the schema's text, as https://www.sqlite.org/lang_altertable.html (§7) describes for
-- changes that do not touch what is stored. The table, its rows, its triggers and what refers to it stay as they are,
-- whatever columns it has been given since.

PRAGMA writable_schema = ON;

UPDATE sqlite_schema
SET sql = replace(sql, 'isolation IN (''dual-interface'')', 'isolation IN (''dual-interface'', ''customized'')')
WHERE type = 'table' AND name = 'environment';

PRAGMA writable_schema = RESET;

-- What the machine was called in the environment that it is a customized copy from.
ALTER TABLE machine ADD COLUMN original_name TEXT COLLATE NOCASE CHECK (length(original_name) BETWEEN 1 AND 63);

-- There is no private network that could keep the copies apart.
CREATE TRIGGER customized_machine_has_a_private_side BEFORE INSERT ON machine
WHEN NEW.private_mac IS NOT NULL
    AND EXISTS (SELECT 1 FROM environment WHERE id = NEW.environment AND isolation = 'customized')
BEGIN
    SELECT RAISE(ABORT, 'a machine of a customized environment has no private interface');
END;

CREATE TRIGGER isolation_does_not_change BEFORE UPDATE OF isolation ON environment
BEGIN
    SELECT RAISE(ABORT, 'an environment''s isolation does not change');
END;

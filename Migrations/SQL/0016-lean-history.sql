-- Events of leases are nearly all events, and each index that a lease's event is in is one more page to write before the
-- client has its answer. They are in the index of their MAC alone; other events are in the others as before. An alias and
-- a machine have one MAC as long as they live, which the events of their coming tell; which MACs have been tied to an
-- address is kept here.

CREATE TABLE past_tie (
    address INTEGER NOT NULL,
    mac INTEGER NOT NULL,
    PRIMARY KEY (address, mac)
) STRICT, WITHOUT ROWID;

INSERT INTO past_tie
SELECT DISTINCT address, mac FROM event
WHERE substr(kind, 1, 6) = 'lease.' AND address IS NOT NULL AND mac IS NOT NULL;

INSERT OR IGNORE INTO past_tie SELECT address, mac FROM lease;

CREATE TRIGGER tie_is_remembered AFTER INSERT ON lease
BEGIN
    INSERT OR IGNORE INTO past_tie VALUES (NEW.address, NEW.mac);
END;

DROP INDEX event_by_address;
DROP INDEX event_by_alias;
DROP INDEX event_by_environment;

CREATE INDEX event_by_address ON event (address) WHERE address IS NOT NULL AND substr(kind, 1, 6) <> 'lease.';
CREATE INDEX event_by_alias ON event (alias) WHERE alias IS NOT NULL AND substr(kind, 1, 6) <> 'lease.';
CREATE INDEX event_by_environment ON event (environment)
WHERE environment IS NOT NULL AND substr(kind, 1, 6) <> 'lease.';

-- The event of a lease has the alias of its machine: now the index by machine holds it, and no row is read beside it.
CREATE TABLE lean_alias (
    name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 63),
    machine INTEGER REFERENCES machine ON DELETE SET NULL
) STRICT, WITHOUT ROWID;

INSERT INTO lean_alias SELECT name, machine FROM alias ORDER BY name;

-- By name: SQLite does not see of the index of a constraint that it holds the key.
CREATE UNIQUE INDEX alias_by_machine ON lean_alias (machine);

DROP TABLE alias;

ALTER TABLE lean_alias RENAME TO alias;

CREATE TRIGGER alias_is_never_reused BEFORE UPDATE ON alias
WHEN NEW.name IS NOT OLD.name OR NEW.machine IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an alias is never reused');
END;

CREATE TRIGGER alias_is_never_forgotten BEFORE DELETE ON alias
BEGIN
    SELECT RAISE(ABORT, 'an alias is never forgotten');
END;

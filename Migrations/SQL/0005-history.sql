-- Who began or ceased to have what, and when. Names are text: they outlive what they name.

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Milliseconds UTC since 1970. Ids grow with time, so every index below is in the order of time.
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    network TEXT COLLATE NOCASE,
    environment TEXT COLLATE NOCASE,
    machine TEXT COLLATE NOCASE,
    mac INTEGER,
    address INTEGER,
    alias TEXT COLLATE NOCASE,
    detail TEXT
) STRICT;

CREATE INDEX event_by_mac ON event (mac) WHERE mac IS NOT NULL;
CREATE INDEX event_by_address ON event (address) WHERE address IS NOT NULL;
CREATE INDEX event_by_alias ON event (alias) WHERE alias IS NOT NULL;
CREATE INDEX event_by_environment ON event (environment) WHERE environment IS NOT NULL;

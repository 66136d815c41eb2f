-- Snapshots: what every machine of an environment was when the snapshot was taken.
--
-- A clone holds copies of the snapshots its origin could see, so it survives the origin's deletion. `source` is the
-- environment in which a snapshot was taken; for the environment's own snapshots it is the environment itself.

CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    environment INTEGER NOT NULL REFERENCES environment ON DELETE CASCADE,
    name TEXT NOT NULL COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 255),
    taken INTEGER NOT NULL,
    source INTEGER NOT NULL,
    source_name TEXT NOT NULL,
    UNIQUE (environment, source, name)
) STRICT;

-- No foreign key leads to `machine`: the machine may be long gone.
CREATE TABLE snapshot_machine (
    snapshot INTEGER NOT NULL REFERENCES snapshot ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    role TEXT NOT NULL,
    domain_controller INTEGER NOT NULL CHECK (domain_controller IN (0, 1)),
    private_address INTEGER,
    private_mac INTEGER,
    public_mac INTEGER,
    PRIMARY KEY (snapshot, ordinal),
    UNIQUE (snapshot, name)
) STRICT, WITHOUT ROWID;

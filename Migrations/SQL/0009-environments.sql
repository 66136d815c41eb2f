-- Whose an environment is, what it is for, until when it is wanted; and restores that have begun and are not over.

ALTER TABLE environment ADD COLUMN owner TEXT CHECK (length(owner) BETWEEN 1 AND 255);
ALTER TABLE environment ADD COLUMN description TEXT CHECK (length(description) BETWEEN 1 AND 1000);
-- Seconds UTC: when the server deletes it, when the time before that begins in which it warns, and whether it has.
ALTER TABLE environment ADD COLUMN until INTEGER CHECK (until BETWEEN 0 AND 253402300799);
ALTER TABLE environment ADD COLUMN warn_from INTEGER CHECK (
    (warn_from IS NULL) = (until IS NULL) AND (warn_from IS NULL OR warn_from <= until)
);
ALTER TABLE environment ADD COLUMN warned INTEGER NOT NULL DEFAULT 0 CHECK (warned IN (0, 1));

CREATE INDEX environment_by_until ON environment (until) WHERE until IS NOT NULL;
CREATE INDEX environment_to_warn_of ON environment (warn_from) WHERE until IS NOT NULL AND warned = 0;

CREATE TABLE environment_tag (
    environment INTEGER NOT NULL REFERENCES environment ON DELETE CASCADE,
    name TEXT NOT NULL COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 63),
    value TEXT NOT NULL CHECK (length(value) <= 255),
    PRIMARY KEY (environment, name)
) STRICT, WITHOUT ROWID;

-- The journal of an environment's restore: the one that is open, else the last one. What is still wrong follows from it
-- and from the leases, and is not written here. Names are text: the snapshot may be forgotten meanwhile.
CREATE TABLE restore (
    environment INTEGER PRIMARY KEY REFERENCES environment ON DELETE CASCADE,
    snapshot TEXT NOT NULL COLLATE NOCASE,
    source_name TEXT NOT NULL,
    taken INTEGER NOT NULL,
    -- Milliseconds UTC since 1970, for the seconds that it takes.
    began INTEGER NOT NULL,
    -- Seconds UTC: until then the MACs that roll back are held.
    hold_until INTEGER NOT NULL,
    -- NULL: it is open. `forced`: somebody said that it is over although it was not.
    ended INTEGER CHECK (ended >= began),
    outcome TEXT CHECK (outcome IN ('ended', 'forced', 'cancelled')),
    CHECK ((ended IS NULL) = (outcome IS NULL))
) STRICT;

CREATE INDEX restore_open ON restore (environment) WHERE ended IS NULL;

-- The machines that were rolled back and have a MAC to be put back.
CREATE TABLE restore_machine (
    environment INTEGER NOT NULL REFERENCES restore ON DELETE CASCADE,
    name TEXT NOT NULL COLLATE NOCASE,
    rolled_back INTEGER NOT NULL,
    -- Whether the MAC `rolled_back` is another machine's, and is held while the restore is open.
    holds INTEGER NOT NULL CHECK (holds IN (0, 1)),
    -- When its lease had begun or was last renewed when the restore began; NULL: it had none.
    lease_starts INTEGER,
    -- When somebody said that its own MAC was put back; seconds UTC.
    confirmed INTEGER,
    PRIMARY KEY (environment, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX restore_machine_by_held_mac ON restore_machine (rolled_back) WHERE holds = 1;

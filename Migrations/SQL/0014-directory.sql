-- Directories (Active Directory and its like): the domain inside an environment, and what of it lies outside.
--
-- A row only where something is known. The private side is as immutable as a clone is identical: a clone gets a copy.

CREATE TABLE directory (
    environment INTEGER PRIMARY KEY REFERENCES environment ON DELETE CASCADE,
    -- What follows the machines' names inside; NULL: the network's domain.
    domain TEXT COLLATE NOCASE CHECK (length(domain) BETWEEN 1 AND 255),
    -- A domain outside that machines are joined to.
    outside_domain TEXT COLLATE NOCASE CHECK (length(outside_domain) BETWEEN 1 AND 255)
) STRICT;

CREATE TABLE directory_trust (
    environment INTEGER NOT NULL REFERENCES environment ON DELETE CASCADE,
    domain TEXT NOT NULL COLLATE NOCASE CHECK (length(domain) BETWEEN 1 AND 255),
    PRIMARY KEY (environment, domain)
) STRICT, WITHOUT ROWID;

-- Evidence of conflicts with both owners, and what a restore tells the lease server about MACs.

-- `conflict` says which of the article's three kinds a line is evidence of; NULL: it is no evidence.
ALTER TABLE event ADD COLUMN conflict TEXT CHECK (conflict IN ('name', 'address', 'mac'));
ALTER TABLE event ADD COLUMN other_mac INTEGER;
ALTER TABLE event ADD COLUMN other_environment TEXT COLLATE NOCASE;
ALTER TABLE event ADD COLUMN other_machine TEXT COLLATE NOCASE;

CREATE INDEX event_of_conflict ON event (at) WHERE conflict IS NOT NULL;

-- Whether an address is asked for on the wire (ARP) before it is given to a machine that is not using it, and whether a
-- DISCOVER may be answered by an ACK (RFC 4039).
ALTER TABLE network ADD COLUMN probes INTEGER NOT NULL DEFAULT 1 CHECK (probes IN (0, 1));
ALTER TABLE network ADD COLUMN rapid_commit INTEGER NOT NULL DEFAULT 0 CHECK (rapid_commit IN (0, 1));

-- Times are seconds UTC; one in the past means nothing any more. A held MAC may keep what it has and is promised
-- nothing else; a suspect one gets short leases, so that a wrong belief is soon put right.
CREATE TABLE mac_watch (
    mac INTEGER PRIMARY KEY CHECK (mac BETWEEN 1 AND 0xFFFFFFFFFFFF AND mac >> 40 & 1 = 0),
    held_until INTEGER NOT NULL DEFAULT 0,
    suspect_until INTEGER NOT NULL DEFAULT 0
) STRICT;

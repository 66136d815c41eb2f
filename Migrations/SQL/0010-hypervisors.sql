-- Hypervisors and the MACs that each gives out by itself (R26): no pool holds one of them, and no private MAC is drawn
-- from them (R52).

CREATE TABLE hypervisor (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 63),
    created INTEGER NOT NULL
) STRICT;

-- Two hypervisors may have the same range: libvirt draws from 52-54-00 on every host.
CREATE TABLE hypervisor_range (
    hypervisor INTEGER NOT NULL REFERENCES hypervisor ON DELETE CASCADE,
    first INTEGER NOT NULL CHECK (first BETWEEN 1 AND 0xFFFFFFFFFFFF AND first >> 40 & 1 = 0),
    last INTEGER NOT NULL CHECK (last BETWEEN 1 AND 0xFFFFFFFFFFFF),
    PRIMARY KEY (hypervisor, first),
    CHECK (first <= last AND first >> 24 = last >> 24)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER hypervisor_range_is_replaced_not_moved BEFORE UPDATE ON hypervisor_range
BEGIN
    SELECT RAISE(ABORT, 'a hypervisor''s range is replaced, not moved');
END;

CREATE TRIGGER hypervisor_range_overlaps_a_pool BEFORE INSERT ON hypervisor_range
WHEN EXISTS (SELECT 1 FROM mac_pool WHERE first <= NEW.last AND NEW.first <= last)
BEGIN
    SELECT RAISE(ABORT, 'the hypervisor''s range overlaps a MAC pool');
END;

CREATE TRIGGER mac_pool_overlaps_a_hypervisors BEFORE INSERT ON mac_pool
WHEN EXISTS (SELECT 1 FROM hypervisor_range WHERE first <= NEW.last AND NEW.first <= last)
BEGIN
    SELECT RAISE(ABORT, 'the MAC pool overlaps a hypervisor''s range');
END;

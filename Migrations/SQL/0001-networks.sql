-- Networks, their MAC pools and the MACs that rest.
--
-- Addresses and MACs are numbers, first octet highest, so that ranges are comparisons. Names are unique without regard
-- to case. Ids are never reused (AUTOINCREMENT): they live in tables of the name server and in history.

-- "NmSk": how a registry is told from any other SQLite file (`file` shows it, and a foreign file is refused).
PRAGMA application_id = 0x4E6D536B;

CREATE TABLE network (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 63),
    base INTEGER NOT NULL UNIQUE CHECK (base BETWEEN 0x01000000 AND 0xDFFFFFFF),
    prefix_length INTEGER NOT NULL CHECK (prefix_length BETWEEN 8 AND 30),
    range_first INTEGER NOT NULL,
    range_last INTEGER NOT NULL,
    domain TEXT NOT NULL COLLATE NOCASE CHECK (length(domain) BETWEEN 1 AND 253),
    router INTEGER,
    lease_seconds INTEGER NOT NULL DEFAULT 600 CHECK (lease_seconds BETWEEN 10 AND 31536000),
    private_base INTEGER NOT NULL DEFAULT 0xC0A81700 CHECK (private_base BETWEEN 0x01000000 AND 0xDFFFFFFF),
    private_prefix_length INTEGER NOT NULL DEFAULT 24 CHECK (private_prefix_length BETWEEN 16 AND 30),
    guest_first INTEGER,
    guest_last INTEGER,
    CHECK (base & ((1 << (32 - prefix_length)) - 1) = 0),
    CHECK (private_base & ((1 << (32 - private_prefix_length)) - 1) = 0),
    -- Inside the network, its first and last address excluded.
    CHECK (base < range_first AND range_first <= range_last AND range_last < base + (1 << (32 - prefix_length)) - 1),
    CHECK (router IS NULL OR (base < router AND router < base + (1 << (32 - prefix_length)) - 1)),
    CHECK ((guest_first IS NULL) = (guest_last IS NULL)),
    CHECK (
        guest_first IS NULL
        OR (
            base < guest_first AND guest_first <= guest_last AND guest_last < base + (1 << (32 - prefix_length)) - 1
            AND (guest_last < range_first OR range_last < guest_first)
        )
    )
) STRICT;

CREATE TABLE network_name_server (
    network INTEGER NOT NULL REFERENCES network ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    address INTEGER NOT NULL CHECK (address BETWEEN 0x01000000 AND 0xDFFFFFFF),
    PRIMARY KEY (network, ordinal),
    UNIQUE (network, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE mac_pool (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    network INTEGER NOT NULL REFERENCES network ON DELETE CASCADE,
    first INTEGER NOT NULL UNIQUE CHECK (first BETWEEN 1 AND 0xFFFFFFFFFFFF AND first >> 40 & 1 = 0),
    last INTEGER NOT NULL UNIQUE CHECK (last BETWEEN 1 AND 0xFFFFFFFFFFFF),
    -- No MAC below this one is unused: where the search for a MAC that was never used begins.
    next INTEGER NOT NULL,
    CHECK (first <= last AND first >> 24 = last >> 24),
    CHECK (next BETWEEN first AND last + 1)
) STRICT;

CREATE INDEX mac_pool_by_network ON mac_pool (network);

-- A MAC that a machine gave up. It stays, also when its rest is over, because a used MAC is only taken again when no
-- unused one is left, and then the one that has rested longest.
CREATE TABLE resting_mac (
    mac INTEGER PRIMARY KEY CHECK (mac BETWEEN 1 AND 0xFFFFFFFFFFFF AND mac >> 40 & 1 = 0),
    until INTEGER NOT NULL
) STRICT;

CREATE INDEX resting_mac_by_end ON resting_mac (until, mac);

-- Two networks never share an address.
CREATE TRIGGER network_overlaps BEFORE INSERT ON network
WHEN EXISTS (
    SELECT 1 FROM network
    WHERE base <= NEW.base + (1 << (32 - NEW.prefix_length)) - 1
        AND NEW.base <= base + (1 << (32 - prefix_length)) - 1
)
BEGIN
    SELECT RAISE(ABORT, 'networks overlap');
END;

CREATE TRIGGER changed_network_overlaps BEFORE UPDATE OF base, prefix_length ON network
WHEN EXISTS (
    SELECT 1 FROM network
    WHERE id <> NEW.id
        AND base <= NEW.base + (1 << (32 - NEW.prefix_length)) - 1
        AND NEW.base <= base + (1 << (32 - prefix_length)) - 1
)
BEGIN
    SELECT RAISE(ABORT, 'networks overlap');
END;

-- Two pools never share a MAC.
CREATE TRIGGER mac_pool_overlaps BEFORE INSERT ON mac_pool
WHEN EXISTS (SELECT 1 FROM mac_pool WHERE first <= NEW.last AND NEW.first <= last)
BEGIN
    SELECT RAISE(ABORT, 'MAC pools overlap');
END;

CREATE TRIGGER mac_pool_is_replaced_not_moved BEFORE UPDATE OF network, first, last ON mac_pool
BEGIN
    SELECT RAISE(ABORT, 'a MAC pool is replaced, not moved');
END;

-- Leases, resting addresses and the serials of the zones that show them.
--
-- A renewal changes `state`, `starts`, `expires` and `client_identifier` and nothing else, so no index holds them: it
-- writes one row of one table.

CREATE TABLE lease (
    mac INTEGER PRIMARY KEY CHECK (mac BETWEEN 1 AND 0xFFFFFFFFFFFF AND mac >> 40 & 1 = 0),
    address INTEGER NOT NULL UNIQUE CHECK (address BETWEEN 0x01000000 AND 0xDFFFFFFF),
    network INTEGER NOT NULL REFERENCES network,
    -- NULL: a guest that is no clone.
    machine INTEGER UNIQUE REFERENCES machine ON DELETE CASCADE,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    -- Seconds UTC since 1970, up to the year 9999.
    starts INTEGER NOT NULL CHECK (starts BETWEEN 0 AND 253402300799),
    expires INTEGER NOT NULL CHECK (expires BETWEEN 0 AND 253402300799),
    client_identifier BLOB CHECK (length(client_identifier) <= 1024)
) STRICT;

-- A freed address. It stays until it is leased again, so that the one that has been free the longest is known.
CREATE TABLE resting_address (
    address INTEGER PRIMARY KEY CHECK (address BETWEEN 0x01000000 AND 0xDFFFFFFF),
    network INTEGER NOT NULL REFERENCES network ON DELETE CASCADE,
    until INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('released', 'declined', 'deleted', 'conflict'))
) STRICT;

CREATE TABLE zone_serial (
    apex TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
    serial INTEGER NOT NULL CHECK (serial BETWEEN 0 AND 0xFFFFFFFF)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER leased_address_is_resting BEFORE INSERT ON lease
WHEN EXISTS (SELECT 1 FROM resting_address WHERE address = NEW.address)
BEGIN
    SELECT RAISE(ABORT, 'the address is resting');
END;

CREATE TRIGGER resting_address_is_leased BEFORE INSERT ON resting_address
WHEN EXISTS (SELECT 1 FROM lease WHERE address = NEW.address)
BEGIN
    SELECT RAISE(ABORT, 'the address is leased');
END;

CREATE TRIGGER resting_address_does_not_change BEFORE UPDATE OF address ON resting_address
BEGIN
    SELECT RAISE(ABORT, 'a resting address does not change');
END;

CREATE TRIGGER lease_does_not_move BEFORE UPDATE OF mac, address, network, machine ON lease
BEGIN
    SELECT RAISE(ABORT, 'a lease does not move');
END;

-- The key is the pool MAC and nothing else: a machine's lease is its public interface's, and a guest has no pool MAC.
CREATE TRIGGER lease_has_the_mac_of_its_machine BEFORE INSERT ON lease
WHEN NEW.machine IS NOT (SELECT machine FROM public_interface WHERE mac = NEW.mac)
BEGIN
    SELECT RAISE(ABORT, 'a lease has the MAC of its machine');
END;

CREATE TRIGGER public_mac_is_leased_to_a_guest BEFORE INSERT ON public_interface
WHEN EXISTS (SELECT 1 FROM lease WHERE mac = NEW.mac)
BEGIN
    SELECT RAISE(ABORT, 'the MAC is leased to a guest');
END;

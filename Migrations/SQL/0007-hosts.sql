-- Hosts: printers, hypervisors and the like. Each has a name, and one address that its MAC alone is leased.
--
-- A host's lease is a row of `lease` without a machine, like a guest's. What tells them apart is the row here.

CREATE TABLE host (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    network INTEGER NOT NULL REFERENCES network,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 63),
    mac INTEGER NOT NULL UNIQUE CHECK (mac BETWEEN 1 AND 0xFFFFFFFFFFFF AND mac >> 40 & 1 = 0),
    address INTEGER NOT NULL UNIQUE CHECK (address BETWEEN 0x01000000 AND 0xDFFFFFFF),
    created INTEGER NOT NULL
) STRICT;

CREATE INDEX host_by_network ON host (network);

-- Whose a name, an address or a MAC is does not change under it.
CREATE TRIGGER host_is_replaced_not_changed BEFORE UPDATE ON host
BEGIN
    SELECT RAISE(ABORT, 'a host is replaced, not changed');
END;

-- The address: of the host's network, nobody else's, and not resting.
CREATE TRIGGER host_is_outside_its_network BEFORE INSERT ON host
WHEN NOT EXISTS (
    SELECT 1 FROM network
    WHERE id = NEW.network AND base < NEW.address AND NEW.address < base + (1 << (32 - prefix_length)) - 1
)
BEGIN
    SELECT RAISE(ABORT, 'a host is outside its network');
END;

CREATE TRIGGER changed_network_leaves_a_host_outside BEFORE UPDATE OF base, prefix_length ON network
WHEN EXISTS (
    SELECT 1 FROM host
    WHERE network = NEW.id
        AND (address <= NEW.base OR NEW.base + (1 << (32 - NEW.prefix_length)) - 1 <= address)
)
BEGIN
    SELECT RAISE(ABORT, 'a host is outside its network');
END;

CREATE TRIGGER host_address_is_resting BEFORE INSERT ON host
WHEN EXISTS (SELECT 1 FROM resting_address WHERE address = NEW.address)
BEGIN
    SELECT RAISE(ABORT, 'the address is resting');
END;

CREATE TRIGGER resting_address_is_a_host BEFORE INSERT ON resting_address
WHEN EXISTS (SELECT 1 FROM host WHERE address = NEW.address)
BEGIN
    SELECT RAISE(ABORT, 'the address is reserved for a host');
END;

-- A guest's lease may become its host's: the same MAC with the same address.
CREATE TRIGGER host_is_leased_otherwise BEFORE INSERT ON host
WHEN EXISTS (SELECT 1 FROM lease WHERE address = NEW.address AND mac <> NEW.mac)
    OR EXISTS (SELECT 1 FROM lease WHERE mac = NEW.mac AND address <> NEW.address)
BEGIN
    SELECT RAISE(ABORT, 'the address or the MAC is leased');
END;

CREATE TRIGGER lease_is_not_its_hosts BEFORE INSERT ON lease
WHEN EXISTS (SELECT 1 FROM host WHERE address = NEW.address AND mac <> NEW.mac)
    OR EXISTS (SELECT 1 FROM host WHERE mac = NEW.mac AND address <> NEW.address)
BEGIN
    SELECT RAISE(ABORT, 'the address or the MAC is reserved for a host');
END;

-- The MAC: no machine's, outside or inside, and in no pool.
CREATE TRIGGER host_mac_is_a_machines BEFORE INSERT ON host
WHEN EXISTS (SELECT 1 FROM public_interface WHERE mac = NEW.mac)
    OR EXISTS (SELECT 1 FROM machine WHERE private_mac = NEW.mac)
    OR EXISTS (SELECT 1 FROM mac_pool WHERE NEW.mac BETWEEN first AND last)
BEGIN
    SELECT RAISE(ABORT, 'the MAC is a machine''s, or in a MAC pool');
END;

CREATE TRIGGER public_mac_is_a_hosts BEFORE INSERT ON public_interface
WHEN EXISTS (SELECT 1 FROM host WHERE mac = NEW.mac)
BEGIN
    SELECT RAISE(ABORT, 'the MAC is a host''s');
END;

CREATE TRIGGER private_mac_is_a_hosts_or_guests BEFORE INSERT ON machine
WHEN EXISTS (SELECT 1 FROM host WHERE mac = NEW.private_mac)
    OR EXISTS (SELECT 1 FROM lease WHERE mac = NEW.private_mac)
BEGIN
    SELECT RAISE(ABORT, 'the private MAC is a host''s or leased to a guest');
END;

CREATE TRIGGER mac_pool_holds_a_hosts_or_guests_mac BEFORE INSERT ON mac_pool
WHEN EXISTS (SELECT 1 FROM host WHERE mac BETWEEN NEW.first AND NEW.last)
    OR EXISTS (SELECT 1 FROM lease WHERE mac BETWEEN NEW.first AND NEW.last AND machine IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'the MAC pool holds the MAC of a host or a guest');
END;

-- A guest is no machine: a pool's MAC, or a machine's private one, gets no lease as a guest.
CREATE TRIGGER guest_has_a_machines_mac BEFORE INSERT ON lease
WHEN NEW.machine IS NULL
    AND (
        EXISTS (SELECT 1 FROM mac_pool WHERE NEW.mac BETWEEN first AND last)
        OR EXISTS (SELECT 1 FROM machine WHERE private_mac = NEW.mac)
    )
BEGIN
    SELECT RAISE(ABORT, 'a guest has no MAC of a machine');
END;

-- `NAME.<domain>` is one thing: a host or an environment.
CREATE TRIGGER host_has_an_environments_name BEFORE INSERT ON host
WHEN EXISTS (SELECT 1 FROM environment WHERE name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'the name is an environment''s');
END;

CREATE TRIGGER environment_has_a_hosts_name BEFORE INSERT ON environment
WHEN EXISTS (SELECT 1 FROM host WHERE name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'the name is a host''s');
END;

CREATE TRIGGER renamed_environment_has_a_hosts_name BEFORE UPDATE OF name ON environment
WHEN EXISTS (SELECT 1 FROM host WHERE name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'the name is a host''s');
END;

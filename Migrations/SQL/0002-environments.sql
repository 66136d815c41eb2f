-- Environments, their machines, and what makes each machine unique outside: a pool MAC and an alias.

CREATE TABLE environment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 63),
    network INTEGER NOT NULL REFERENCES network,
    isolation TEXT NOT NULL DEFAULT 'dual-interface' CHECK (isolation IN ('dual-interface')),
    -- Where a clone came from. The id is no foreign key and the names are text: a clone outlives its origin.
    origin INTEGER,
    origin_name TEXT,
    origin_snapshot TEXT,
    created INTEGER NOT NULL,
    CHECK ((origin IS NULL) = (origin_name IS NULL)),
    CHECK (origin_snapshot IS NULL OR origin_name IS NOT NULL)
) STRICT;

CREATE INDEX environment_by_network ON environment (network);

-- The private interface is the machine's own: the same in every clone, unique only within its environment.
CREATE TABLE machine (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    environment INTEGER NOT NULL REFERENCES environment ON DELETE CASCADE,
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    name TEXT NOT NULL COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 63),
    role TEXT NOT NULL DEFAULT '' CHECK (length(role) <= 63),
    domain_controller INTEGER NOT NULL DEFAULT 0 CHECK (domain_controller IN (0, 1)),
    private_address INTEGER CHECK (private_address BETWEEN 0x01000000 AND 0xDFFFFFFF),
    private_mac INTEGER CHECK (private_mac BETWEEN 1 AND 0xFFFFFFFFFFFF AND private_mac >> 40 & 1 = 0),
    CHECK ((private_address IS NULL) = (private_mac IS NULL)),
    UNIQUE (environment, ordinal),
    UNIQUE (environment, name),
    UNIQUE (environment, private_address),
    UNIQUE (environment, private_mac)
) STRICT;

CREATE INDEX machine_by_private_mac ON machine (private_mac) WHERE private_mac IS NOT NULL;

CREATE TABLE public_interface (
    machine INTEGER PRIMARY KEY REFERENCES machine ON DELETE CASCADE,
    network INTEGER NOT NULL REFERENCES network,
    mac INTEGER NOT NULL UNIQUE CHECK (mac BETWEEN 1 AND 0xFFFFFFFFFFFF AND mac >> 40 & 1 = 0)
) STRICT;

-- The rows of deleted machines stay, without their machine, so that no alias is ever given twice. Rows lie in the order
-- of their machines, not of their random names, so that all of them can be read beside the machines.
CREATE TABLE alias (
    name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 63),
    machine INTEGER UNIQUE REFERENCES machine ON DELETE SET NULL
) STRICT;

CREATE TRIGGER public_mac_is_resting BEFORE INSERT ON public_interface
WHEN EXISTS (SELECT 1 FROM resting_mac WHERE mac = NEW.mac)
BEGIN
    SELECT RAISE(ABORT, 'the MAC is resting');
END;

CREATE TRIGGER resting_mac_is_used BEFORE INSERT ON resting_mac
WHEN EXISTS (SELECT 1 FROM public_interface WHERE mac = NEW.mac)
BEGIN
    SELECT RAISE(ABORT, 'the MAC is in use');
END;

-- A MAC that could go from one machine to another would take a lease along.
CREATE TRIGGER public_interface_is_for_ever BEFORE UPDATE OF machine, network, mac ON public_interface
BEGIN
    SELECT RAISE(ABORT, 'a public interface does not change');
END;

CREATE TRIGGER resting_mac_does_not_change BEFORE UPDATE OF mac ON resting_mac
BEGIN
    SELECT RAISE(ABORT, 'a resting MAC does not change');
END;

CREATE TRIGGER public_interface_is_where_its_environment_is BEFORE INSERT ON public_interface
WHEN NEW.network IS NOT (
    SELECT environment.network FROM machine JOIN environment ON environment.id = machine.environment
    WHERE machine.id = NEW.machine
)
BEGIN
    SELECT RAISE(ABORT, 'a public interface is on the network of its environment');
END;

CREATE TRIGGER domain_controller_has_no_public_interface BEFORE INSERT ON public_interface
WHEN EXISTS (SELECT 1 FROM machine WHERE id = NEW.machine AND domain_controller)
BEGIN
    SELECT RAISE(ABORT, 'a domain controller has no public interface');
END;

CREATE TRIGGER environment_stays_on_its_network BEFORE UPDATE OF network ON environment
BEGIN
    SELECT RAISE(ABORT, 'an environment does not change its network');
END;

-- An alias may lose its machine; it never gets another one, and it never goes away.
CREATE TRIGGER alias_is_never_reused BEFORE UPDATE ON alias
WHEN NEW.name IS NOT OLD.name OR NEW.machine IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an alias is never reused');
END;

CREATE TRIGGER alias_is_never_forgotten BEFORE DELETE ON alias
BEGIN
    SELECT RAISE(ABORT, 'an alias is never forgotten');
END;
